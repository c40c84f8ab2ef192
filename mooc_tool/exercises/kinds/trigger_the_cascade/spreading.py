"""What a campaign sets off, by the engine: in a crowd or on a network, as the question has it."""

from bisect import bisect_left
from collections.abc import Sequence

from mooc_tool.engine.adoption.campaigns import (
    Campaign,
    Prices,
    best_campaign_in_crowd,
    best_campaign_on_network,
    nudged_thresholds,
)
from mooc_tool.engine.adoption.crowd import spread_in_crowd
from mooc_tool.engine.adoption.networks import Network, spread_on_network
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import (
    CONVINCE,
    TALK,
    TALK_HOURS,
    Question,
    Tie,
)

NEVER = 0
Pushes = Sequence[int]


def spent(question: Question, pushes: Pushes) -> int:
    """Hours that these pushes take."""
    return sum(
        hours if push == CONVINCE else TALK_HOURS if push == TALK else 0
        for push, hours in zip(pushes, question.hours, strict=True)
    )


def lowered(question: Question, pushes: Pushes) -> list[int]:
    """The thresholds after these pushes; who is convinced waits for nobody."""
    talked = {i for i, push in enumerate(pushes) if push == TALK}
    thresholds = nudged_thresholds(question.thresholds, talked, question.relief)
    return [0 if push == CONVINCE else asked for push, asked in zip(pushes, thresholds, strict=True)]


def rounds(question: Question, pushes: Pushes) -> tuple[int, ...]:
    """For each person the round, from 1, in which they join; 0 for never."""
    thresholds = lowered(question, pushes)
    if question.ties:
        network = network_of(len(thresholds), question.ties)
        degree = network.degree.tolist()
        share = [max(asked, 1) / max(each, 1) for asked, each in zip(thresholds, degree, strict=True)]
        seeds = [i for i, asked in enumerate(thresholds) if asked == 0]
        wave = spread_on_network(network, [min(1, each) for each in share], seeds).wave.tolist()
        return tuple(NEVER if each < 0 else each + 1 for each in wave)
    reached = spread_in_crowd(thresholds).rounds
    numbers = (bisect_left(reached, asked) + 1 for asked in thresholds)
    return tuple(number if number < len(reached) else NEVER for number in numbers)


def joined(question: Question, pushes: Pushes) -> int:
    """How many join in the end."""
    return sum(each != NEVER for each in rounds(question, pushes))


def best(question: Question, budget: int | None = None, talk_hours: int = TALK_HOURS) -> Campaign:
    """The best campaign of at most so many hours; the question's own if none are given."""
    prices = Prices(question.hours, talk_hours, question.relief)
    most = question.budget if budget is None else budget
    if question.ties:
        network = network_of(len(question.thresholds), question.ties)
        return best_campaign_on_network(network, question.thresholds, prices, most)
    return best_campaign_in_crowd(question.thresholds, prices, most)


def network_of(people: int, ties: Sequence[Tie]) -> Network:
    """Who knows whom, for the engine."""
    return Network.of(people, [(tie.one, tie.other) for tie in ties])

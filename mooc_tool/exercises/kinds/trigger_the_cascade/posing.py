"""Draws a crowd, or people on a network, until the case is worth solving."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.trigger_the_cascade.forms import NOTHING, TALK, Params, Question, Tie
from mooc_tool.exercises.kinds.trigger_the_cascade.spreading import best, joined, rounds, spent

CROWDS, NETWORKS = 3000, 200  # the bounds on redraws
LEAST_ALONE, MOST_ALONE = 2, 20  # people, and per cent of them, who join if nothing is done
REACHED = 80  # per cent, at least, after the best campaign in a crowd
ON_NETWORK = 50  # the same on a network
NAIVE = 35, 60  # per cent of what can be gained, between which talking to the next on the ladder stays
STEPS = 6  # convincing takes two hours, and up to so many more less one, by the threshold
ONE_WAY = 85  # per cent of what can be gained, at most, by talks alone or convincing alone
COLUMNS = 6  # neighbours on a network live in rows of so many
NEAR, ACROSS = 75, 25  # of a hundred next doors, and doors across, how many know each other
FAR = 15  # for so many people one tie is drawn anywhere
WAITS = (20, 60, 20)  # how often somebody on a network waits for one, two, three of those they know
TOO_DEAR = 1000  # hours, more than any budget


def pose(params: Params, draw: Draw) -> Question:
    """A case. Raises NoInstanceError when none is found within the bound."""
    if params.network:
        for _ in range(NETWORKS):
            question = _network(params, draw)
            if _network_is_worth_it(question):
                return question
    else:
        for _ in range(CROWDS):
            question = _crowd(params, draw)
            if _starts_small(question) and _crowd_is_worth_it(question):
                return question
    raise NoInstanceError(f"no case of {params.people} people and {params.hours} hours is worth solving")


def next_on_the_ladder(question: Question) -> tuple[int, ...]:
    """What one does who only looks at where the cascade stops: talk to the next, again and again."""
    pushes = [NOTHING] * len(question.thresholds)
    while spent(question, pushes) < question.budget:
        when = rounds(question, pushes)
        waiting = [i for i, each in enumerate(when) if not each and pushes[i] == NOTHING]
        if not waiting:
            break
        pushes[min(waiting, key=lambda i: (question.thresholds[i], i))] = TALK
    return tuple(pushes)


def _crowd(params: Params, draw: Draw) -> Question:
    """A ladder with one person a rung, each moved a little up or down."""
    people, spread = params.people, max(2, params.people // 10)
    moved = (i + draw.between(-spread, spread) for i in range(people))
    thresholds = sorted(min(max(0, asked), people - 1) for asked in moved)
    return Question(
        thresholds=tuple(thresholds),
        hours=tuple(2 + STEPS * asked // people for asked in thresholds),
        budget=params.hours,
        relief=params.relief,
        hints=params.level == "discovery",
    )


def _starts_small(question: Question) -> bool:
    people = len(question.thresholds)
    alone = joined(question, [NOTHING] * people)
    return LEAST_ALONE <= alone <= MOST_ALONE * people / 100


def _crowd_is_worth_it(question: Question) -> bool:
    """Nearly all can be reached, all with an hour more; the next on the ladder are not enough, nor, but where
    hints are given, talks alone or convincing alone.
    """
    people = len(question.thresholds)
    naive = joined(question, next_on_the_ladder(question))
    alone = joined(question, [NOTHING] * people)
    most = best(question)
    gain = most.joined - alone
    if 100 * most.joined < REACHED * people or not _is_fair(naive - alone, gain):
        return False
    if best(question, question.budget + 1).joined < people:
        return False
    if question.hints:
        return True
    talks = best(question.model_copy(update={"hours": (TOO_DEAR,) * people}))
    convincing = best(question, talk_hours=TOO_DEAR)
    return 100 * (max(talks.joined, convincing.joined) - alone) <= ONE_WAY * gain


def _network(params: Params, draw: Draw) -> Question:
    """People next door or across from each other, who mostly know each other, and a few ties anywhere."""
    people = params.people
    ties = set[tuple[int, int]]()
    for i in range(people):
        column = i % COLUMNS
        near = ([i + 1] if column + 1 < COLUMNS else []) + [i + COLUMNS]
        across = ([i + COLUMNS + 1] if column + 1 < COLUMNS else []) + ([i + COLUMNS - 1] if column else [])
        ties |= {(i, j) for j in near if j < people and draw.integer(100) < NEAR}
        ties |= {(i, j) for j in across if j < people and draw.integer(100) < ACROSS}
    for _ in range(people // FAR):
        one, other = sorted(draw.shuffled(range(people))[:2])
        ties.add((one, other))
    degree = [sum(i in tie for tie in ties) for i in range(people)]
    thresholds = [max(1, min(each, 1 + draw.weighted(WAITS))) for each in degree]
    for i in draw.shuffled(range(people))[:LEAST_ALONE]:
        thresholds[i] = 0
    return Question(
        thresholds=tuple(thresholds),
        hours=(2,) * people,
        budget=params.hours,
        relief=params.relief,
        hints=False,
        ties=tuple(Tie(one=one, other=other) for one, other in sorted(ties)),
    )


def _network_is_worth_it(question: Question) -> bool:
    """Half of the people can be reached, and not by half of the hours; the ladder leads part of the way."""
    people = len(question.thresholds)
    if not _starts_small(question):
        return False
    alone = joined(question, [NOTHING] * people)
    naive = joined(question, next_on_the_ladder(question))
    half = best(question, question.budget // 2).joined
    least = max(half, naive) + people // 10
    if least > people:
        return False
    most = best(question).joined
    return most >= max(least, ON_NETWORK * people / 100) and _is_fair(naive - alone, most - alone)


def _is_fair(naive: int, gain: int) -> bool:
    """Whether the next on the ladder gain neither too little nor too much of what can be gained."""
    return NAIVE[0] * gain <= 100 * naive <= NAIVE[1] * gain

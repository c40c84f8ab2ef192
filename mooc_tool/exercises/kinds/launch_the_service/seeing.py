"""What the learner may see of the service while it runs: one future, with the noise of a survey."""

from dataclasses import dataclass

from mooc_tool.exercises.kinds.launch_the_service.forms import NOWHERE, Answer, Draft, Question
from mooc_tool.exercises.kinds.launch_the_service.simulating import (
    ASKS,
    HALF_YEAR,
    TWO_YEARS,
    YEAR,
    History,
    simulate,
)
from mooc_tool.exercises.kinds.launch_the_service.strategies import script_of

MONTHS_A_YEAR = 12
LAST = 4  # weeks over which a share is counted


@dataclass(frozen=True)
class Seen:
    """One place as it is shown.

    ``present``: people at the start and at the end of each month; ``trips`` a week and ``served``,
    thousandths of the requests: over the last four weeks.
    """

    place: int
    present: tuple[int, ...]
    trips: int
    served: int


@dataclass(frozen=True)
class Sight:
    """``spent``: cents since the start; ``broke``: the week in which the money ended, or None."""

    weeks: int
    places: tuple[Seen, ...]
    spent: int
    broke: int | None


def sight(question: Question, made: Draft | Answer, weeks: int) -> Sight:
    """What is seen after so many weeks (26, 52 or 104): the same for the same decisions until then."""
    script = script_of(question, made)
    history = simulate(question, [script], [0], weeks)
    spent, broke = int(history.spent[0, 0].sum()), int(history.broke[0, 0])
    seen = [
        _seen(question, history, slot, place, weeks)
        for slot, place in enumerate(script.places)
        if place != NOWHERE
    ]
    return Sight(weeks, tuple(seen), spent, broke if broke < weeks else None)


def _seen(question: Question, history: History, slot: int, place: int, weeks: int) -> Seen:
    noise = 1000 + question.wobble[(5 * slot + weeks // HALF_YEAR) % len(question.wobble)]
    own, trips = history.present[0, 0, slot], history.trips[0, 0, slot]
    ends = [max(0, month * YEAR // MONTHS_A_YEAR - 1) for month in range(weeks * MONTHS_A_YEAR // YEAR + 1)]
    found, asked = int(trips[-LAST:].sum()), ASKS * int(own[-LAST:].sum())
    return Seen(
        place=place,
        present=tuple(int(own[week]) * noise // 1_000_000 for week in ends),
        trips=found // LAST * noise // 1_000_000,
        served=min(1000, found * noise // asked) if asked else 0,
    )


def shares_after_half_a_year(question: Question, made: Draft | Answer) -> tuple[int, ...]:
    """Thousandths of the requests served in each community picked, as shown when the stop rule is due."""
    launched = Draft(diagnosis=made.diagnosis, launch=made.launch)
    return tuple(seen.served for seen in sight(question, launched, HALF_YEAR).places)


def whole_run(question: Question, answer: Answer) -> Sight:
    """The two years as they went, in the future that the learner lived in."""
    return sight(question.model_copy(update={"wobble": (0,)}), answer, TWO_YEARS)

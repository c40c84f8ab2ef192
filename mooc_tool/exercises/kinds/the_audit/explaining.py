"""What there is to learn from an answer."""

from collections.abc import Iterator

from pydantic import JsonValue

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.the_audit.forms import FAULTS, INDICATORS, Answer, Question, Solution
from mooc_tool.exercises.kinds.the_audit.indicators import (
    added_up,
    fractions,
    in_hundredths,
    is_near,
    mended,
)
from mooc_tool.exercises.kinds.the_audit.marking import right_ones

NOTES = frozenset(
    {
        "indicators-right", "indicator-wrong", "counted-twice", "in-metres", "gross-for-net",
        "doubled", "faults-right", "faults-missed", *(f"fault-{fault}" for fault in FAULTS), "gross-net",
        "idea-audit", "case-register", "case-co2", "case-rebound", "case-leakage",
    }
)  # fmt: skip


def explain(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """The first wrong indicator and where it comes from, the faults one by one, the idea, the cases."""
    missed = [fault for fault in solution.planted if fault not in answer.faults]
    found: dict[str, JsonValue] = {"missed": [*missed]}
    return (
        *_on_indicators(question, solution, answer),
        Note(name="faults-missed", data=found) if missed else Note(name="faults-right"),
        *(_on_fault(question, fault) for fault in solution.planted),
        _gross_and_net(question, solution),
        Note(name="idea-audit"),
        Note(name="case-register", data={"facts": ["F-122"]}),
        Note(name="case-co2", data={"facts": ["F-123"]}),
        Note(name="case-rebound", data={"facts": ["F-139"]}),
        Note(name="case-leakage", data={"facts": ["F-138"]}),
    )


def _on_indicators(question: Question, solution: Solution, answer: Answer) -> Iterator[Note]:
    right = right_ones(question, solution, answer)
    if all(right):
        yield Note(name="indicators-right")
        return
    place = right.index(False)
    name, given = INDICATORS[place], answer.indicators[place]
    data: dict[str, JsonValue] = {"indicator": name, "given": given, "exact": solution.indicators[place]}
    yield Note(name="indicator-wrong", data={**data, "sums": solution.sums.model_dump(), **_known(question)})
    cause = _cause(question, solution, name, given)
    if cause is not None:
        yield Note(name=cause, data={**data, "twice": question.twice, "metres": question.metres})


def _known(question: Question) -> dict[str, JsonValue]:
    return {"running": question.running, "alone": question.alone}


def _cause(question: Question, solution: Solution, name: str, given: int) -> str | None:
    """The slip that gives this very number, if one does."""
    tables = {
        "counted-twice": mended(question, once=False),
        "in-metres": mended(question, kilometres=False),
    }
    for cause, rows in tables.items():
        if is_near(given, fractions(added_up(rows), question)[name]):
            return cause
    exact = fractions(solution.sums, question)
    if name == "net" and is_near(given, exact["gross"]):
        return "gross-for-net"
    numerator, denominator = exact[name]
    return "doubled" if is_near(given, (2 * numerator, denominator)) else None


def _on_fault(question: Question, fault: str) -> Note:
    """Where it is and how to see it."""
    sums = added_up(mended(question))
    places: dict[str, dict[str, JsonValue]] = {
        "duplicate": {"month": question.twice},
        "unit": {"month": question.metres},
        "privacy": {"month": question.shown},
        "best-month": {"said": question.press.trips, "right": sums.trips},
        "everybody": {
            "said": question.press.co2,
            "right": in_hundredths(fractions(sums, question)["gross"]),
        },
        "percent": {"said": question.press.growth, "right": question.press.growth - 100},
    }
    return Note(name=f"fault-{fault}", data=places[fault])


def _gross_and_net(question: Question, solution: Solution) -> Note:
    """What a tonne costs, gross and net, in whole euros."""
    euros = solution.sums.aid + question.running
    exact = fractions(solution.sums, question)
    costs = {
        name: in_hundredths((100 * euros * denominator, numerator))
        for name, (numerator, denominator) in exact.items()
        if name in {"gross", "net"}
    }
    return Note(name="gross-net", data={**costs, "alone": question.alone})

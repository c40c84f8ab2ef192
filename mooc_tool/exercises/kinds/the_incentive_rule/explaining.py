"""What there is to learn from a rule: where its money went, and the one change that avoids most."""

from collections.abc import Iterator

from mooc_tool.exercises.incentive import Year, avoided, year
from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.the_incentive_rule.forms import Answer, Question, Solution
from mooc_tool.exercises.kinds.the_incentive_rule.marking import changes

NOTES = frozenset(
    {
        "reference", "short", "ends", "lasts", "lost", "lost-nothing", "better-change", "idea-launch",
        "case-trend", "case-animation",
    }
)  # fmt: skip


def explain(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """The kilometres, how long the money lasts, what leaked most, one change, the idea, the real cases."""
    found = year(answer.rule, question.demand)
    reached = found.avoided >= solution.avoided
    data = {"avoided": found.avoided, "best": solution.avoided, "naive": solution.naive}
    return (
        Note(name="reference" if reached else "short", data={**data}),
        _on_budget(question, found),
        _on_leaks(found),
        *([] if reached else _better(question, answer, found)),
        Note(name="idea-launch", data={"direct": found.trips["direct"]}),
        Note(name="case-trend", data={"facts": ["F-130", "F-136"]}),
        Note(name="case-animation", data={"facts": ["F-138", "F-139"]}),
    )


def _on_budget(question: Question, found: Year) -> Note:
    left = question.demand.budget - sum(found.spent.values())
    if found.ends:
        return Note(name="ends", data={"month": found.ends})
    return Note(name="lasts", data={"left": left // 100})


def _on_leaks(found: Year) -> Note:
    """What did not take a car off the road, and did not make the service known either."""
    leaks = {name: found.spent[name] // 100 for name in ("anyway", "bus", "fraud")}
    if not any(leaks.values()):
        return Note(name="lost-nothing")
    return Note(name="lost", data={**leaks, "total": sum(found.spent.values()) // 100})


def _better(question: Question, answer: Answer, found: Year) -> Iterator[Note]:
    tried = [*changes(question, answer.rule)]
    brought = avoided([rule for _, rule in tried], question.demand)
    best = max(range(len(tried)), key=lambda number: (brought[number], -number))
    control, rule = tried[best]
    if brought[best] > found.avoided:
        more = brought[best] - found.avoided
        yield Note(
            name="better-change", data={"control": control, "to": getattr(rule, control), "more": more}
        )

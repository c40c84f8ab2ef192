"""What there is to learn from a placement. Communities in the data count from 0."""

from collections.abc import Iterator

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.the_right_community.forms import (
    GRID,
    WEEKS,
    Answer,
    Plan,
    Prediction,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_right_community.marking import counted, course, table

NOTES = frozenset(
    {
        "predicted-right", "predicted-wrong", "placed-nobody", "all-live", "some-live", "none-live", "best",
        "short", "better-place", "better-ask", "better-together", "idea-spread", "case-density", "case-oura",
    }
)  # fmt: skip


def explain(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Note, ...]:
    """The prediction, which communities live, one change that brings most, the idea, the real cases."""
    return (
        *_on_prediction(solution, prediction),
        _on_lives(question, answer),
        *_on_trips(question, solution, answer),
        Note(
            name="idea-spread",
            data={
                "recruits": question.recruits,
                "each": question.recruits // len(question.communities),
                "communities": len(question.communities),
                "trips": solution.spread,
            },
        ),
        Note(name="case-density", data={"facts": ["F-503", "F-507"]}),
        Note(name="case-oura", data={"facts": ["F-102", "F-103"]}),
    )


def _on_prediction(solution: Solution, prediction: Prediction | None) -> Iterator[Note]:
    if prediction is not None:
        right = prediction.least == solution.least()
        yield Note(name="predicted-right" if right else "predicted-wrong", data={"least": prediction.least})


def lives(question: Question, answer: Answer) -> list[bool]:
    """Whether each community has more people present after the year than it began with, or most of all."""
    year = course(question, answer.recruits, answer.flexibility)
    grown = year.end.sum(axis=1) >= year.present[:, 0]
    many = [
        2 * int(present) >= 1000 * community.sketch.ready
        for present, community in zip(year.end.sum(axis=1), question.communities, strict=True)
    ]
    placed = [recruits > 0 for recruits in answer.recruits]
    return [p and bool(g or m) for p, g, m in zip(placed, grown, many, strict=True)]


def _on_lives(question: Question, answer: Answer) -> Note:
    placed = [number for number, recruits in enumerate(answer.recruits) if recruits]
    living = [number for number, alive in enumerate(lives(question, answer)) if alive]
    dying = [number for number in placed if number not in living]
    name = (
        "placed-nobody" if not placed else "all-live" if not dying else "some-live" if living else "none-live"
    )
    return Note(name=name, data={"weeks": WEEKS, "living": [*living], "dying": [*dying]})


def _on_trips(question: Question, solution: Solution, answer: Answer) -> Iterator[Note]:
    made = sum(counted(course(question, answer.recruits, answer.flexibility)))
    best = solution.best.trips
    yield Note(name="best" if made >= best else "short", data={"trips": made, "best": best})
    if made >= best:
        return
    change, brought = max(_changes(question, answer), key=lambda each: each[1])
    if brought > made:
        yield change.model_copy(update={"data": {**change.data, "more": brought - made}})
    else:
        yield Note(name="better-together")


def _changes(question: Question, answer: Answer) -> Iterator[tuple[Note, int]]:
    """Every change of one thing and the trips it brings: ask something else, or place a group elsewhere."""
    found = table(question)
    placed = list(answer.recruits)
    for asked in found:
        if asked != answer.flexibility:
            plan = Plan(recruits=answer.recruits, flexibility=asked, trips=0)
            yield Note(name="better-ask", data={"asked": asked}), _brought(found[asked], plan)
    rows = found[answer.flexibility]
    free = question.recruits - sum(placed)
    for start in (-1, *(n for n, recruits in enumerate(placed) if recruits)):
        most = free if start < 0 else placed[start]
        for end in range(len(placed)):
            for moved in range(GRID, most + 1, GRID):
                after = [r + moved * (n == end) - moved * (n == start) for n, r in enumerate(placed)]
                allowed = len(list(filter(None, after))) <= question.most
                if end != start and allowed and after[end] <= question.room(end):
                    plan = Plan(recruits=tuple(after), flexibility=answer.flexibility, trips=0)
                    data = {"from": start, "to": end, "recruits": moved}
                    yield Note(name="better-place", data={**data}), _brought(rows, plan)


def _brought(rows: list[list[int]], plan: Plan) -> int:
    return sum(row[recruits // GRID] for row, recruits in zip(rows, plan.recruits, strict=True))

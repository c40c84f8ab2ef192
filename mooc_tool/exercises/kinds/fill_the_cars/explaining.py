"""What there is to learn from an answer, from the engine's own steps.

Numbers of people in the data count from 0; the template adds one.
"""

from mooc_tool.engine.matching.cardinality import augmenting_path
from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.fill_the_cars.forms import (
    NOBODY,
    Answer,
    Market,
    Plan,
    Prediction,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.fill_the_cars.marking import outcome

NOTES = frozenset(
    {
        "predicted-right", "predicted-low", "predicted-high",
        "pairs-best", "pairs-short", "seat-free", "path",
        "kilometres-best", "kilometres-short", "kilometres-naive", "exchange",
        "idea-order", "idea-trade-off", "case-thick-market", "case-new-york",
    }
)  # fmt: skip


def explain(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Note, ...]:
    """The prediction, what each plan got and one way to better it, the idea, the real cases."""
    market = question.market()
    return (
        *_on_prediction(solution, prediction),
        *_on_pairs(market, solution, answer.pairs),
        *_on_kilometres(market, solution, answer.kilometres),
        _idea(solution),
        Note(name="case-thick-market", data={"facts": ["F-506"]}),
        Note(name="case-new-york", data={"facts": ["F-411", "F-412"]}),
    )


def _on_prediction(solution: Solution, prediction: Prediction | None) -> tuple[Note, ...]:
    if prediction is None:
        return ()
    predicted, best = prediction.pairs, solution.pairs.passengers
    name = (
        "predicted-right" if predicted == best else "predicted-low" if predicted < best else "predicted-high"
    )
    return (Note(name=name, data={"predicted": predicted, "best": best}),)


def _on_pairs(market: Market, solution: Solution, plan: Plan) -> tuple[Note, ...]:
    path = augmenting_path(market.edges, market.seats, plan)
    best = solution.pairs.passengers
    if path is None:
        return (Note(name="pairs-best", data={"best": best, "first_come": solution.first_come.passengers}),)
    served = outcome(market, plan).passengers
    short = Note(name="pairs-short", data={"served": served, "best": best})
    passenger, driver = path[0]
    newcomer = {"passenger": passenger, "driver": driver}
    if len(path) == 1:
        return (short, Note(name="seat-free", data={**newcomer}))
    # Said from the free seat backwards, so that each move finds its seat free when it is made.
    moves = [
        {"passenger": moved, "before": plan[moved], "after": after} for moved, after in reversed(path[1:])
    ]
    return (short, Note(name="path", data={**newcomer, "moves": [*moves]}))


def _on_kilometres(market: Market, solution: Solution, plan: Plan) -> tuple[Note, ...]:
    metres = outcome(market, plan).metres
    best, naive = solution.kilometres.metres, solution.first_come.metres
    data = {"metres": metres, "best": best, "first_come": naive}
    if metres == best:
        return (Note(name="kilometres-best", data={**data}),)
    name = "kilometres-naive" if metres <= naive else "kilometres-short"
    changes, gain = _exchange(market, plan, solution.kilometres.plan)
    moved = [{"passenger": i, "before": plan[i], "after": solution.kilometres.plan[i]} for i in changes]
    return (Note(name=name, data={**data}), Note(name="exchange", data={"moves": [*moved], "metres": gain}))


def _exchange(market: Market, plan: Plan, best: Plan) -> tuple[tuple[int, ...], int]:
    """The fewest passengers who can change to the best plan together, and the metres that this gains.

    Two plans differ in groups of passengers that share no car; each group can change on its own, and since
    the best plan gains, so does one of its groups.
    """
    groups: list[tuple[set[int], set[int]]] = []  # passengers, cars
    for passenger, (mine, theirs) in enumerate(zip(plan, best, strict=True)):
        if mine == theirs:
            continue
        passengers, cars = {passenger}, {mine, theirs} - {NOBODY}
        for group in [group for group in groups if group[1] & cars]:
            groups.remove(group)
            passengers |= group[0]
            cars |= group[1]
        groups.append((passengers, cars))
    before = outcome(market, plan).metres
    gains = {}
    for passengers, _ in groups:
        changed = tuple(best[i] if i in passengers else driver for i, driver in enumerate(plan))
        gains[tuple(sorted(passengers))] = outcome(market, changed).metres - before
    gaining = [(len(group), -gain, group) for group, gain in gains.items() if gain > 0]
    _, loss, fewest = min(gaining)
    return fewest, -loss


def _idea(solution: Solution) -> Note:
    """Whether the two aims part on this case, or only the order of serving matters."""
    most, by_kilometres = solution.pairs.passengers, solution.kilometres.passengers
    if by_kilometres < most:
        return Note(name="idea-trade-off", data={"most": most, "by_kilometres": by_kilometres})
    return Note(name="idea-order", data={"first_come": solution.first_come.passengers, "most": most})

"""The right answers, the mark of an answer, and answers to try the kind with."""

from collections.abc import Sequence

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import Criterion, Form, Samples, earned
from mooc_tool.exercises.kinds.who_supplies.forms import (
    AMOUNTS,
    COLUMNS,
    HARD,
    Answer,
    Cells,
    Exchange,
    Question,
    Row,
    Shares,
    Solution,
)

WORTH, WORTH_BESIDE_EXCHANGES, EXCHANGES_WORTH = 20, 16, 20
PRICE = 2000  # cents that the supplier asks for


def solve(question: Question) -> Solution:
    """What was stored with the services, and the exchanges shared out."""
    return Solution(
        keys=tuple(row.key for row in question.rows),
        shares=tuple(shares_of(exchange) for exchange in question.exchanges),
    )


def shares_of(exchange: Exchange) -> Shares:
    """What each receives, in cents."""
    if exchange.model == "commission":
        kept = PRICE * exchange.rate // 100
        return Shares(supplier=PRICE - kept, intermediary=kept, outside=0)
    made_up = PRICE - exchange.price
    return Shares(supplier=PRICE, intermediary=exchange.fee, outside=made_up + exchange.fee)


def grade(question: Question, solution: Solution, answer: Answer) -> tuple[Criterion, ...]:
    """Each column is worth the same, counted in services; shared-out exchanges are worth 20, in amounts."""
    if len(answer.cells) != len(question.rows) or len(answer.shares) != len(question.exchanges):
        raise ValueError("each service and each exchange has one row of answers")
    worth = WORTH_BESIDE_EXCHANGES if question.exchanges else WORTH
    rows = len(question.rows)
    counts = [(column, worth, right_in(column, solution, answer), rows) for column in COLUMNS]
    if question.exchanges:
        pairs = zip(answer.shares, solution.shares, strict=True)
        right = sum(getattr(own, name) == getattr(due, name) for own, due in pairs for name in AMOUNTS)
        counts.append(("exchanges", EXCHANGES_WORTH, right, len(AMOUNTS) * len(question.exchanges)))
    return tuple(
        Criterion(
            name=name, worth=worth, earned=earned(worth, right, 0, best), value=right, reference=0, best=best
        )
        for name, worth, right, best in counts
    )


def right_in(column: str, solution: Solution, answer: Answer) -> int:
    """How many services are right in a column."""
    pairs = zip(answer.cells, solution.keys, strict=True)
    return sum(getattr(cells, column) in getattr(key, column) for cells, key in pairs)


def options(row: Row, column: str) -> Sequence[str]:
    """What may be chosen."""
    return HARD if column == "hard" else row.actors


def samples(question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
    """Careful: whoever demands is thought to pay, and trust to be the difficulty."""
    first = [Cells(**{column: getattr(key, column)[0] for column in COLUMNS}) for key in solution.keys]
    right = Answer(cells=tuple(first), shares=solution.shares)
    believing = [cells.model_copy(update={"pays": cells.demands, "hard": "trust"}) for cells in first]
    turned = [
        cells.model_copy(update={"supplies": cells.demands, "demands": cells.supplies}) for cells in first
    ]
    blind = [
        Cells(**{column: draw.choice(options(row, column)) for column in COLUMNS}) for row in question.rows
    ]
    none = tuple(Shares(supplier=0, intermediary=0, outside=0) for _ in question.exchanges)
    return Samples(
        right=right,
        careful=Answer(cells=tuple(believing), shares=solution.shares),
        wrong=(
            Answer(cells=tuple(turned), shares=solution.shares),
            *(
                Answer(
                    cells=(_mistaken(first[0], question.rows[0], column), *first[1:]), shares=solution.shares
                )
                for column in ("pays", "hard")
            ),
            Answer(cells=tuple(believing), shares=none),
        ),
        blind=Answer(cells=tuple(blind), shares=none),
    )


def _mistaken(cells: Cells, row: Row, column: str) -> Cells:
    """One cell wrong."""
    right = getattr(row.key, column)
    wrong = next(option for option in options(row, column) if option not in right)
    return cells.model_copy(update={column: wrong})

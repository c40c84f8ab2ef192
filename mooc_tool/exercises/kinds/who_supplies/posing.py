"""Draws services that differ enough, and exchanges to share out."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.who_supplies.bank import BANK, Service
from mooc_tool.exercises.kinds.who_supplies.forms import Exchange, Params, Question, Row

DRAWS = 1000  # the bound on redraws; about one draw in ten is kept
ALIKE = 2  # services of one family, at most
PAYERS = 2  # services paid from outside, and as many paid by one of the sides, at least


def pose(params: Params, draw: Draw) -> Question:
    """Raises NoInstanceError."""
    for _ in range(DRAWS):
        names = draw.shuffled(list(BANK.services))[: params.services]
        if differ([BANK.services[name] for name in names]):
            rows = tuple(_row(name, draw) for name in names)
            exchanges = _exchanges(draw) if params.exchanges else ()
            return Question(rows=rows, definitions=params.definitions, exchanges=exchanges)
    raise NoInstanceError(f"in none of {DRAWS} draws do the services differ enough")


def differ(services: list[Service]) -> bool:
    """Whether families and payers are mixed."""
    families = [service.family for service in services]
    outside = sum(service.is_paid_from_outside for service in services)
    return (
        max(map(families.count, families)) <= ALIKE
        and PAYERS <= outside <= len(services) - PAYERS
        and len({service.hard for service in services}) > 1
    )


def _row(name: str, draw: Draw) -> Row:
    service = BANK.services[name]
    return Row(service=name, actors=tuple(draw.shuffled(service.actors)), key=service.key)


def _exchanges(draw: Draw) -> tuple[Exchange, ...]:
    """One of each model; rates in per cent, amounts in steps of 50 cents."""
    drawn = (
        Exchange(model="commission", rate=draw.between(8, 25)),
        Exchange(model="grant", fee=50 * draw.between(2, 8)),
        Exchange(model="free", price=50 * draw.between(0, 8), fee=50 * draw.between(2, 8)),
    )
    return tuple(draw.shuffled(drawn))

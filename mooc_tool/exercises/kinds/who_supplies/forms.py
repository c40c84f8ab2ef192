"""The records of this kind. Actors and services are named by their ids in the bank; amounts are in cents."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.levels import Levelled

ROLES = ("supplies", "demands", "relates", "pays")
COLUMNS = (*ROLES, "hard")
HARD = ("time", "place", "taste", "trust")
AMOUNTS = ("supplier", "intermediary", "outside")
LEVELS: dict[str, dict[str, JsonValue]] = {
    "discovery": {"services": 4, "definitions": True, "exchanges": False},
    "standard": {"services": 6, "definitions": False, "exchanges": False},
    "expert": {"services": 6, "definitions": False, "exchanges": True},
}

Ids = tuple[str, ...]


class Params(Levelled):
    """What an author sets: how many services, whether words are explained and money shared out."""

    usual: ClassVar = LEVELS
    services: Annotated[int, Field(ge=4, le=8)]
    definitions: bool
    exchanges: bool


class Key(Form):
    """Every right answer for each column of a service."""

    supplies: Ids
    demands: Ids
    relates: Ids
    pays: Ids
    hard: Ids


class Row(Form):
    """A service, and its actors in the order in which they are offered."""

    service: str
    actors: Ids
    key: Key


class Exchange(Form):
    """An exchange worth 20 € to the supplier's side of the market, in one of three models.

    ``commission``: the intermediary keeps ``rate`` % of what the demander pays. ``grant``: it keeps nothing
    and an authority gives it ``fee``. ``free``: the demander pays ``price``, an authority makes it up to 20 €
    and gives the intermediary ``fee``.
    """

    model: Literal["commission", "grant", "free"]
    rate: int = 0
    fee: int = 0
    price: int = 2000


class Question(Form):
    """Services to be read, and at the highest level exchanges to be shared out."""

    rows: tuple[Row, ...]
    definitions: bool
    exchanges: tuple[Exchange, ...] = ()


class Cells(Form):
    """What is answered for one service."""

    supplies: str
    demands: str
    relates: str
    pays: str
    hard: str


class Shares(Form):
    """Of one exchange: what the supplier and the intermediary receive, and what is paid from outside."""

    supplier: int
    intermediary: int
    outside: int


class Answer(Form):
    """One row of cells a service, one row of shares an exchange."""

    cells: tuple[Cells, ...]
    shares: tuple[Shares, ...] = ()


class Solution(Form):
    """Every right answer, in the same order."""

    keys: tuple[Key, ...]
    shares: tuple[Shares, ...]

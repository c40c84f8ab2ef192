"""The bank of services (``services.toml``)."""

from pathlib import Path

from mooc_tool.exercises.bank import Said, read_bank
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.kinds.who_supplies.forms import Ids, Key


class Actor(Form):
    """Who takes part in a service, or seems to, and what it does there."""

    name: Said
    does: Said


class Service(Form):
    """A service, its five actors and their roles. ``family``: services that are much alike share one."""

    family: str
    name: Said
    story: Said
    actors: Ids
    supplies: Ids
    demands: Ids
    relates: Ids
    pays: Ids
    hard: Ids
    why: Said
    facts: Ids

    @property
    def key(self) -> Key:
        """Every right answer."""
        return Key(
            supplies=self.supplies,
            demands=self.demands,
            relates=self.relates,
            pays=self.pays,
            hard=self.hard,
        )

    @property
    def is_paid_from_outside(self) -> bool:
        """Whether whoever pays the intermediary neither supplies nor demands."""
        return not {*self.pays} & {*self.supplies, *self.demands}


class Bank(Form):
    """Everything, by id."""

    actors: dict[str, Actor]
    services: dict[str, Service]


BANK = read_bank(Path(__file__).with_name("services.toml"), Bank)

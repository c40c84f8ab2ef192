"""The bank of needs (``needs.toml``)."""

from pathlib import Path

from mooc_tool.exercises.bank import Said, read_bank
from mooc_tool.exercises.kind import Form

Ids = tuple[str, ...]


class Thing(Form):
    """What is wanted, and the real case behind it."""

    name: Said
    real: Said
    facts: Ids


class Feature(Form):
    """One thing that describes a need, with several sentences for each value it may have."""

    name: Said
    values: dict[str, tuple[Said, ...]]


class Pattern(Form):
    """Values that go together. ``weights``: what contracts are worth there, in hundredths; ``decides``: the
    feature that settles it, and ``deciding`` how; ``said``: why each contract is right there or is not.
    """

    values: dict[str, Ids]
    weights: dict[str, int]
    things: Ids
    decides: str
    deciding: Said
    facts: Ids
    said: dict[str, Said]


class Clause(Form):
    """A point to settle in writing, why, and the worries that call for it."""

    name: Said
    why: Said
    facts: Ids
    worries: tuple[Said, ...]


class Bank(Form):
    """Everything, by id."""

    things: dict[str, Thing]
    features: dict[str, Feature]
    patterns: dict[str, Pattern]
    clauses: dict[str, Clause]


BANK = read_bank(Path(__file__).with_name("needs.toml"), Bank)

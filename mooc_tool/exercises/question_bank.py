"""The items of a quiz, as authors write them. A pack reads them, the kind ``quiz`` draws among them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mooc_tool.exercises.kind import Form

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = Mapping[str, Text]
"""The same text in each language."""
Value = Annotated[float, Field(ge=0, lt=1000)]
"""Below 1000, so that the comma of « 1,500 » can only be a decimal one."""


class Choice(Form):
    """Something to choose. ``why`` explains to those who chose wrongly why it is not right."""

    says: Texts
    right: bool = False
    why: Texts = Field(default_factory=dict)


class _Item(Form):
    """``units``: the pages in which the answer is found; ``part``: by language, the anchor of the heading or
    box of the first of them that holds it; ``facts``: those it rests on. ``worked``: its figures are an
    example and need no source. ``because`` says why the right answer is right.
    """

    id: Slug
    asks: Texts
    units: Annotated[tuple[Slug, ...], Field(min_length=1)]
    part: Texts = Field(default_factory=dict)
    facts: tuple[str, ...] = ()
    worked: bool = False


class Choosing(_Item):
    """One right choice (``single``), or one and more (``multiple``)."""

    kind: Literal["single", "multiple"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=3, max_length=6)]
    because: Texts = Field(default_factory=dict)

    @property
    def right(self) -> tuple[int, ...]:
        """The right choices, by their number."""
        return tuple(number for number, choice in enumerate(self.choices) if choice.right)


class Numeric(_Item):
    """A number to find; it is right within ``tolerance``."""

    kind: Literal["numeric"]
    answer: Value
    tolerance: Value = 0
    unit: Texts = Field(default_factory=dict)
    because: Texts


class Ordering(_Item):
    """Things to put in order; ``steps`` has them in the right one."""

    kind: Literal["ordering"]
    steps: Annotated[tuple[Texts, ...], Field(min_length=3, max_length=5)]
    because: Texts


Item = Annotated[Choosing | Numeric | Ordering, Field(discriminator="kind")]

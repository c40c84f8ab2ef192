"""The records of this kind."""

from typing import Annotated

from pydantic import Field

from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.question_bank import Item, Ordering, Slug, Texts

Pages = dict[Slug, Texts]
"""Titles of the pages that items name."""


class Params(Form):
    """What an author sets: the bank, how many of its items a try draws, the titles of the pages."""

    drawn: Annotated[int, Field(ge=1, le=20)]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    pages: Pages = Field(default_factory=dict)


class Drawn(Form):
    """An item, whole, and the order in which its choices or steps are shown."""

    item: Item
    shown: tuple[int, ...] = ()


class Question(Form):
    """What was drawn, in every language, so that the mark can be computed again for good."""

    items: tuple[Drawn, ...]
    pages: Pages = Field(default_factory=dict)


class Given(Form):
    """An answer to one item.

    ``chosen``: the choices, by the number under which they are shown; for an ordering, the place from 0 of
    each thing shown. ``number``: what was written, with a decimal point.
    """

    chosen: tuple[int, ...] = ()
    number: str = ""


class Answer(Form):
    """One entry an item drawn."""

    given: tuple[Given, ...]


class Solution(Form):
    """The right answers, in the same shape."""

    right: tuple[Given, ...]


def shown_texts(drawn: Drawn) -> list[Texts]:
    """The choices or steps as they are shown; none for a number."""
    item = drawn.item
    if isinstance(item, Ordering):
        return [item.steps[at] for at in drawn.shown]
    return [item.choices[at].says for at in drawn.shown] if item.kind != "numeric" else []

"""Long tables, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

PER_PAGE = 200
"""Learners on one page: those of a course of thousands, with all their exercises, are 20 MB."""


@dataclass(frozen=True)
class Leaf(Generic[Row]):
    """Some of a table's rows, as one page shows them: page ``number`` of ``pages``."""

    rows: Sequence[Row]
    number: int
    pages: int


def leaf(rows: Sequence[Row], asked: int) -> Leaf[Row]:
    """The page that is asked for, or the nearest that there is."""
    pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(asked, 1), pages)
    return Leaf(rows[(number - 1) * PER_PAGE : number * PER_PAGE], number, pages)

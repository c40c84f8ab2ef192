"""Questions of every kind, each drawn once for all tests, and what the kind itself says to them."""

import json
from functools import cache
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds import KINDS, AnyKind
from mooc_tool.exercises.territory import Territory
from mooc_tool.exercises.trying import seed

# the tests of a kind run in one process, which draws its questions once
KIND = pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=kind.name, marks=pytest.mark.xdist_group(kind.name)) for kind in KINDS]
)
LEVELS = pytest.mark.parametrize(
    ("kind", "level"),
    [
        pytest.param(kind, level, id=f"{kind.name}-{level}", marks=pytest.mark.xdist_group(kind.name))
        for kind in KINDS
        for level in kind.levels
    ],
)
_kept: dict[tuple[str, str, int], dict[str, Any]] = {}


def posed(kind: AnyKind, level: str, number: int, territory: Territory) -> dict[str, Any]:
    """The question of one seed, drawn once for all tests."""
    key = (kind.name, level, number)
    if key not in _kept:
        _kept[key] = drawn(kind, level, number, territory)
    return _kept[key]


def drawn(kind: AnyKind, level: str, number: int, territory: Territory) -> dict[str, Any]:
    return play.pose(kind.name, play.levels(kind.name)[level], seed(number), territory).question


@cache
def _tried(kind: AnyKind, question: str, number: int) -> tuple[Any, Any, Any]:
    read = kind.question_form.model_validate_json(question)
    solution = kind.run(read)
    return read, solution, kind.samples(read, solution, Draw(b"samples " + seed(number)))


def tried(kind: AnyKind, question: dict[str, Any], number: int) -> tuple[Any, Any, Any]:
    """The question read, the solution, and the kind's own answers, found once for all tests."""
    return _tried(kind, json.dumps(question), number)

"""« Who supplies, who demands, who pays? »: its bank, its invariants, a case marked by hand, its faults."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.who_supplies import WhoSupplies, posing
from mooc_tool.exercises.kinds.who_supplies.bank import BANK
from mooc_tool.exercises.kinds.who_supplies.forms import (
    AMOUNTS,
    COLUMNS,
    HARD,
    LEVELS,
    ROLES,
    Answer,
    Cells,
    Exchange,
    Question,
    Row,
    Shares,
)

KIND = WhoSupplies()
EXCHANGES = (
    Exchange(model="commission", rate=12),
    Exchange(model="grant", fee=150),
    Exchange(model="free", price=50, fee=200),
)
SERVICES = ("lane", "vinted", "comoodle", "kidney")
QUESTION = Question(
    rows=tuple(
        Row(service=name, actors=BANK.services[name].actors, key=BANK.services[name].key) for name in SERVICES
    ),
    definitions=False,
    exchanges=EXCHANGES,
)
LANE = Cells(supplies="drivers", demands="passengers", relates="ecov", pays="authorities", hard="time")
# Here the passengers are thought to pay, as on BlaBlaCar; the rest is right, the foundation of Comoodle too.
ANSWER = Answer(
    cells=(
        LANE.model_copy(update={"pays": "passengers"}),
        Cells(supplies="sellers", demands="buyers", relates="vinted", pays="sellers", hard="trust"),
        Cells(supplies="groups", demands="groups", relates="kirklees-town", pays="foundation", hard="time"),
        Cells(supplies="pairs", demands="pairs", relates="register", pays="public-health", hard="taste"),
    ),
    shares=(
        Shares(supplier=1760, intermediary=240, outside=0),
        Shares(supplier=2000, intermediary=150, outside=150),
        Shares(supplier=2000, intermediary=200, outside=200),
    ),
)


def typed(answer: Answer) -> dict[str, list[str]]:
    """An answer as a browser sends it."""
    cells = {
        f"{column}-{number}": [getattr(each, column)]
        for number, each in enumerate(answer.cells)
        for column in COLUMNS
    }
    shares = {
        f"{name}-{number}": [f"{getattr(each, name) / 100:.2f}".replace(".", ",")]
        for number, each in enumerate(answer.shares)
        for name in AMOUNTS
    }
    return {**cells, **shares}


def test_roles_are_held_by_actors_of_the_service() -> None:
    used = set()
    for name, service in BANK.services.items():
        assert len(set(service.actors)) == len(service.actors) == 5, name
        used |= set(service.actors)
        for role in ROLES:
            held = getattr(service, role)
            assert held, f"{name}: {role}"
            assert set(held) <= set(service.actors), f"{name}: {role}"
            assert len(held) < 3, f"{name}: {role} is nearly anybody"
        assert service.hard
        assert set(service.hard) < set(HARD)
    assert used == set(BANK.actors), "an actor is in no service"


def test_no_service_or_actor_is_ever_taken_away() -> None:
    assert set(BANK.services) >= {
        "blablacar", "lane", "mobicoop", "movici", "hitch", "montpellier", "rouen", "rennes", "loire",
        "certificates", "comoodle", "vinted", "too-good", "kisskiss", "citiz", "autolib", "kidney",
        "parcoursup", "apb", "uber", "airbnb", "seoul-parking", "seoul-rooms", "mooc", "coopcycle",
    }  # fmt: skip
    assert len(BANK.actors) >= 86


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    seen = set()
    for number in range(60):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        services = [BANK.services[row.service] for row in question.rows]
        assert posing.differ(services)
        assert len({row.service for row in question.rows}) == LEVELS[level]["services"]
        assert all(
            sorted(row.actors) == sorted(service.actors)
            for row, service in zip(question.rows, services, strict=True)
        )
        assert len(question.exchanges) == (3 if level == "expert" else 0)
        seen |= {row.service for row in question.rows}
    assert len(seen) > 20


def test_a_case_marked_by_hand() -> None:
    solution = KIND.run(QUESTION)
    assert solution.shares[2] == Shares(supplier=2000, intermediary=200, outside=2150)
    criteria = {each.name: each for each in KIND.grade(QUESTION, solution, None, ANSWER)}
    assert [criteria[column].value for column in COLUMNS] == [4, 4, 4, 2, 4]
    assert [criteria[column].earned for column in COLUMNS] == [16, 16, 16, 8, 16]
    assert (criteria["exchanges"].value, criteria["exchanges"].earned) == (8, 18)
    notes = {note.name: KIND.told(note).data for note in KIND.explain(QUESTION, solution, None, ANSWER)}
    assert notes["cells-wrong"] == {"right": 18, "cells": 20}
    assert notes["actor-wrong"]["chosen"] == {"fr": "Les passagers", "en": "The passengers"}
    assert notes["actor-wrong"]["due"] == {"fr": "Les collectivités", "en": "The local authorities"}
    assert notes["actor-wrong"]["facts"] == ["F-105", "F-106"]


def test_the_key_is_the_stored_one() -> None:
    """A question put before the bank was corrected is marked as it was put."""
    row = QUESTION.rows[0]
    old = row.model_copy(update={"key": row.key.model_copy(update={"pays": ("passengers",)})})
    question = QUESTION.model_copy(update={"rows": (old, *QUESTION.rows[1:])})
    assert KIND.grade(question, KIND.run(question), None, ANSWER)[3].value == 3


def test_the_answer_can_be_typed() -> None:
    assert KIND.read_answer(QUESTION, typed(ANSWER)) == ANSWER
    right = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).right
    assert KIND.read_answer(QUESTION, typed(right)) == right


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("pays-0", "", "missing"),
        ("pays-0", "buyers", "not-an-option"),  # an actor of another service
        ("hard-0", "price", "not-an-option"),
        ("supplier-0", "", "missing"),
        ("supplier-0", "much", "not-a-decimal"),
        ("supplier-0", "17,605", "out-of-range"),
        ("supplier-0", "-3", "not-a-decimal"),
        ("outside-2", "250", "out-of-range"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: str, code: str) -> None:
    faults = KIND.read_answer(QUESTION, {**typed(ANSWER), field: [value]})
    assert isinstance(faults, tuple)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_a_wrong_number_of_rows_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="one row"):
        KIND.grade(QUESTION, KIND.run(QUESTION), None, ANSWER.model_copy(update={"shares": ()}))

"""What the pages may show: the services and their actors, the learner's cells, at the end the right ones."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.who_supplies.bank import BANK
from mooc_tool.exercises.kinds.who_supplies.forms import COLUMNS, Answer, Question, Row, Solution
from mooc_tool.exercises.kinds.who_supplies.marking import options, shares_of


def view(question: Question) -> Shown:
    """``rows`` [{name, story, actors: [{id, name}]}]; ``definitions``; ``exchanges`` as in the question."""
    return {
        "rows": [_service(row) for row in question.rows],
        "definitions": question.definitions,
        "exchanges": [exchange.model_dump() for exchange in question.exchanges],
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """``rows`` as in ``view`` with ``why`` (what is hard), ``facts`` and ``cells`` {column: {own, does,
    right, due}}: names of what was chosen and what it does, whether it is right, all that is right (None
    while tries are left); ``exchanges`` with ``own`` and ``due``; ``found``, the solution.
    """
    rows: list[JsonValue] = []
    for row, own in zip(question.rows, answer.cells, strict=True):
        cells: dict[str, JsonValue] = {
            column: _cell(row, column, getattr(own, column), last=solution is not None) for column in COLUMNS
        }
        service = BANK.services[row.service]
        told: dict[str, JsonValue] = {"why": service.why.shown(), "facts": [*service.facts]}
        rows.append({**_service(row), **told, "cells": cells})
    exchanges: list[JsonValue] = [
        {
            **exchange.model_dump(),
            "own": own.model_dump(),
            "due": shares_of(exchange).model_dump() if solution else None,
        }
        for exchange, own in zip(question.exchanges, answer.shares, strict=True)
    ]
    found = solution.model_dump(mode="json") if solution else None
    return {"rows": rows, "exchanges": exchanges, "found": found}


def _service(row: Row) -> dict[str, JsonValue]:
    service = BANK.services[row.service]
    actors: list[JsonValue] = [
        {"id": actor, "name": BANK.actors[actor].name.shown()} for actor in options(row, "supplies")
    ]
    return {"name": service.name.shown(), "story": service.story.shown(), "actors": actors}


def _cell(row: Row, column: str, own: str, *, last: bool) -> dict[str, JsonValue]:
    """Difficulties are told by their ids, which the template has words for."""
    due = getattr(row.key, column)
    if column == "hard":
        right: list[JsonValue] = [*due]
        return {"own": own, "does": None, "right": own in due, "due": right if last else None}
    actor = BANK.actors[own]
    names: list[JsonValue] = [BANK.actors[each].name.shown() for each in due]
    return {
        "own": actor.name.shown(),
        "does": actor.does.shown(),
        "right": own in due,
        "due": names if last else None,
    }

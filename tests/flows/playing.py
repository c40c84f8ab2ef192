"""Playing the exercise « Remplir les voitures » through its pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests
from sqlalchemy import select

from mooc_tool.demo.browserless import Visitor
from mooc_tool.exercises import play
from mooc_tool.records import Attempt
from mooc_tool.services import library
from mooc_tool.services.tool import Tool

ORIGIN = "http://localhost:8000"
KIND = "fill-the-cars"
ONE_LEVEL = """
[[certification.levels]]
id = "reussite"
titles = { fr = "Attestation de réussite", en = "Statement of accomplishment" }

[certification.levels.rule]
mean = 60
over = ["remplir-les-voitures"]
"""


def action(page: requests.Response, ending: str) -> str:
    """The address of the form on ``page`` whose action ends so."""
    found = re.search(rf'action="([^"]*/{ending})"', page.text)
    assert found, f"no form to {ending} on {page.url}: {page.text[:2000]}"
    return ORIGIN + found[1]


def newest_attempt(tool: Tool) -> Attempt:
    """The attempt opened last."""
    with tool.database.reading() as db:
        found = db.scalars(select(Attempt).order_by(Attempt.attempt_id.desc())).first()
    assert found is not None
    return found


def attempt_on(tool: Tool, page: requests.Response) -> Attempt:
    """The attempt that the form on ``page`` belongs to."""
    number = int(action(page, "answer").split("/")[-2])
    with tool.database.reading() as db:
        return db.get_one(Attempt, number)


def right_fields(attempt: Attempt) -> dict[str, str]:
    """The engine's own plans, as the form's fields."""
    return right_fields_to(attempt.question)


def right_fields_to(question: Mapping[str, Any]) -> dict[str, str]:
    """The same for a question that no attempt holds."""
    nobody = [-1] * len(question["passengers"])
    solution: Any = play.mark(KIND, question, None, {"pairs": nobody, "kilometres": nobody}).solution
    return {
        f"{part}-{passenger}": str(driver) if driver >= 0 else ""
        for part in ("pairs", "kilometres")
        for passenger, driver in enumerate(solution[part]["plan"])
    }


@dataclass
class Played:
    """Where playing ended."""

    page: requests.Response
    attempt_id: int


def certify_by_this_exercise_alone(tool: Tool) -> None:
    """Ship a course whose certificate asks for 60 points in this exercise: however the course grows."""
    with tool.database.writing() as db:
        files = library.stored_files(db, library.newest_shipped(db).revision_id)
        head, _, _ = files["pack.toml"].decode().partition("\n[certification]\n")
        files["pack.toml"] = f"{head}\n{ONE_LEVEL}".encode()
        library.store(db, "economie-collaborative", files, shipped=True, now=datetime.now(UTC))


def begin(visitor: Visitor, page: requests.Response) -> requests.Response:
    """From the exercise's page to the prediction's form: the first try is open, another one is begun."""
    if re.search(r'action="[^"]*/attempts"', page.text):
        return visitor.follow(action(page, "attempts"), {})
    return page


def play_exercise(
    tool: Tool, visitor: Visitor, page: requests.Response, fields: dict[str, str] | None = None
) -> Played:
    """Start, predict and answer (rightly, unless ``fields`` say otherwise)."""
    page = begin(visitor, page)
    page = visitor.follow(action(page, "predict"), {"prediction": "6"})
    attempt = attempt_on(tool, page)
    given = right_fields(attempt) if fields is None else fields
    return Played(visitor.follow(action(page, "answer"), given), attempt.attempt_id)

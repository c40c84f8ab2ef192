"""Training: at every level, without a row, and with the whole solution at the end."""

import re

import pytest
from sqlalchemy import func, select

from mooc_tool.records import Attempt, Letter, Score
from mooc_tool.services import library, practice, training
from mooc_tool.services.training import open_training
from tests.conftest import House
from tests.flows.playing import ORIGIN, right_fields_to

SLUG = "remplir-les-voitures"


def address_of(house: House, level: str) -> tuple[object, str]:
    """Somebody who trains, and the address of the first page."""
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/{SLUG}/training/")
    assert [f"/training/{each}/" in page.text for each in ("discovery", "standard", "expert")] == [True] * 3
    return visitor, visitor.follow(f"{home}/exercise/{SLUG}/training/{level}/").url


def own_right_fields(house: House, address: str) -> dict[str, str]:
    level, code = address.split("/")[-2:]
    with house.tool.database.reading() as db:
        content = house.tool.library.get(db, library.newest_shipped(db).revision_id)
    exercise = practice.exercise_of(content, SLUG)
    return right_fields_to(open_training(content, exercise, level, code, house.tool.secret).question)


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(kept\.[^"]*)" value="([^"]*)"', text))


@pytest.mark.parametrize("level", ["discovery", "standard", "expert"])
def test_a_whole_training_leaves_nothing_behind(house: House, level: str) -> None:
    visitor, address = address_of(house, level)
    page = visitor.follow(address, {"prediction": "many"})
    assert page.status_code == 422
    assert 'value="many"' in page.text
    page = visitor.follow(address, {"prediction": "2"})
    assert hidden(page.text) == {"kept.prediction.prediction": "2"}
    right = own_right_fields(house, address)
    wrong = visitor.follow(address, {**hidden(page.text), **dict.fromkeys(right, "99")})
    assert wrong.status_code == 422
    assert hidden(wrong.text) == {"kept.prediction.prediction": "2"}
    marked = visitor.follow(address, {**hidden(page.text), **right})
    assert 'class="result-score">100<' in marked.text
    assert "moteur" in marked.text
    with house.tool.database.reading() as db:
        for table in (Attempt, Score, Letter):
            assert db.scalar(select(func.count()).select_from(table)) == 0


def test_hidden_fields_written_anew_are_asked_again(house: House) -> None:
    visitor, address = address_of(house, "standard")
    answered = {"kept.prediction.prediction": "lots", **own_right_fields(house, address)}
    page = visitor.follow(address, answered)
    assert page.status_code == 422
    assert 'name="prediction"' in page.text


def test_an_address_that_was_made_up_leads_nowhere(house: House) -> None:
    visitor, address = address_of(house, "standard")
    for wrong in (
        address.replace("/standard/", "/hard/"),
        address + "x" * 30,
        address.replace(SLUG, "no-such-exercise"),
    ):
        assert visitor.visit(wrong).status_code == 404
    assert visitor.visit(f"{ORIGIN}/s/none/exercise/{SLUG}/training/").status_code == 401


def test_every_code_draws_its_own_data(house: House) -> None:
    with house.tool.database.reading() as db:
        content = house.tool.library.get(db, library.newest_shipped(db).revision_id)
    exercise = practice.exercise_of(content, SLUG)
    drawn = [open_training(content, exercise, "standard", code, house.tool.secret).question for code in "aab"]
    assert drawn[0] == drawn[1] != drawn[2]
    assert training.levels(exercise) == ("discovery", "standard", "expert")

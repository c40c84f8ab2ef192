"""The list of files: titles, states, and what can be written before it exists."""

from datetime import datetime

import pytest

from mooc_tool.services import authoring, file_cards, proofreading
from mooc_tool.services.authoring import Desk
from mooc_tool.services.tool import Tool
from tests.services.desks import EXERCISE, UNIT, desk_of, found_in, save


@pytest.fixture
def desk(tool: Tool, course: int) -> Desk:
    """The course before anybody changed it."""
    return desk_of(tool, course)


def test_cards_say_title_language_and_state(tool: Tool, course: int, now: datetime) -> None:
    save(tool, course, UNIT, "# Un autre titre\n\n<b>gras</b>\n", now)
    desk = desk_of(tool, course)
    problems = proofreading.problems(desk, now.date())
    found = {card.path: card for card in file_cards.all_cards(desk, problems, "en")}
    assert (found[UNIT].title, found[UNIT].language, found[UNIT].state) == ("Un autre titre", "fr", "changed")
    assert found[UNIT].problems >= 2
    assert (found[EXERCISE].title, found[EXERCISE].kind) == ("Fill the cars", "exercise")
    assert (found["pack.toml"].kind, found["pack.toml"].state) == ("table", "published")


def test_a_unit_that_the_table_lists_can_be_written(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    listed = authoring.text_of(desk, "pack.toml").replace(
        "[[certification.levels]]", '[[pages]]\nslug = "aide"\n\n[[certification.levels]]', 1
    )
    save(tool, course, "pack.toml", listed, now)
    desk = desk_of(tool, course)
    assert file_cards.card(desk, "fr/aide.md", "fr").state == "unwritten"
    assert found_in(desk, now) == [(f"{code}/aide.md", "translation-missing") for code in ("en", "fr")]
    save(tool, course, "fr/aide.md", "# Aide\n\nÉcrivez-nous.\n", now)
    save(tool, course, "en/aide.md", "# Help\n\nWrite to us.\n", now)
    desk = desk_of(tool, course)
    assert found_in(desk, now) == []
    assert file_cards.card(desk, "fr/aide.md", "fr").title == "Aide"


def test_an_exercise_that_a_page_names_can_be_written(
    tool: Tool, course: int, desk: Desk, now: datetime
) -> None:
    text = authoring.text_of(desk, UNIT)
    save(tool, course, UNIT, f"{text}\n```exercise\nencore-des-voitures\n```\n", now)
    made = "exercises/encore-des-voitures.toml"
    assert file_cards.card(desk_of(tool, course), made, "fr").state == "unwritten"
    save(tool, course, made, authoring.text_of(desk, EXERCISE), now)
    assert "encore-des-voitures" in desk_of(tool, course).pack.exercises


def test_quizzes_stand_among_the_exercises(tool: Tool, course: int, desk: Desk, now: datetime) -> None:
    path = "quizzes/quiz-semaine-2.toml"
    card = file_cards.card(desk, path, "en")
    assert (card.kind, card.title, card.state) == ("quiz", "Quiz of week 2", "published")
    text = authoring.text_of(desk, path)
    save(tool, course, path, text.replace("right = true\n", "", 1), now)
    assert (path, "quiz-right-wrong") in found_in(desk_of(tool, course), now)
    assert path in {one.path for one in file_cards.all_cards(desk_of(tool, course), (), "fr")}


def test_pages_are_rows_and_languages_columns(desk: Desk) -> None:
    pages = file_cards.by_page(file_cards.all_cards(desk, (), "fr"))
    assert [card.path for card in pages["2-1-remplir-les-voitures"].values()] == [
        UNIT, "en/2-1-remplir-les-voitures.md"
    ]  # fmt: skip
    assert all(set(row) == {"fr", "en"} for row in pages.values())


def test_a_page_taken_out_of_the_weeks_is_aside(tool: Tool, course: int, desk: Desk, now: datetime) -> None:
    text = authoring.text_of(desk, "pack.toml")
    save(tool, course, "pack.toml", text.replace('[[pages]]\nslug = "a-propos"\n', ""), now)
    card = file_cards.card(desk_of(tool, course), "fr/a-propos.md", "fr")
    assert (card.state, card.title) == ("aside", "À propos de ce cours")


def test_a_chart_is_changed_like_an_exercise_and_written_once_a_page_names_it(
    tool: Tool, course: int, now: datetime
) -> None:
    save(tool, course, UNIT, "# Titre\n\n```chart\nma-figure\n```\n", now)
    found = {card.path: card for card in file_cards.all_cards(desk_of(tool, course), (), "fr")}
    made = found["charts/ma-figure.toml"]
    assert (made.kind, made.state, made.name) == ("chart", "unwritten", "ma-figure")
    drawn = found["charts/densite.toml"]
    assert (drawn.kind, drawn.state, drawn.title) == ("chart", "published", "Réunir vaut mieux que recruter")

"""What a learner may do before handing in: trying keeps nothing; a table is the attempt's owner's alone."""

import pytest

from tests.conftest import House
from tests.flows.playing import ORIGIN, action, newest_attempt

CURVE = {"p": "0,02", "q": "0,4", "m": "12 000", "peak": "?"}


def test_what_is_tried_is_told_and_not_kept(house: House) -> None:
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/la-courbe-en-s/attempts", {})
    assert f'formaction="{page.url.removeprefix(ORIGIN)}/try#trial"' in page.text
    shown = visitor.follow(f"{page.url}/try", CURVE)
    assert shown.status_code == 200
    assert 'id="trial"' in shown.text
    assert 'value="12 000"' in shown.text
    assert 'value="?"' in shown.text
    attempt = newest_attempt(house.tool)
    assert (attempt.stage.value, attempt.answer) == ("answer", None)
    assert 'id="trial"' not in visitor.visit(page.url).text


def test_what_cannot_be_tried_is_told_at_its_field(house: House) -> None:
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/la-courbe-en-s/attempts", {})
    refused = visitor.follow(f"{page.url}/try", {**CURVE, "q": "many"})
    assert refused.status_code == 422
    assert 'id="q-fault"' in refused.text
    assert 'id="peak-fault"' not in refused.text
    assert 'value="many"' in refused.text


def test_nobody_tries_in_somebody_elses_attempt_nor_where_it_is_over(house: House) -> None:
    amina, emma = house.visitor("amina"), house.visitor("emma")
    home = amina.launch(house.course_activity).url.rstrip("/")
    page = amina.follow(f"{home}/exercise/la-courbe-en-s/attempts", {})
    number = page.url.rsplit("/", 1)[1]
    others = emma.launch(house.course_activity).url.rstrip("/")
    assert emma.follow(f"{others}/attempt/{number}/try", CURVE).status_code == 404
    events = newest_attempt(house.tool).question["events"]
    given = {**CURVE, "peak": "9", "final": "12000", "event": events[0]}
    done = amina.follow(action(page, "answer"), given)
    assert "result-score" in done.text
    again = amina.follow(f"{page.url}/try", CURVE)
    assert (again.status_code, again.url) == (200, page.url)
    assert "result-score" in again.text


def test_a_kind_without_a_table_has_none(house: House) -> None:
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/la-courbe-en-s/attempts", {})
    assert visitor.visit(f"{page.url}/table.csv").status_code == 404


def test_the_table_is_a_spreadsheet_of_its_owner_in_their_language(house: House) -> None:
    amina, emma = house.visitor("amina"), house.visitor("emma")
    home = amina.launch(house.course_activity).url.rstrip("/")
    page = amina.follow(f"{home}/exercise/l-audit/attempts", {})
    assert f'href="{page.url.removeprefix(ORIGIN)}/table.csv"' in page.text
    sheet = amina.visit(f"{page.url}/table.csv")
    assert sheet.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in sheet.headers["Content-Disposition"]
    head, *rows = sheet.content.decode("utf-8-sig").splitlines()
    assert head.startswith("Mois;Commune d’origine;Trajets de passager;")
    question = newest_attempt(house.tool).question
    assert len(rows) == len(question["rows"])
    assert rows[0].split(";")[2] == str(question["rows"][0]["trips"])
    number = page.url.rsplit("/", 1)[1]
    others = emma.launch(house.course_activity).url.rstrip("/")
    assert emma.visit(f"{others}/attempt/{number}/table.csv").status_code == 404


def test_the_page_adds_the_table_up(house: House) -> None:
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/l-audit/attempts", {})
    shown = visitor.follow(f"{page.url}/try", {"sum-by": "commune", "sum-month": "", "gross": "12,5"})
    assert shown.status_code == 422  # two selects did not come
    every = {"sum-by": "commune", "sum-month": "", "sum-commune": "", "sum-metres": "", "gross": "12,5"}
    shown = visitor.follow(f"{page.url}/try", every)
    assert 'id="trial"' in shown.text
    assert 'value="12,5"' in shown.text


@pytest.mark.parametrize("level", ["discovery", "standard", "expert"])
def test_one_tries_and_takes_the_table_away_in_training_too(house: House, level: str) -> None:
    visitor = house.visitor("amina")
    home = visitor.launch(house.course_activity).url.rstrip("/")
    page = visitor.follow(f"{home}/exercise/la-courbe-en-s/training/{level}/")
    assert f'formaction="{page.url.removeprefix(ORIGIN)}/try#trial"' in page.text
    shown = visitor.follow(f"{page.url}/try", CURVE)
    assert 'id="trial"' in shown.text
    assert 'value="12 000"' in shown.text
    assert visitor.follow(f"{page.url}/try", {**CURVE, "q": "many"}).status_code == 422
    page = visitor.follow(f"{home}/exercise/l-audit/training/{level}/")
    assert f'href="{page.url.removeprefix(ORIGIN)}/table.csv"' in page.text
    sheet = visitor.visit(f"{page.url}/table.csv")
    assert sheet.headers["Content-Type"].startswith("text/csv")
    assert sheet.content.decode("utf-8-sig").startswith("Mois;")

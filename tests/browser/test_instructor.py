"""What an instructor sees of learners' work, and takes away."""

import csv
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import select

from mooc_tool.records import Letter
from mooc_tool.services.tool import Tool
from tests.browser.people import SEND, answer_rightly, fill, predict

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_results_and_report(browse, demonstration, copy):
    amina = browse("amina")
    answer_rightly(amina.in_frame(copy.exercise), demonstration.tool)
    claire = browse("claire")
    session, page = claire.in_window(copy.whole), claire.page
    page.get_by_role("link", name="Résultats").click()
    row = page.get_by_role("table").get_by_role("row").nth(1)
    expect(row).to_contain_text("100")
    row.get_by_role("link").click()
    label = page.get_by_text(re.compile(r"^P-\d+$")).inner_text()  # how files name learners
    expect(page.get_by_role("row", name="Remplir les voitures").first).to_contain_text("Noté")

    page.goto(f"{session}/report")
    register = page.get_by_role("region", name="Registre des attestations")
    expect(register.get_by_role("row").nth(1)).to_contain_text("Conditions remplies")
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Télécharger le tableau (CSV)").click()
    with downloaded.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert [row[0] for row in rows] == [label]
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Télécharger la synthèse (PDF)").click()
    printed = PdfReader(downloaded.value.path()).pages[0].extract_text()
    assert "Rapport de certification" in printed
    assert label not in printed


def test_a_score_that_the_platform_refuses_is_shown_and_sent_again(browse, demonstration, copy):
    hugo, claire = browse("hugo"), browse("claire")
    hugo.in_window(copy.exercise)
    predict(hugo.page)
    fill(hugo.page, demonstration.tool)
    claire.page.goto(f"{demonstration.lms_url}/courses/{copy.course_id}")
    claire.page.get_by_role("button", name="Retirer du cours Remplir les voitures").click()
    hugo.page.locator(SEND).click()
    expect(hugo.page.get_by_text("Refusé par le carnet de notes")).to_be_visible()

    claire.page.goto(f"{claire.in_window(copy.whole)}/letters")
    letter = claire.page.get_by_role("table").get_by_role("row").nth(1)
    expect(letter).to_contain_text("Refusé")
    expect(letter).to_contain_text("l’activité a-t-elle été supprimée")
    stated = _newest_letter(demonstration.tool).stated_at
    letter.get_by_role("button", name="Renvoyer").click()
    expect(letter).to_be_focused()
    assert _newest_letter(demonstration.tool).stated_at > stated


def _newest_letter(tool: Tool) -> Letter:
    with tool.database.reading() as db:
        found = db.scalars(select(Letter).order_by(Letter.letter_id.desc())).first()
    assert found is not None
    return found

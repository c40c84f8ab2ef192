"""From full marks to the certificate: its name, its PDFs, its public page, its revocation."""

import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.people import answer_rightly

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAYS = {
    "Télécharger en français (PDF)": "Attestation de réussite",
    "Télécharger en anglais (PDF)": "Statement of accomplishment",
}


def test_a_certificate_is_issued_printed_checked_and_revoked(browse, demonstration, copy):
    hugo = browse("hugo")  # whom no other test certifies: a name once confirmed stays the learner's
    session, page = hugo.in_window(copy.exercise), hugo.page
    page.goto(f"{session}/certificate")
    expect(page.get_by_text("Atteindre une moyenne de 60 sur 100")).to_be_visible()
    page.goto(f"{session}/exercise/remplir-les-voitures")
    answer_rightly(page, demonstration.tool)
    page.get_by_role("link", name="Attestation", exact=True).click()
    expect(page.get_by_label("Prénom et nom")).to_have_value("Hugo Petit")
    page.get_by_label("Prénom et nom").fill("  ")
    page.get_by_role("button", name="Confirmer et délivrer").click()
    expect(page.locator(".fault")).to_be_visible()
    page.get_by_label("Prénom et nom").fill("Hugo Petit-Lê")
    page.get_by_role("button", name="Confirmer et délivrer").click()
    serial = page.locator(".serial").inner_text()
    for link, title in SAYS.items():
        with page.expect_download() as downloaded:
            page.get_by_role("link", name=link).click()
        printed = PdfReader(downloaded.value.path()).pages[0].extract_text()
        assert {serial, title, "Hugo Petit-Lê"} <= set(re.split(r"\s*\n\s*", printed)), printed

    page.get_by_role("link", name="Vérifier une attestation").click()
    page.get_by_label("Numéro de série").fill(serial.lower().replace("-", " "))
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette attestation est valide")
    expect(page.get_by_text("Hugo Petit-Lê")).to_be_visible()
    public = page.url

    claire = browse("claire")
    claire.page.goto(f"{claire.in_window(copy.whole)}/report")
    claire.page.get_by_text("Révoquer…").click()
    claire.page.get_by_label("Motif").fill("Travail d’un autre")
    claire.page.get_by_role("button", name="Révoquer cette attestation").click()
    expect(claire.page.get_by_role("row", name=serial)).to_contain_text("Révoquée")
    page.goto(public)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette attestation a été révoquée")
    page.goto(f"{session}/certificate")
    expect(page.get_by_text("Votre attestation a été révoquée")).to_be_visible()

"""The certificate: what it says, what it never says, and who can read it."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from mooc_tool.certificates.bands import BANDS
from mooc_tool.certificates.pdf import Certificate, Language, Skill, certificate_pdf

Open = Callable[[bytes], PdfReader]
TextOf = Callable[[bytes], str]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_french_certificate_says_it_all(french: Certificate, text_of: TextOf) -> None:
    text = squeezed(text_of(certificate_pdf(french)))
    for said in (
        "Camille Lefèvre",
        "Attestation de réussite",
        "Comprendre l’économie collaborative",
        "École des Mines de Saint-Étienne",
        "délivrée le 1er mars 2026",
        "10 heures de travail · session du 12 janvier 2026 au 15 février 2026",
        "Apparier des conducteurs maîtrisé 80–100",
        "Atteindre la masse critique en bonne voie 40–59",
        "Moyenne du cours d’au moins 60/100",
        "Aucune semaine sous 40/100",
        "Exercice « Le covoiturage » : au moins 50/100",
        "Au moins 70 % des activités faites",
        french.serial,
        f"mooc.example.fr/verify/{french.serial}",
        "son identité n’a pas été contrôlée",
        "ni crédits universitaires, ni droit d’exercer une profession",
    ):
        assert squeezed(said) in text


def test_the_english_certificate_speaks_english(french: Certificate, text_of: TextOf) -> None:
    english = replace(french, language="en", level="Statement of accomplishment", hours=1)
    text = text_of(certificate_pdf(english)).replace("\u00a0", " ")
    for said in ("issued on 1 March 2026", "awarded to", "1 hour of work", "No week below 40/100"):
        assert said in text
    assert "délivrée" not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_reserved_words_are_never_printed(french: Certificate, text_of: TextOf, language: Language) -> None:
    text = text_of(certificate_pdf(replace(french, language=language))).lower()
    assert not re.search(r"dipl[oô]m|\btitres?\b|certification|qualification", text)


def test_what_is_not_given_leaves_no_trace(french: Certificate, text_of: TextOf) -> None:
    text = text_of(certificate_pdf(replace(french, skills=(), thresholds=(), session=None)))
    for absent in ("Compétences", "Conditions", "session"):
        assert absent not in text


def test_the_same_certificate_has_the_same_bytes_in_every_thread(french: Certificate) -> None:
    names = ["Ada", "Zoé", "Łukasz", "Ada"] * 4
    expected = {name: certificate_pdf(replace(french, name=name)) for name in set(names)}
    with ThreadPoolExecutor(4) as threads:
        made = threads.map(lambda name: certificate_pdf(replace(french, name=name)), names)
    assert [expected[name] for name in names] == list(made)
    assert len(set(expected.values())) == 3


def test_long_texts_stay_on_one_page(french: Certificate, opened: Open) -> None:
    crowded = replace(
        french,
        name="Marie-Charlotte Élisabeth de La Rochefoucauld-Doudeauville, " * 3,
        institution="Mines Saint-Étienne, école de l’Institut Mines-Télécom, et Saint-Étienne Métropole",
        course="Comprendre l’économie collaborative, de l’appariement à la masse critique, avec les villes",
        skills=tuple(Skill(f"Compétence numéro {number}", band) for number in range(3) for band in BANDS),
    )
    assert len(opened(certificate_pdf(crowded)).pages) == 1


def test_archives_are_told_what_they_need(french: Certificate, opened: Open) -> None:
    pdf = opened(certificate_pdf(french))
    metadata = pdf.root_object["/Metadata"].get_object().get_data().decode()
    for claim in ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert claim in metadata
    information = pdf.metadata
    assert information.title == "Attestation de réussite – Comprendre l’économie collaborative"
    assert information.author == french.institution
    assert information["/Keywords"] == french.serial
    assert information.creation_date.date() == date(2026, 3, 1)


def test_screen_readers_are_told_what_they_need(french: Certificate, opened: Open) -> None:
    root = opened(certificate_pdf(french)).root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    elements = list(tags(root["/StructTreeRoot"].get_object()))
    kinds = [element.get("/S") for element in elements]
    expected = {"/H1": 1, "/H2": 3, "/TH": 3, "/TD": 3 * len(french.skills), "/Link": 1, "/Figure": 1}
    assert {kind: kinds.count(kind) for kind in expected} == expected
    figure = elements[kinds.index("/Figure")]
    assert figure["/Alt"] == f"Code QR de l’adresse de vérification\u00a0: {french.verify_url}"


def tags(element: object) -> Iterator[DictionaryObject]:
    """The structure elements of a tagged PDF, in reading order."""
    if isinstance(element, DictionaryObject) and "/K" in element:
        yield element
        children = element["/K"].get_object()
        for child in children if isinstance(children, list) else [children]:
            yield from tags(child.get_object())

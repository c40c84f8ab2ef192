"""Names from everywhere and texts that look like markup: printed as they are, or refused with a reason."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mooc_tool.certificates.names import read_name
from mooc_tool.certificates.pdf import Certificate, Skill, Threshold, UnwritableName, certificate_pdf
from mooc_tool.certificates.typesetting import Unwritable
from mooc_tool.errors import ToolError

Open = Callable[[bytes], PdfReader]
TextOf = Callable[[bytes], str]

MARKUP = "#$*_`\\@<>[](){}\"'/~=-+.,;:%^&|é Ł"
markup = st.text(st.sampled_from(MARKUP), min_size=1, max_size=40).map(str.strip)
awkward = st.text(st.sampled_from('aé\u0301\u20e3\u200d\u202eש山🎓\u0378\ue000\u3164\n"#'), max_size=30)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def refused(name: str) -> str | None:
    """The code of the error that reading this name raises."""
    try:
        read_name(name)
    except ToolError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółkiewski",
        "Αλέξανδρος Παπαδόπουλος",
        "Дмитрий Шостакович",
        "Nguyễn Thị Ánh",
        "O’Neil-d'Arc, #1 « $x^2$ »",
        "Ana\nMaria",
        "W" * 200,
        "W " * 100,
    ],
)
def test_names_that_the_shipped_fonts_can_write(french: Certificate, text_of: TextOf, name: str) -> None:
    assert squeezed(name) in squeezed(text_of(certificate_pdf(replace(french, name=name))))


@pytest.mark.parametrize("name", ["محمد بن يوسف", "יצחק פרלמן", "Թամարա Ղազարյան", "თამარ"])
def test_names_in_other_scripts_stay_on_one_page(french: Certificate, opened: Open, name: str) -> None:
    assert len(opened(certificate_pdf(replace(french, name=name))).pages) == 1


def test_a_name_that_no_font_can_write_is_said_with_its_characters(french: Certificate) -> None:
    with pytest.raises(UnwritableName) as refusal:
        certificate_pdf(replace(french, name="山田 Anna 田 🎓"))
    assert refusal.value.code == "name-unwritable"
    assert refusal.value.data == {"characters": "山田🎓"}


def test_a_course_that_no_font_can_write_is_not_the_learners_matter(french: Certificate) -> None:
    with pytest.raises(Unwritable) as refusal:
        certificate_pdf(replace(french, course="協力"))
    assert refusal.value.code == "text-unwritable"
    assert refusal.value.data == {"characters": "協力"}


@given(markup.filter(bool))
@settings(deadline=None, max_examples=40)  # each is a whole document
def test_markup_in_a_name_is_printed_as_it_is(french: Certificate, text_of: TextOf, name: str) -> None:
    assert squeezed(name) in squeezed(text_of(certificate_pdf(replace(french, name=name))))


@given(markup.filter(bool) | st.sampled_from(["{points}", "{name}", "{url}"]))
@settings(deadline=None, max_examples=40)  # each is a whole document
def test_markup_in_the_texts_of_a_course_is_printed_as_it_is(
    french: Certificate, text_of: TextOf, words: str
) -> None:
    certificate = replace(
        french,
        course=words,
        institution=words,
        level=words,
        skills=(Skill(words, "sound"),),
        thresholds=(Threshold("exercise", 50, words),),
    )
    assert squeezed(text_of(certificate_pdf(certificate))).count(squeezed(words)) >= 5


@given(st.text(max_size=500) | awkward)
@settings(deadline=None, max_examples=40)  # each is a whole document
def test_any_name_gives_one_page_or_a_foreseen_error(french: Certificate, opened: Open, name: str) -> None:
    certificate = replace(french, name=name)
    code = refused(name)
    event(str(code))
    if code:
        with pytest.raises(ToolError, match=code):
            certificate_pdf(certificate)
        return
    try:
        pdf = certificate_pdf(certificate)
    except UnwritableName as refusal:
        missing = str(refusal.data["characters"])
        event("unwritable")
    else:
        missing = ""
        assert len(opened(pdf).pages) == 1
    assert set(missing) <= set(read_name(name))

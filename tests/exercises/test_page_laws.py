"""The pages of every kind: well formed, labelled, every fault said, nothing typed lost, in both languages."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any, cast

import pytest

from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Fault
from mooc_tool.exercises.kinds import AnyKind
from mooc_tool.exercises.staged import StagedKind
from mooc_tool.exercises.territory import Territory
from mooc_tool.packs.model import Fact
from mooc_tool.web.paper import on_paper, unfolded
from tests.exercises.cases import KIND, posed, tried
from tests.exercises.page_reader import check

LANGUAGE = pytest.mark.parametrize("language", ["fr", "en"])
Page = Callable[..., str]
# What fills the blanks of any kind's faults.
BLANKS: dict[str, Any] = {
    "low": 0, "high": 8, "driver": 1, "seats": 1, "taken_by": [2], "receiver": 1, "by": 0, "pair": 1,
    "longest": 2, "places": 1,
    "asked": 2, "ticked": 3,
    "total": 120, "left": 20, "most": 8, "spent": 9, "hours": 8, "sum": 9,
}  # fmt: skip

# What pages count, in French and in the plural.
COUNTED = (
    "(?:conducteurs|passagers|trajets|voyageurs|malades|avenirs|inscrits|personnes|logements|points|nuits|tours"
    "|recrues|membres|heures|minutes|demandes|places|bureaux)"
)


def question_of(kind: AnyKind, territory: Territory, level: str = "standard") -> dict[str, Any]:
    return posed(kind, level, 6, territory)


def samples_of(kind: AnyKind, question: dict[str, Any]) -> Any:
    """The kind's own answers."""
    return tried(kind, question, 6)[2]


@KIND
@LANGUAGE
@pytest.mark.parametrize("level", ["discovery", "standard", "expert"])
def test_pages_are_well_formed(
    kind: AnyKind, level: str, language: str, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    question = question_of(kind, territory, level)
    samples = samples_of(kind, question)
    for name, view in play.asked(kind.name, question, samples.blind.model_dump(mode="json")):
        reader = check(macro(kind.name, name, language)(view, {}, ()))
        assert reader.all("input", "select")
    for answer in (samples.right, samples.blind):
        given = answer.model_dump(mode="json")
        marked = play.mark(kind.name, question, None, given)
        for last in (False, True):
            check(
                macro(kind.name, "marked", language)(
                    play.feedback(kind.name, question, given, marked, last=last)
                )
            )


@KIND
@LANGUAGE
def test_every_fault_has_its_own_sentence(
    kind: AnyKind, language: str, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    question = question_of(kind, territory)
    asked = play.asked(kind.name, question, samples_of(kind, question).right.model_dump(mode="json"))
    pages = [(macro(kind.name, name, language), view) for name, view in asked]
    fields = [
        next(str(each["name"]) for each in check(page(view, {}, ())).all("input", "select"))
        for page, view in pages
    ]
    sentences = set()
    for code in kind.faults:
        for (page, view), own in zip(pages, fields, strict=True):
            field = "surprise" if code == "unknown-field" else own
            shown = str(page(view, {}, (Fault(field=field, code=code, data=BLANKS),)))
            found = re.findall(r'class="fault"[^>]*>(.*?)</p>', shown, re.DOTALL)
            assert len(found) == 1, code
        sentences.add(found[0].strip())
    assert "" not in sentences
    assert len(sentences) == len(kind.faults)


@KIND
def test_nothing_typed_is_lost(
    kind: AnyKind, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    """Whatever was chosen, ticked or written is there again beside the faults."""
    question = question_of(kind, territory)
    for name, view in play.asked(
        kind.name, question, samples_of(kind, question).right.model_dump(mode="json")
    ):
        if name == "answer" or isinstance(kind, StagedKind):
            nothing_is_lost(macro(kind.name, name, "en"), view)


def nothing_is_lost(page: Page, view: dict[str, Any]) -> None:
    empty = check(page(view, {}, ()))
    fields = {str(each["name"]): ["0"] for each in empty.all("input", "select")}
    fault = Fault(field="surprise", code="unknown-field")
    again = check(page(view, fields, (fault,)))
    kept = [each for each in again.all("option") if "selected" in each]
    assert len([each for each in kept if each["value"] == "0"]) == len(
        [each for each in again.all("option") if each["value"] == "0"]
    )
    for control in again.all("input"):
        if control.get("type") == "checkbox":
            assert "checked" in control
        elif control.get("type") != "radio":
            assert control["value"] == "0"


@KIND
@LANGUAGE
def test_on_paper_there_is_room_for_a_pen_and_nothing_is_missing(
    kind: AnyKind, language: str, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    question = question_of(kind, territory)
    given = samples_of(kind, question).right.model_dump(mode="json")
    asked = play.asked(kind.name, question, given)
    pages = [str(macro(kind.name, name, language)(view, {}, ())) for name, view in asked]
    paper = on_paper(pages)
    marked = play.feedback(kind.name, question, given, play.mark(kind.name, question, None, given), last=True)
    check(paper.html + unfolded(macro(kind.name, "marked", language)(marked)))
    reader = check(paper.html)
    assert not reader.all("input", "select", "button", "script", "label")
    assert not [each for _, each in reader.elements if each.get("role") == "region"]
    blanks = paper.html.count('class="paper-blank"') + paper.html.count('class="paper-box"')
    assert blanks >= len({str(each["name"]) for page in pages for each in check(page).all("select")})
    words = paper.html + "".join(word for _, list_ in paper.lists for word in list_)
    options = {word.strip() for page in pages for word in re.findall(r"<option[^>]*>([^<]*)</option>", page)}
    on_screen = "".join(re.findall(r'<section class="[^"]*on-screen.*?</section>', "".join(pages), re.DOTALL))
    assert {word for word in options if word not in words and word not in on_screen} <= {"–", "…"}


@KIND
def test_none_and_one_are_singular_in_french_and_large_numbers_grouped(
    kind: AnyKind, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    question = question_of(kind, territory)
    samples = samples_of(kind, question)
    for answer in (samples.right, samples.blind, *samples.wrong):
        given = answer.model_dump(mode="json")
        marked = play.mark(kind.name, question, None, given)
        page = macro(kind.name, "marked", "fr")(
            play.feedback(kind.name, question, given, marked, last=True)
        )
        words = unescape(re.sub(r"<[^>]*>", "|", str(page)))
        assert not re.findall(rf"(?<![\d,.])[01](?:\.\d+)?[ \u00a0]{COUNTED}\b", words)
        assert not re.findall(r'<td class="right">-?\d{5,}</td>', str(page))


@KIND
@LANGUAGE
def test_the_facts_of_notes_are_told_with_their_sources(
    kind: AnyKind,
    language: str,
    territory: Territory,
    facts: Mapping[str, Fact],
    macro: Callable[[str, str, str], Page],
) -> None:
    question = question_of(kind, territory)
    given = samples_of(kind, question).blind.model_dump(mode="json")
    marked = play.mark(kind.name, question, None, given)
    feedback = play.feedback(kind.name, question, given, marked, last=True)
    page = str(macro(kind.name, "marked", language)(feedback))
    assert not re.findall(r"\bF-\d{3}\b", page), "a code says nothing to learners"
    told = unescape(page)
    for note in cast("list[dict[str, Any]]", feedback["notes"]):
        for fact in note["data"].get("facts", []):
            assert fact in facts, f"{note['name']} rests on {fact}, which the course does not have"
            assert facts[fact].said(language) in told
            assert f"{facts[fact].short}, {facts[fact].year}" in told

"""The pages of « fill the cars »: labels, faults tied to their fields, nothing typed lost, two languages."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Fault
from mooc_tool.exercises.kinds.fill_the_cars import FillTheCars
from mooc_tool.exercises.territory import Territory

NAME = "fill-the-cars"
LANGUAGE = pytest.mark.parametrize("language", ["fr", "en"])
Page = Callable[..., str]
Attributes = dict[str, str | None]
VOID = {"input", "link", "meta", "br"}


class Reader(HTMLParser):
    """Every element with its attributes; complains of elements that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, *tags: str) -> list[Attributes]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]


@pytest.fixture(scope="module")
def question(territory: Territory) -> dict[str, Any]:
    return play.pose(NAME, {}, b"page", territory).question


def check(page: str) -> Reader:
    """What holds for every page: unique ids, names for all, references that lead somewhere."""
    reader = Reader(page)
    ids = reader.ids()
    assert len(ids) == len(set(ids))
    for _, attributes in reader.elements:
        for reference in ("aria-describedby", "aria-labelledby", "for"):
            for target in (attributes.get(reference) or "").split():
                assert target in ids, f"{reference} leads to {target}, which is not there"
    labelled = {attributes["for"] for attributes in reader.all("label")}
    for control in reader.all("input", "select"):
        assert control["id"] in labelled
    tables = len(reader.all("table"))
    assert len(reader.all("caption")) == tables
    assert all("scope" in heading for heading in reader.all("th"))
    assert len(reader.all("title")) == len(reader.all("svg"))
    return reader


@LANGUAGE
def test_the_prediction_page(
    language: str, question: dict[str, Any], macro: Callable[[str, str, str], Page]
) -> None:
    page = macro(NAME, "predict", language)(play.view(NAME, question), {}, ())
    reader = check(page)
    (field,) = reader.all("input")
    assert field["name"] == "prediction"
    assert not reader.all("select")


@LANGUAGE
def test_the_answer_page_offers_only_what_can_be(
    language: str, question: dict[str, Any], macro: Callable[[str, str, str], Page]
) -> None:
    page = macro(NAME, "answer", language)(play.view(NAME, question), {}, ())
    reader = check(page)
    names = [select["name"] for select in reader.all("select")]
    assert names == [f"{part}-{i}" for part in ("pairs", "kilometres") for i in range(8)]
    offered = [option["value"] for option in reader.all("option")]
    own = [value for row in question["options"] for value in ("", *(str(each["driver"]) for each in row))]
    assert offered == own * 2
    assert not [option for option in reader.all("option") if "selected" in option]


@LANGUAGE
def test_nothing_typed_is_lost_and_faults_stand_by_their_fields(
    language: str, question: dict[str, Any], macro: Callable[[str, str, str], Page]
) -> None:
    first = [str(row[0]["driver"]) for row in question["options"]]
    fields = {f"{part}-{i}": [first[i]] for part in ("pairs", "kilometres") for i in range(8)}
    faults = play.read_answer(NAME, question, fields)
    assert isinstance(faults, tuple)
    page = macro(NAME, "answer", language)(play.view(NAME, question), fields, faults)
    reader = check(page)
    assert [option["value"] for option in reader.all("option") if "selected" in option] == first * 2
    wrong = [select["name"] for select in reader.all("select") if select.get("aria-invalid") == "true"]
    assert wrong == [fault.field for fault in faults]
    typed = macro(NAME, "predict", language)(play.view(NAME, question), {"prediction": ["<many>"]}, ())
    assert "&lt;many&gt;" in typed


@LANGUAGE
def test_every_fault_has_a_sentence(
    language: str, question: dict[str, Any], macro: Callable[[str, str, str], Page]
) -> None:
    data = {"low": 0, "high": 8, "driver": 1, "seats": 1, "taken_by": [2]}
    page = macro(NAME, "answer", language)
    sentences = set()
    for code in FillTheCars.faults:
        field = "surprise" if code == "unknown-field" else "pairs-0"
        shown = page(play.view(NAME, question), {}, (Fault(field=field, code=code, data=data),))
        (sentence,) = re.findall(r'class="fault"[^>]*>(.+?)</p>', str(shown))
        sentences.add(sentence)
    assert len(sentences) == len(FillTheCars.faults)


@LANGUAGE
@pytest.mark.parametrize("last", [False, True])
def test_the_result_page(
    language: str,
    last: bool,  # noqa: FBT001 - a parameter of the test
    question: dict[str, Any],
    macro: Callable[[str, str, str], Page],
) -> None:
    answer = {"pairs": [-1] * 8, "kilometres": [-1] * 8}
    marked = play.mark(NAME, question, {"pairs": 3}, answer)
    page = macro(NAME, "marked", language)(play.feedback(NAME, question, answer, marked, last=last))
    reader = check(page)
    assert ("trip-best" in str(page)) == last
    assert len(reader.all("svg")) == 4


def test_every_french_sentence_is_used_and_well_set(french: dict[str, tuple[str, ...]]) -> None:
    for english, forms in french.items():
        for form in forms:
            assert form
            assert not re.search(r" [:;!?»]|« |'", form), f"typography of: {form}"
            assert set(re.findall(r"%\(\w+\)s", form)) <= set(re.findall(r"%\(\w+\)s", english)) | {"%(num)s"}

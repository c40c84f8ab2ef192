"""The pages of « fill the cars »: labels, faults tied to their fields, nothing typed lost, two languages."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Fault
from mooc_tool.exercises.kinds.fill_the_cars import FillTheCars
from mooc_tool.exercises.territory import Territory
from tests.exercises.page_reader import check

NAME = "fill-the-cars"
LANGUAGE = pytest.mark.parametrize("language", ["fr", "en"])
Page = Callable[..., str]


@pytest.fixture(scope="module")
def question(territory: Territory) -> dict[str, Any]:
    return play.pose(NAME, {}, b"page", territory).question


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
            assert not re.search(r" [:;!?»]|« |'|\d[ \u00a0]\d{3}", form), f"typography of: {form}"
            assert set(re.findall(r"%\(\w+\)s", form)) <= set(re.findall(r"%\(\w+\)s", english)) | {"%(num)s"}

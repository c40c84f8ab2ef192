"""The pages of every kind: well formed, labelled, every fault said, nothing typed lost, in both languages."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kind import Fault
from mooc_tool.exercises.kinds import KINDS, AnyKind
from mooc_tool.exercises.territory import Territory
from tests.exercises.page_reader import check

KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
LANGUAGE = pytest.mark.parametrize("language", ["fr", "en"])
Page = Callable[..., str]
# What fills the blanks of any kind's faults.
BLANKS: dict[str, Any] = {
    "low": 0, "high": 8, "driver": 1, "seats": 1, "taken_by": [2], "receiver": 1, "by": 0, "pair": 1,
    "longest": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def questions(territory: Territory) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (kind.name, level): play.pose(kind.name, params, b"page", territory).question
        for kind in KINDS
        for level, params in play.levels(kind.name).items()
    }


Questions = dict[tuple[str, str], dict[str, Any]]


@KIND
@LANGUAGE
@pytest.mark.parametrize("level", ["discovery", "standard", "expert"])
def test_pages_are_well_formed(
    kind: AnyKind, level: str, language: str, questions: Questions, macro: Callable[[str, str, str], Page]
) -> None:
    question = questions[kind.name, level]
    view = play.view(kind.name, question)
    for stage in ("predict", "answer") if kind.prediction_form else ("answer",):
        reader = check(macro(kind.name, stage, language)(view, {}, ()))
        assert reader.all("input", "select")
    read = kind.question_form.model_validate(question)
    samples = kind.samples(read, kind.run(read), Draw(b"page"))
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
    kind: AnyKind, language: str, questions: Questions, macro: Callable[[str, str, str], Page]
) -> None:
    view = play.view(kind.name, questions[kind.name, "standard"])
    stages = ("predict", "answer") if kind.prediction_form else ("answer",)
    pages = [macro(kind.name, stage, language) for stage in stages]
    fields = [
        next(str(each["name"]) for each in check(page(view, {}, ())).all("input", "select")) for page in pages
    ]
    sentences = set()
    for code in kind.faults:
        for page, own in zip(pages, fields, strict=True):
            field = "surprise" if code == "unknown-field" else own
            shown = str(page(view, {}, (Fault(field=field, code=code, data=BLANKS),)))
            found = re.findall(r'class="fault"[^>]*>(.*?)</p>', shown, re.DOTALL)
            assert len(found) == 1, code
        sentences.add(found[0].strip())
    assert "" not in sentences
    assert len(sentences) == len(kind.faults)


@KIND
def test_nothing_typed_is_lost(
    kind: AnyKind, questions: Questions, macro: Callable[[str, str, str], Page]
) -> None:
    """Whatever was chosen, ticked or written is there again beside the faults."""
    view = play.view(kind.name, questions[kind.name, "standard"])
    page = macro(kind.name, "answer", "en")
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

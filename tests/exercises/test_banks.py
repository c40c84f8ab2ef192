"""The banks of cases: both languages well set, and facts that the shipped course has."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.bank import Said
from mooc_tool.exercises.kind import Form
from mooc_tool.exercises.kinds import AnyKind
from mooc_tool.exercises.kinds.the_right_contract import TheRightContract
from mooc_tool.exercises.kinds.the_right_contract.bank import BANK as NEEDS
from mooc_tool.exercises.kinds.todays_figure import TodaysFigure
from mooc_tool.exercises.kinds.todays_figure.bank import BANK as STORIES
from mooc_tool.exercises.kinds.who_supplies import WhoSupplies
from mooc_tool.exercises.kinds.who_supplies.bank import BANK as SERVICES
from mooc_tool.packs.model import Fact

KINDS: tuple[AnyKind, ...] = (WhoSupplies(), TodaysFigure(), TheRightContract())
ALL: tuple[Form, ...] = (SERVICES, STORIES, NEEDS)
BANKS = pytest.mark.parametrize(
    "bank",
    [
        pytest.param(SERVICES, id="services"),
        pytest.param(STORIES, id="stories"),
        pytest.param(NEEDS, id="needs"),
    ],
)
CASES = pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=name)
        for cases in (SERVICES.services, STORIES.stories, NEEDS.things)
        for name, case in cases.items()
    ],
)
# Numbers of calendars and percentages, which are no figures.
_PLAIN = {30, 31, 52, 100, 365}
_NUMBER = re.compile(r"\d+(?:[\s.,]\d+)*")
_SMALL = 10


def texts(data: Any) -> Iterator[Said]:
    if isinstance(data, Said):
        yield data
    elif isinstance(data, Form):
        for name in type(data).model_fields:
            yield from texts(getattr(data, name))
    elif isinstance(data, Mapping):
        for each in data.values():
            yield from texts(each)
    elif isinstance(data, tuple):
        for each in data:
            yield from texts(each)


def numbers(text: str) -> set[float]:
    """Above ten, times of day left out."""
    bare = re.sub(r"\{\w+\}|\d+\s?[h:]\s?\d\d", "", text)
    found = {float(re.sub(r"[\s,](?=\d{3})", "", each).replace(",", ".")) for each in _NUMBER.findall(bare)}
    return {number for number in found if number > _SMALL}


@BANKS
def test_texts_are_said_in_both_languages_and_well_set(bank: Form) -> None:
    for text in texts(bank):
        assert text.fr.strip()
        assert text.en.strip()
        assert not re.search(r" [:;!?»%€]|« |\w'\w", text.fr), text.fr
        assert not re.search(r"\w'\w", text.en), text.en
        assert set(re.findall(r"\{\w+\}", text.fr)) == set(re.findall(r"\{\w+\}", text.en)), text.en


@CASES
def test_cases_rest_on_facts_of_the_course(case: Any, facts: Mapping[str, Fact]) -> None:
    """Every figure above ten is one of the facts' values, or in their words; both languages say the same."""
    assert case.facts
    known: set[float] = {*_PLAIN, *getattr(case, "worked", ())}
    for name in case.facts:
        fact = facts[name]
        assert fact.grade != "M"
        known |= (
            {*map(float, fact.values), float(fact.year)} | numbers(fact.said("fr")) | numbers(fact.said("en"))
        )
    for text in texts(case):
        assert numbers(text.fr) <= known, text.fr
        assert numbers(text.en) <= known, text.en


@pytest.mark.parametrize(
    "kind", [WhoSupplies(), TodaysFigure(), TheRightContract()], ids=lambda kind: kind.name
)
def test_what_is_stored_holds_no_texts(kind: AnyKind) -> None:
    """A text of a bank may be mended: no question and no mark is another one for it."""
    params = kind.levels["standard"]
    for number in range(10):
        posed = play.pose(kind.name, params, f"stored {number}".encode())
        question = kind.question_form.model_validate(posed.question)
        samples = kind.samples(question, kind.run(question), Draw(b"stored"))
        for answer in (samples.right, *samples.wrong):
            marked = play.mark(kind.name, posed.question, None, answer.model_dump(mode="json"))
            stored = json.dumps([posed.question, marked.model_dump(mode="json")])
            assert not [
                text.en for bank in ALL for text in texts(bank) if json.dumps(text.en)[1:-1] in stored
            ]

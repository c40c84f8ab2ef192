"""Nothing on a page gives the solution away before the attempt is over: neither what marking keeps in the
question, nor the look of what may be chosen, nor somebody else's answer.
"""

import json
from collections.abc import Callable, Mapping
from statistics import mean
from typing import Any

import pytest

from mooc_tool.errors import Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds import KINDS, AnyKind
from mooc_tool.exercises.territory import Territory
from tests.exercises.cases import KIND, posed, tried
from tests.exercises.page_reader import controls

Page = Callable[..., str]
Record = dict[str, Any]

# Where the questions of a kind keep what their first pages do not say; * stands for every entry of a list.
KEPT: Mapping[str, tuple[str, ...]] = {
    "quiz": (
        "items/*/item/id", "items/*/item/units", "items/*/item/because", "items/*/item/answer",
        "items/*/item/choices/*/right", "items/*/item/choices/*/why", "pages",
    ),
    "who-supplies": ("rows/*/key",),
    "todays-figure": ("sentences/*/right", "sentences/*/fault"),
    "the-audit": ("planted", "twice", "metres", "shown"),
    "the-right-contract": ("needs/*/pattern", "needs/*/weights"),
    "the-s-curve": ("true",),
    "now-or-later": ("stations/*/outcomes",),
    "the-two-sides": ("best",),
    "the-incentive-rule": ("demand/half_full", "demand/heard"),
    "launch-the-service": ("best", "event/week", "event/size", "futures", "wobble"),
}  # fmt: skip
ALIKE = {"selected", "checked", "id", "aria-describedby"}  # attributes that may differ between choices
GENERAL = {"the-incentive-rule", "launch-the-service"}  # what is good in one case is fair in most
COPIED = 20  # cases whose answers are handed on
MOST_COPIED = 50  # points: where there are two sorts of cases, half of the neighbours have the same one


@pytest.mark.parametrize("level", ["discovery", "standard", "expert"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name in KEPT], ids=lambda kind: kind.name)
def test_pages_are_the_same_whatever_marking_keeps(
    kind: AnyKind, level: str, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    question = posed(kind, level, 6, territory)
    other = json.loads(json.dumps(question))
    for path in KEPT[kind.name]:
        assert change(other, path.split("/")), f"{kind.name} keeps no {path}"
    assert pages(kind, other, macro) == pages(kind, question, macro)


def pages(kind: AnyKind, question: Record, macro: Callable[[str, str, str], Page]) -> list[str]:
    """The pages that are shown before anything is decided."""
    asked = play.asked(kind.name, question, {})
    return [str(macro(kind.name, name, "en")(view, {}, ())) for name, view in asked]


def change(record: Any, path: list[str]) -> int:
    """Change what is kept there; how many times."""
    first, *rest = path
    if first == "*":
        return sum(change(each, rest) for each in record)
    if first not in record:
        return 0
    if rest:
        return change(record[first], rest)
    record[first] = changed(record[first])
    return 1


def changed(value: Any) -> Any:
    """Something else of the same sort; instead of a list of records, none."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, list):
        return [] if value and isinstance(value[0], dict) else [changed(each) for each in value]
    return {key: changed(each) for key, each in value.items()}


@KIND
def test_choices_differ_in_their_value_and_words_alone(
    kind: AnyKind, territory: Territory, macro: Callable[[str, str, str], Page]
) -> None:
    for number in range(3):
        question = posed(kind, "standard", number, territory)
        given = tried(kind, question, number)[2].right.model_dump(mode="json")
        for name, view in play.asked(kind.name, question, given):
            for field, choices in controls(str(macro(kind.name, name, "en")(view, {}, ()))).items():
                assert len({look(attributes) for attributes in choices}) <= 1, field


def look(attributes: Mapping[str, str | None]) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted((name, value) for name, value in attributes.items() if name not in ALIKE))


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name not in GENERAL], ids=lambda kind: kind.name
)
def test_the_answer_to_anothers_case_earns_little(kind: AnyKind, territory: Territory) -> None:
    """The right answer to a neighbour's case of the same level, handed in as it is."""
    cases = [posed(kind, "standard", number, territory) for number in range(COPIED)]
    answers = [tried(kind, case, number)[2].right for number, case in enumerate(cases)]
    points = [
        copied(kind, case, answers[number - 1].model_dump(mode="json")) for number, case in enumerate(cases)
    ]
    assert mean(points) < MOST_COPIED


def copied(kind: AnyKind, question: Record, answer: Record) -> int:
    """What an answer earns, nothing if it cannot be given here."""
    try:
        return play.mark(kind.name, question, None, answer).points
    except Unreadable:
        return 0

"""Every reason is said in the reader's language: none is left in the words of a library."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises import play
from mooc_tool.exercises.kinds import KINDS
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.problems import SENTENCES, Problem
from mooc_tool.packs.reasons import REASONS, Reason, reason_of, reason_of_toml
from mooc_tool.packs.tables import read_toml
from mooc_tool.web.language import sentence

QUIZ = """\
titles = { fr = "Quiz", en = "Quiz" }
drawn = 1
[[items]]
id = "un"
kind = "numeric"
asks = { fr = "Combien ?", en = "How many?" }
units = ["1-1-voitures"]
worked = true
answer = 2
because = { fr = "Un et un.", en = "One and one." }
"""
JUNK = [
    "", "É", "x" * 200, 0, -1, 10**9, 0.5, float("nan"), True, [], ["", 1], {}, {"É": 1},
    date(2026, 3, 2), datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
]  # fmt: skip


def french(text: str) -> str:
    return sentence("fr", text)


def reasons(problems: tuple[Problem, ...]) -> list[Reason]:
    """Those that are part of a problem's sentence."""
    told = [problem.data["reason"] for problem in problems if "%(reason)s" in SENTENCES[problem.code]]
    return [reason for reason in told if isinstance(reason, Reason)]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a document with each of its keys."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@pytest.mark.parametrize("path", ["pack.toml", "facts.toml", "glossary.toml", "exercise", "quizzes/un.toml"])
def test_whatever_stands_in_a_field_its_fault_is_said(files, path, monkeypatch):
    if path == "exercise":
        path = next(name for name in files if name.startswith("exercises/"))
    files["quizzes/un.toml"] = QUIZ.encode()
    document = tomllib.loads(files[path].decode())
    monkeypatch.setattr(
        "mooc_tool.packs.tables._loads",
        lambda text: document if text == files[path].decode() else tomllib.loads(text),
    )
    seen = set()
    for container, key in list(places(document)):
        kept = container[key]
        for junk in JUNK:
            container[key] = junk
            for reason in reasons(check_pack(files, date(2026, 11, 22), kinds=["fill-the-cars"])):
                assert reason.code in REASONS, reason
                assert reason.said(french) != reason.said(), reason
                seen.add(reason.code)
        container[key] = kept
    assert len(seen) > 3


BROKEN = [
    "a", "a =", "a = 1 b", "[a", "[[a]", "= 1", "a = 1\na = 2", "a = 'x", 'a = "\\q"', "a = [1", "a = {b = 1",
    "a = {b = 1, b = 2}", "[a]\n[a]", "[[a]]\n[a]", "a = []\n[[a]]", "a = 1\n[a.b]", "a = {b = 1}\n[a.c]",
    "a = 2026-13-45", 'a = "\\ud800"', 'a = "\\uzzzz"', "a = '\x01'", "\x01",
    'a = "\n"', "a = nope", "[]", "a.b = 1\n[a]",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_whatever_is_no_toml_is_said(text):
    _, (problem,) = read_toml("x.toml", text.encode())
    (reason,) = reasons((problem,))
    assert reason.code in REASONS, reason
    assert problem.said(french) != problem.said()
    assert "at line" not in problem.said()


@given(st.text())
def test_other_words_are_said_as_they_come(words):
    assert isinstance(reason_of_toml(words).said(french), str)


def test_choices_are_named_without_english():
    reason = reason_of("literal_error", {"expected": "'A', 'B' or 'M'"}, "Input should be 'A', 'B' or 'M'")
    assert reason.said(french) == "il faut l’un de 'A', 'B', 'M'"
    assert reason_of("brand_new", {}, "Input is odd").said(french) == "Input is odd"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_parameters_of_every_kind_are_said(kind):
    for name in ("rien", *kind.params_form.model_fields):
        for junk in ("É", -1, 10**9, [], {}, None):
            for fault in play.check_params(kind.name, {name: junk}):
                assert fault.code in REASONS, fault
                assert reason_of(fault.code, fault.data).said(french)

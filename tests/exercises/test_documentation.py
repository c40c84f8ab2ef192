"""The documentation against the code: names that the reference lists, and the kind that the how-to builds."""

import re
from pathlib import Path
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kinds import KINDS
from mooc_tool.exercises.territory import Territory

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "reference" / "exercises"
HOW_TO = (DOCS / "how-to" / "add-a-kind-of-exercise.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_reference_names_all_that_a_kind_has(kind: Any) -> None:
    page = (REFERENCE / f"{kind.name}.md").read_text(encoding="utf-8")
    assert f"[{kind.name}]({kind.name}.md)" in (REFERENCE / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\n]+)`", page))
    assert {*kind.params_form.model_fields, *kind.levels, *kind.notes, *kind.faults} <= named


def test_the_kind_of_the_how_to_works() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", HOW_TO, re.DOTALL)
    written: dict[str, Any] = {}
    exec(code, written)  # noqa: S102 - our own documentation
    kind = written["CarsOutside"]()
    question = kind.pose(kind.params_form(**kind.levels["standard"]), Draw(b"how to"), Territory())
    solution = kind.run(question)
    samples = kind.samples(question, solution, Draw(b"blind"))
    assert [criterion.earned for criterion in kind.grade(question, solution, None, samples.right)] == [100]
    assert [criterion.earned for criterion in kind.grade(question, solution, None, samples.wrong[0])] == [0]
    assert kind.read_answer(question, {"outside": [str(solution.outside)]}) == samples.right
    assert {note.name for note in kind.explain(question, solution, None, samples.right)} <= kind.notes

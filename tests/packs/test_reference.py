"""The reference page of the format names everything that the code knows."""

import re
from pathlib import Path

import pytest

from mooc_tool.exercises.question_bank import Choice, Choosing, Numeric, Ordering
from mooc_tool.packs.callouts import LABELS
from mooc_tool.packs.model import Exercise, Fact, Rule, Wording
from mooc_tool.packs.problems import SENTENCES
from mooc_tool.packs.quizzes import Quiz
from mooc_tool.packs.schema import PackEntry, PageEntry, UnitEntry, WeekEntry

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "pack-format.md"
FIELDS = {
    field
    for shape in (Exercise, Fact, Rule, Wording, PackEntry, PageEntry, UnitEntry, WeekEntry, Quiz)
    for field in shape.__dataclass_fields__
} | {field for shape in (Choice, Choosing, Numeric, Ordering) for field in shape.model_fields}


@pytest.mark.parametrize("names", [SENTENCES, LABELS, FIELDS - {"id"}], ids=["problems", "boxes", "fields"])
def test_the_reference_names_them_all(names):
    written = set(re.findall(r"[\w-]+", REFERENCE.read_text(encoding="utf-8")))
    assert set(names) <= written

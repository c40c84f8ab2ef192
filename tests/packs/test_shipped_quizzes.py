"""The quizzes of the shipped course: enough of them, spread over the week, true to the facts."""

import re
from collections import Counter

import pytest

from mooc_tool import paths
from mooc_tool.exercises.question_bank import Choosing, Numeric
from mooc_tool.packs.page import Html
from mooc_tool.packs.reading import folder_files, page_text, read_pack
from mooc_tool.packs.rendering import render_preview

FILES = folder_files(paths.content() / "economie-collaborative")
READING = read_pack(FILES)
PACK, QUIZZES = READING.pack, READING.quizzes
ITEMS = [(name, item) for name, quiz in QUIZZES.items() for item in quiz.items]
EACH_ITEM = pytest.mark.parametrize("item", [item for _, item in ITEMS], ids=lambda item: item.id)
WEEKS = [week for week in PACK.weeks if f"quiz-semaine-{week.number}" in QUIZZES]
WEEK = pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.number)


def test_every_week_ends_with_its_quiz_and_the_course_begins_and_ends_with_the_same_test():
    assert len(WEEKS) == len(PACK.weeks)
    for week in PACK.weeks:
        assert week.units[-1].exercises[-1] == f"quiz-semaine-{week.number}"
    before = [page.exercises for page in PACK.pages if not page.after and page.exercises]
    after = [page.exercises for page in PACK.pages if page.after]
    assert (before, after) == ([("entree",)], [("bilan",)])
    assert PACK.exercises["entree"].params == PACK.exercises["bilan"].params
    assert QUIZZES["entree"].drawn == 6
    assert len(QUIZZES["entree"].items) >= 15


@WEEK
def test_a_week_draws_eight_of_twenty_and_more_of_every_kind(week):
    quiz = QUIZZES[f"quiz-semaine-{week.number}"]
    assert (quiz.drawn, quiz.minutes) == (8, 10)
    assert len(quiz.items) >= 20
    assert {item.kind for item in quiz.items} == {"single", "multiple", "numeric", "ordering"}


@WEEK
def test_every_unit_with_questions_of_its_own_is_asked_about(week):
    """A unit without one is the long exercise of the last week."""
    asked = Counter(unit for item in QUIZZES[f"quiz-semaine-{week.number}"].items for unit in item.units)
    for unit in week.units:
        assert asked[unit.slug] >= 3 or not asked[unit.slug]
    assert sum(asked[unit.slug] > 0 for unit in week.units) >= len(week.units) - 1


@pytest.mark.parametrize(("name", "item"), ITEMS, ids=[item.id for _, item in ITEMS])
def test_every_answer_has_its_place_in_a_page_of_its_week_or_before(name, item):
    """Each item names a part of a unit in every language, where everybody reads: not in folded theory."""
    week = max(PACK.week_of(unit).number for unit in item.units)
    assert name == "entree" or week <= int(name[-1])
    assert set(item.part) == set(PACK.languages)
    for language, part in item.part.items():
        text = page_text(FILES, item.units[0], language)
        for apart in re.findall(r"^::: plus-loin\b.*?^:::$", text, re.MULTILINE | re.DOTALL):
            text = text.replace(apart, "")
        parts = render_preview(PACK, text, language).parts
        html = "".join(each.html for each in parts if isinstance(each, Html))
        assert f' id="{part}"' in html


def test_no_two_items_have_one_name():
    assert max(Counter(item.id for _, item in ITEMS).values()) == 1


@EACH_ITEM
def test_a_number_that_rests_on_a_fact_is_in_it_or_worked_out_from_it(item):
    if isinstance(item, Numeric) and item.facts:
        there = {value for fact in item.facts for value in PACK.facts[fact].values}
        assert item.answer in there or re.search(r"[÷×=]|12 %", item.because["fr"])


@EACH_ITEM
def test_texts_are_short_and_say_each_thing_once(item):
    texts = [item.asks, item.because]
    if isinstance(item, Choosing):
        texts += [text for choice in item.choices for text in (choice.says, choice.why)]
        for language in PACK.languages:
            for said in (
                [choice.says[language] for choice in item.choices],
                [choice.why[language] for choice in item.choices if not choice.right],
            ):
                assert len(set(said)) == len(said)
    for text in texts:
        for said in text.values():
            sentences = re.split(r"(?<=[.!?»”])\s+", said)
            assert all(len(re.findall(r"[\w’'-]+", sentence)) <= 30 for sentence in sentences), said


@pytest.mark.parametrize("language", PACK.languages)
def test_the_longest_choice_is_no_safe_guess(language):
    """A right answer that also explains itself gives itself away: what explains goes into ``because``."""
    singles = [item for _, item in ITEMS if isinstance(item, Choosing) and item.kind == "single"]
    lengths = [[len(choice.says[language]) for choice in item.choices] for item in singles]
    longest = [size[item.right[0]] == max(size) for item, size in zip(singles, lengths, strict=True)]
    assert sum(longest) <= 0.4 * len(longest)

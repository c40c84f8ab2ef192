"""The course that comes with the tool is sound, in every language."""

import re
import tomllib

import pytest

from mooc_tool import paths
from mooc_tool.packs.callouts import LABELS
from mooc_tool.packs.certification import judge
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.reading import folder_files, page_text, read_pack
from mooc_tool.packs.rendering import render_preview, render_unit
from mooc_tool.packs.typography import typeset

FILES = folder_files(paths.content() / "economie-collaborative")
PACK = read_pack(FILES).pack
PAGES = [(unit.slug, language) for unit in (*PACK.units(), *PACK.pages) for language in PACK.languages]


def test_it_has_no_problem():
    newest = max(fact.checked_on for fact in PACK.facts.values())
    assert [str(problem) for problem in check_pack(FILES, newest)] == []


def test_it_takes_five_weeks_of_two_hours():
    assert [week.minutes for week in PACK.weeks] == [120] * 5
    assert PACK.hours == 10


@pytest.mark.parametrize(("slug", "language"), PAGES)
def test_every_page_renders(slug, language):
    page = render_unit(PACK, FILES, slug, language)
    assert page.title == PACK.unit(slug).titles[language]
    assert page.exercises == PACK.unit(slug).exercises
    assert page.notes or page.exercises


UNITS = [(unit.slug, language) for unit in PACK.units() for language in PACK.languages]


MEASURED = {"fr": "La mesure\u00a0:", "en": "How it is measured:"}
READING = {"fr": "## Pour lire davantage", "en": "## Further reading"}


@pytest.mark.parametrize(("slug", "language"), UNITS)
def test_every_unit_has_its_parts(slug, language):
    text = page_text(FILES, slug, language)
    boxes = re.findall(r"^::: ([a-z-]+)", text, re.MULTILINE)
    assert set(boxes) <= set(LABELS)
    assert [boxes.count(box) for box in ("objectifs", "voix", "trois-voies", "idee-fausse")] == [1] * 4
    assert "tableau" in boxes
    assert PACK.unit(slug).exercises or boxes.count("question") >= 3
    assert typeset(boxed(text, "objectifs")[0], language).count(MEASURED[language]) == 1
    assert len(re.findall(r"^- \*\*", boxed(text, "trois-voies")[0], re.MULTILINE)) == 3
    assert text.partition(READING[language])[2].count("\n- ") >= 2


@pytest.mark.parametrize(("slug", "language"), UNITS)
def test_every_unit_has_900_to_1200_words(slug, language):
    """At least 900 in running text, which is all but tables and folded theory; at most 1,200 with these.
    Neither notes nor exercises count.
    """
    text = page_text(FILES, slug, language)
    for apart in (*boxed(text, "tableau"), *boxed(text, "plus-loin")):
        text = text.replace(apart, "")
    assert render_preview(PACK, text, language).words >= 900
    assert render_unit(PACK, FILES, slug, language).words <= 1200


@pytest.mark.parametrize(("slug", "language"), UNITS)
def test_formulas_are_folded_and_no_page_is_a_list(slug, language):
    """What anybody must read has no formula and holds twice as much in paragraphs as in lists."""
    text = page_text(FILES, slug, language)
    for apart in (*boxed(text, "tableau"), *boxed(text, "plus-loin")):
        text = text.replace(apart, "")
    assert not re.search(r"\w²|√|\blog\b|\^\(|\b[a-zA-Z]\([a-z]\)", text)
    listed = sum(len(line) for line in text.splitlines() if re.match(r"(?:- |\d+\. )", line))
    assert listed <= len(text) / 3


def boxed(text: str, name: str) -> list[str]:
    """The boxes of this name, with their marks."""
    return re.findall(rf"^::: {name}\b.*?^:::$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("slug", "language"), UNITS)
def test_sentences_are_short(slug, language):
    sentences = [
        sentence
        for line in page_text(FILES, slug, language).splitlines()
        if line and line[0] not in "|#:`"
        for sentence in re.split(r"(?<=[.!?»”])\s+", re.sub(r"\[\^[^]]+\]|\]\([^)]+\)", "", line))
    ]
    long = [sentence for sentence in sentences if len(re.findall(r"[\w’'-]+", sentence)) > 25]
    assert len(long) <= 0.12 * len(sentences), long


def test_figures_of_notes_are_the_figures_of_the_facts():
    for fact in PACK.facts.values():
        for language, says in fact.says.items():
            printed = {float(number) for number in _numbers(says, language)}
            absent = [value for value in fact.values if value not in printed]
            assert not absent, f"{fact.id} {language}: {absent}"


def test_every_fact_serves_a_page_and_none_is_from_memory():
    texts = " ".join(page_text(FILES, slug, language) for slug, language in PAGES)
    assert PACK.facts.keys() == set(re.findall(r"\[\^(F-\d{3})\]", texts))
    assert "M" not in {fact.grade for fact in PACK.facts.values()}


def _numbers(says: str, language: str) -> list[str]:
    if language == "fr":
        joined = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", says)
        return [number.replace(",", ".") for number in re.findall(r"\d+(?:,\d+)?", joined)]
    return re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", says))


@pytest.mark.parametrize("level", PACK.rule.levels, ids=lambda level: level.id)
def test_its_certificates_can_be_earned_and_must_be(level):
    assert judge(level.rule, PACK, dict.fromkeys(PACK.exercises, 100)).met
    assert not judge(level.rule, PACK, {}).met


def test_quizzes_weigh_a_quarter_exercises_half_and_the_launch_a_quarter():
    weights = PACK.rule.weights
    placed = [slug for unit in PACK.units() for slug in unit.exercises if not PACK.exercises[slug].optional]
    assert sum(weights[slug] for slug in placed) == 100
    assert sum(weights[slug] for slug in placed if slug.startswith("quiz-")) == 25
    assert weights["lancez-le-covoiturage"] == 25
    assert PACK.rule.main_level.id == "reussite"


def test_every_requirement_is_placed_where_something_is():
    placed = tomllib.loads(FILES["requirements.toml"].decode())
    assert list(placed) == [f"R{number:02}" for number in range(1, 37)]
    there = {unit.slug for unit in (*PACK.units(), *PACK.pages)} | PACK.exercises.keys() | {"course"}
    for name, requirement in placed.items():
        assert set(requirement["where"]) <= there, name
        assert requirement["asks"]
        assert requirement["where"]

"""Charts of pages: read, checked whole, drawn where they stand; those of the course against the engine."""

from itertools import pairwise

import pytest

from mooc_tool import paths
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.page import Sheet
from mooc_tool.packs.problems import SENTENCES
from mooc_tool.packs.reading import folder_files, read_pack
from mooc_tool.packs.rendering import render_preview, render_unit
from tests.packs.drawn_numbers import COMPUTED
from tests.packs.test_checking import TODAY

LINES = """\
titles = { fr = "La courbe : un essai", en = "The curve" }
captions = { fr = "Elle monte à 85 %.[^F-506]", en = "It rises to 85%.[^F-506]" }
alt = { fr = "De 66 à 85.", en = "From 66 to 85." }
x = { fr = "Semaines", en = "Weeks" }
y = { fr = "Part (%)", en = "Share (%)" }

[[lines]]
names = { fr = "parts", en = "shares" }
points = [[0, 66], [4, 85.5]]

[[rules]]
names = { fr = "ici", en = "here" }
at = 2
"""
BARS = """\
titles = { fr = "Deux plans", en = "Two plans" }
captions = { fr = "Le second sert plus.[^F-506]", en = "The second serves more.[^F-506]" }
y = { fr = "Part (%)", en = "Share (%)" }
bars = [
    { names = { fr = "dans l'ordre", en = "in order" }, value = 66 },
    { names = { fr = "au mieux", en = "at best" }, value = 88 },
]
"""
PAGES = ("fr/1-1-voitures.md", "en/1-1-voitures.md")
FENCE = "\n```chart\ncourbe\n```\n"
PATH = "charts/courbe.toml"


@pytest.fixture
def charted(files):
    """The files of a pack with a chart at the end of its unit, in each language."""

    def made(table: str = LINES, fence: str = FENCE) -> dict[str, bytes]:
        found = {path: files[path] + fence.encode() for path in PAGES}
        return files | found | {PATH: table.encode()}

    return made


def told(files):
    return {(problem.path, problem.code) for problem in check_pack(files, TODAY)}


def page_of(files, language="fr", addresses=None):
    pack = read_pack(files).pack
    return render_preview(pack, files[f"{language}/1-1-voitures.md"].decode(), language, addresses=addresses)


@pytest.mark.parametrize("table", [LINES, BARS])
def test_a_sound_chart_stands_in_a_place_of_its_own(charted, table):
    files = charted(table)
    assert told(files) == set()
    page = page_of(files)
    (slot,) = [part for part in page.parts if part.chart]
    assert 'href="#note-1"' in slot.caption.html
    assert [note.fact.id for note in page.notes] == ["F-506"]
    assert page.words == page_of(charted(fence="")).words, "a caption is read with its picture"


def test_lines_are_laid_out_in_the_pages_language(charted):
    (slot,) = [part for part in page_of(charted()).parts if part.chart]
    drawn = slot.chart
    assert (drawn.id, drawn.title, drawn.x) == ("chart-courbe", "La courbe\u00a0: un essai", "Semaines")
    assert drawn.names == {"line-0": "parts", "rule-0": "ici"}
    assert drawn.lines["series"][0]["name"] == "line-0"
    assert [layout["name"] for layout in drawn.lines["layouts"]] == ["wide", "narrow"]
    (slot,) = [part for part in page_of(charted(), "en").parts if part.chart]
    assert slot.chart.names["line-0"] == "shares"


def test_bars_are_as_long_as_their_share_of_the_longest(charted):
    (slot,) = [part for part in page_of(charted(BARS)).parts if part.chart]
    assert [(bar.name, bar.value, bar.length) for bar in slot.chart.bars] == [
        ("dans l’ordre", 66, 75), ("au mieux", 88, 100),
    ]  # fmt: skip


def test_on_a_sheet_every_page_has_its_own_anchors(charted):
    (slot,) = [part for part in page_of(charted(), addresses=Sheet(place="un-")).parts if part.chart]
    assert slot.chart.id == "un-chart-courbe"
    assert 'href="#un-note-1"' in slot.caption.html


OF_THE_TABLE = {
    "chart-alt-missing": ('alt = { fr = "De 66 à 85.", en = "From 66 to 85." }\n', ""),
    "chart-axis-missing": ('x = { fr = "Semaines", en = "Weeks" }\n', ""),
    "chart-source-missing": ("It rises to 85%.[^F-506]", "It rises."),
    "chart-points-back": ("[[0, 66], [4, 85.5]]", "[[4, 66], [4, 85.5]]"),
    "chart-lines-or-bars": ("[[rules]]", "[[bars]]"),
    "language-missing": ('{ fr = "parts", en = "shares" }', '{ fr = "parts" }'),
    "field-missing": ('y = { fr = "Part (%)", en = "Share (%)" }\n', ""),
    "field-wrong": ("[[0, 66], [4, 85.5]]", "[[0, 66]]"),
    "toml-syntax": ("[[lines]]", "[[lines"),
}
OF_THE_PLACE = {
    "chart-unknown": "\n```chart\nrien\n```\n",
    "chart-twice": 2 * FENCE,
    "chart-nested": "\n::: note\n```chart\ncourbe\n```\n:::\n",
}


@pytest.mark.parametrize("code", OF_THE_TABLE)
def test_each_fault_of_a_chart_is_told_with_its_file(charted, code):
    before, after = OF_THE_TABLE[code]
    table = LINES.replace(before, after)
    assert table != LINES
    if code == "chart-lines-or-bars":
        table = table.replace("at = 2", "value = 2")
    assert (PATH, code) in told(charted(table))
    assert not {found for path, found in told(charted(table)) if path in PAGES} - {"translation-differs"}


@pytest.mark.parametrize("code", OF_THE_PLACE)
def test_each_fault_of_its_place_is_told_with_its_line(charted, code):
    files = charted(fence=OF_THE_PLACE[code])
    problems = [problem for problem in check_pack(files, TODAY) if problem.code == code]
    assert [problem.path for problem in problems] == sorted(PAGES)
    lines = files[PAGES[0]].decode().splitlines()
    assert all(lines[problem.line - 1] == "```chart" for problem in problems)


def test_every_problem_of_charts_is_tested():
    own = {code for code in SENTENCES if code.startswith("chart-")}
    assert own == {code for code in (*OF_THE_TABLE, *OF_THE_PLACE) if code.startswith("chart-")}


def test_a_chart_that_one_language_lacks_is_told(charted, files):
    found = {**charted(), PAGES[1]: files[PAGES[1]]}
    assert told(found) == {(PAGES[1], "translation-differs")}


def test_what_a_caption_says_is_checked_like_the_text(charted):
    uncited = LINES.replace("85 %.[^F-506]", "4 711.")
    computed = 'computed = { fr = "un calcul", en = "a computation" }\n'
    assert (PAGES[0], "number-uncited") in told(charted(computed + uncited))
    assert (PAGES[0], "fact-unknown") in told(charted(LINES.replace("85 %.[^F-506]", "plus.[^F-777]")))


FILES = folder_files(paths.content() / "economie-collaborative")
PACK = read_pack(FILES).pack
FACTS = PACK.facts


@pytest.mark.parametrize("slug", COMPUTED)
def test_the_engine_draws_the_same_points(slug):
    assert [list(line.points) for line in PACK.charts[slug].lines] == COMPUTED[slug]()
    assert set(PACK.charts[slug].computed) == {"fr", "en"}


def in_pairs(values):
    return list(zip(values[::2], values[1::2], strict=True))


def test_the_other_charts_draw_the_facts_that_they_cite():
    density, register = PACK.charts["densite"], PACK.charts["taille-du-registre"]
    near, whole = in_pairs(FACTS["F-502"].values), in_pairs(FACTS["F-501"].values)
    small = [point for point in whole if point[0] <= 400]
    assert [list(line.points) for line in density.lines] == [near, small]
    printed = FACTS["F-510"].values
    by_two, by_three = ([(printed[at], printed[at + most]) for at in (0, 3, 6)] for most in (1, 2))
    assert [list(line.points) for line in register.lines] == [[*by_two, printed[-2:]], by_three]
    rouen = {bar.names["en"]: bar.value for bar in PACK.charts["rouen"].bars}
    first, _, march, april, peak = FACTS["F-130"].values[:5]
    assert list(rouen.values()) == [first, march, april, peak]
    registered, supplying = FACTS["F-019"].values  # three quarters, in words, know one
    bars = [bar.value for bar in PACK.charts["offreurs"].bars]
    assert bars == [75, registered, registered * supplying / 100]
    apart = {"densite", "taille-du-registre", "rouen", "offreurs"}
    assert PACK.charts.keys() == apart | COMPUTED.keys()


@pytest.mark.parametrize("language", PACK.languages)
def test_every_chart_of_the_course_is_placed_once(language):
    pages = [render_unit(PACK, FILES, unit.slug, language) for unit in PACK.units()]
    placed = [part.chart.id for page in pages for part in page.parts if part.chart]
    assert sorted(placed) == sorted(f"chart-{slug}" for slug in PACK.charts)


@pytest.mark.parametrize("slug", PACK.charts)
def test_what_stands_on_the_axes_has_room_on_a_narrow_screen(slug):
    chart = PACK.charts[slug]
    words = [text for texts in (chart.x, chart.y) for text in texts.values()]
    assert max(map(len, words)) <= 38, "characters: what 320 pixels hold"


def test_the_frontier_parts_what_lives_from_what_dies():
    frontier, lives, dies, rests = (line.points for line in PACK.charts["la-frontiere"].lines)
    assert all(before[1] > after[1] for before, after in pairwise(frontier))
    height = dict(frontier)
    assert lives[0][1] > height[lives[0][0]]
    assert dies[-1][1] < height[dies[-1][0]]
    assert (lives[-1], dies[0]) == (rests[1], rests[0])

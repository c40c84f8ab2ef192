from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from babel.messages.pofile import read_po

from mooc_tool import paths
from mooc_tool.packs.callouts import LABELS
from mooc_tool.packs.checking import check_pack, check_page
from mooc_tool.packs.endmatter import GRADES
from mooc_tool.packs.problems import SENTENCES
from mooc_tool.packs.reading import read_pack
from mooc_tool.packs.reasons import REASONS

TODAY = date(2026, 11, 22)
PAGE = "fr/a-propos.md"
EXERCISE = "exercises/remplir-les-voitures.toml"


@dataclass(frozen=True)
class Fault:
    field: str
    code: str
    data: Mapping[str, object]


def check(files, **more):
    return check_pack(files, more.pop("today", TODAY), **more)


def codes(files, **more):
    return [problem.code for problem in check(files, **more)]


def test_a_sound_pack_has_no_problem(files):
    assert check(files, kinds=["fill-the-cars"], check_params=lambda *_: ()) == ()


ON_A_PAGE = {
    "title-missing": "Pas de titre.",
    "title-again": "# Un\n\n# Deux",
    "heading-skips": "# T\n\n## A\n\n#### B",
    "html-raw": "# T\n\nUn <b>mot</b>.",
    "image-alt-missing": "# T\n\n![](../figures/a.svg)",
    "image-missing": "# T\n\n![texte](../figures/rien.svg)",
    "table-header-empty": "# T\n\n| a | |\n|---|---|\n| b | c |",
    "callout-unknown": "# T\n\n::: boite Titre\nx\n:::",
    "callout-open": "# T\n\n::: voix Titre\nx",
    "link-refused": "# T\n\n[x](javascript:alert)",
    "link-dead": "# T\n\n[x](9-9-rien.md)",
    "exercise-unknown": "# T\n\n```exercise\nrien\n```",
    "exercise-nested": "# T\n\n::: note\n```exercise\nremplir-les-voitures\n```\n:::",
    "exercise-twice": "# T\n" + 2 * "\n```exercise\nremplir-les-voitures\n```\n",
    "fact-unknown": "# T\n\nx[^F-999]",
    "fact-unverified": "# T\n\nx[^F-900]",
    "number-uncited": "# T\n\nOn compte 1 200 personnes.",
}


@pytest.mark.parametrize("code", ON_A_PAGE)
def test_each_fault_of_a_page_is_told(files, code):
    files["figures/a.svg"] = b"<svg/>"
    files[PAGE] = ON_A_PAGE[code].encode()
    told = [problem for problem in check(files) if problem.path == PAGE]
    assert code in {problem.code for problem in told}
    lines = ON_A_PAGE[code].count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in told)
    assert all(str(problem).startswith(f"{PAGE}:") for problem in told)


PACK_EDITS = {
    "hours": (b"hours = 1", b"hours = 3"),
    "week-minutes": (b"number = 1\nminutes = 20", b"number = 1\nminutes = 30"),
    "unit-too-long": (b"minutes = 20", b"minutes = 5"),
    "unit-too-short": (b"minutes = 20", b"minutes = 90"),
    "unit-twice": (b'slug = "a-propos"', b'slug = "1-1-voitures"'),
    "translation-missing": (b'slug = "a-propos"', b'slug = "a-venir"'),
    "rule-exercise-unknown": (b"mean = 60", b"required = { rien = 50 }"),
    "rule-empty": (b"mean = 60", b""),
    "level-unknown": (
        b"[[certification.levels]]", b"[certification]\nmain = 'dr'\n\n[[certification.levels]]"
    ),
    "language-missing": (b', en = "Small course"', b""),
    "field-unknown": (b"hours = 1", b"hours = 1\nhour = 2"),
    "field-missing": (b"hours = 1", b""),
    "field-wrong": (b"hours = 1", b"hours = 0"),
    "toml-syntax": (b"hours = 1", b"hours = "),
    "week-twice": (
        b"[[weeks]]",
        b'[[weeks]]\nnumber = 1\nminutes = 5\ntitles = { fr = "S", en = "W" }\n'
        b'units = [{ slug = "a-propos", minutes = 5 }]\n\n[[weeks]]',
    ),
}


@pytest.mark.parametrize("code", PACK_EDITS)
def test_each_fault_of_the_pack_is_told(files, code):
    before, after = PACK_EDITS[code]
    assert before in files["pack.toml"]
    files["pack.toml"] = files["pack.toml"].replace(before, after)
    assert code in codes(files)


def test_an_optional_exercise_is_beyond_its_units_minutes_and_in_no_rule(files):
    files["pack.toml"] = files["pack.toml"].replace(b"minutes = 20", b"minutes = 5")
    files[EXERCISE] += b"optional = true\n"
    assert codes(files) == []
    files["pack.toml"] = files["pack.toml"].replace(b"mean = 60", b"required = { remplir-les-voitures = 50 }")
    assert codes(files) == ["rule-exercise-optional"]


@pytest.mark.parametrize(("minutes", "hours"), [(20, 1), (89, 1), (90, 2), (149, 2), (150, 3)])
def test_hours_are_the_nearest_to_the_minutes(files, minutes, hours):
    for said in (1, 2, 3):
        text = files["pack.toml"].replace(b"minutes = 20", b"minutes = %d" % minutes)
        edited = {**files, "pack.toml": text.replace(b"hours = 1", b"hours = %d" % said)}
        assert ("hours" in codes(edited)) == (said != hours)


def test_what_is_no_text_is_told(files):
    files[PAGE] = b"\xff\xfe"
    assert codes(files) == ["not-utf8"]


def test_a_pack_without_its_list_is_told(files):
    del files["pack.toml"]
    assert codes(files) == ["file-missing"]


def test_languages_that_differ_are_told(files):
    files["fr/a-propos.md"] = b"# T\n\nx[^F-506]\n"
    (problem,) = check(files)
    assert (problem.path, problem.code) == ("en/a-propos.md", "translation-differs")
    assert problem.data["only"] == "F-506"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_link_to_a_part_that_another_page_lacks_is_told(files, language):
    page = files[f"{language}/1-1-voitures.md"].decode()
    heading = next(line for line in page.splitlines() if line.startswith("## "))
    files[f"{language}/1-1-voitures.md"] = page.replace(heading, "## Ça part").encode()
    text = "# T\n\n[x](1-1-voitures.md#h-ca-part), [y](1-1-voitures.md)\n\n[z](1-1-voitures.md#h-rien)\n"
    files[f"{language}/a-propos.md"] = text.encode()
    (problem,) = check(files)
    assert (problem.path, problem.line, problem.code) == (f"{language}/a-propos.md", 5, "link-dead")


def test_a_fact_that_nobody_checked_for_two_years_is_told(files):
    assert set(codes(files, today=date(2029, 1, 1))) == {"fact-stale"}
    assert check(files, today=date(2028, 11, 20)) == ()


def test_exercises_are_checked_by_their_kind(files):
    (unknown,) = check(files, kinds=["another"])
    assert str(unknown).startswith("exercises/remplir-les-voitures.toml:1: ")
    assert unknown.code == "kind-unknown"
    (wrong,) = check(files, check_params=lambda *_: (Fault("level", "below-least", {}),))
    assert (wrong.line, wrong.code) == (4, "params-wrong")
    assert str(wrong.data["reason"]) == "it is below the least one"


def test_a_broken_fact_does_not_put_the_blame_on_the_page(files):
    files["facts.toml"] = files["facts.toml"].replace(b'grade = "H"', b'grade = "Z"')
    assert codes(files) == ["field-wrong"]


def test_every_problem_is_told_at_once(files):
    files[PAGE] = "\n\n".join(text.removeprefix("# T\n\n") for text in ON_A_PAGE.values()).encode()
    told = {problem.code for problem in check(files) if problem.path == PAGE}
    assert len(told) >= len(ON_A_PAGE) - 1  # after an open box the rest of the page stands inside it


def test_faults_that_share_a_line_are_all_told(files):
    files[PAGE] = b"# T\n\n[a](9-9-rien.md), [b](#h-nulle-part) et [a](9-9-rien.md).\n"
    told = [problem.data["link"] for problem in check(files) if problem.code == "link-dead"]
    assert told == ["9-9-rien.md", "#h-nulle-part"]


def test_a_page_is_checked_alone_while_it_is_written(files):
    reading = read_pack(files)
    assert check_page(reading, files, PAGE, "# T\n\nVoir [là](9-9-rien.md).\n")[0].code == "link-dead"
    assert check_page(reading, files, PAGE, "# T\n\nBien.\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "En 2016, le 24 septembre, à 7 h 45, trois personnes et 10 voitures.",
        "La loi n° 2024-1039 et l'article L. 3132-1.",
        "On a 12 + 30 = 42[^=].",
        "On passe de 66 % à 85 %[^F-506].",
        "| a | b |\n|---|---|\n| 1 200 | 85[^F-506] |",
        "Voir [« 101 idées »](https://example.org).",
        "Le code `x = 1200`.",
    ],
)
def test_numbers_with_a_source_or_without_need_of_one_pass(files, text):
    files["fr/a-propos.md"] = files["en/a-propos.md"] = f"# T\n\n{text}\n".encode()
    assert check(files) == ()


@pytest.mark.parametrize("text", ["11 villes.", "1,5 million", "| a |\n|---|\n| 1 200 |", "- vingt ou 20 %"])
def test_numbers_without_a_source_are_told(files, text):
    files["fr/a-propos.md"] = files["en/a-propos.md"] = f"# T\n\n{text}\n".encode()
    assert set(codes(files)) == {"number-uncited"}


def test_every_sentence_of_the_room_is_said_in_french():
    with (paths.translations() / "fr" / "packs.po").open("rb") as source:
        catalogue = read_po(source)
    sentences = {*SENTENCES.values(), *REASONS.values(), *LABELS.values(), *GRADES.values()}
    said = {message.id: message.string for message in catalogue if message.id}
    assert not sentences - said.keys()
    for sentence, french in said.items():
        assert french
        assert sentence.count("%(") == french.count("%(")


def test_every_problem_has_a_test():
    files = {"not-utf8", "file-missing", "translation-differs", "fact-stale"}
    exercises = {"kind-unknown", "params-wrong", "rule-exercise-optional"}
    quizzes = {code for code in SENTENCES if code.startswith("quiz-")}  # in test_quizzes
    charts = {code for code in SENTENCES if code.startswith("chart-")}  # in test_charts
    videos = {code for code in SENTENCES if code.startswith("video-")}  # in test_films
    territory = {code for code in SENTENCES if code.startswith("territory-")}  # in test_proofreading
    elsewhere = files | exercises | quizzes | videos | charts | territory
    assert ON_A_PAGE.keys() | PACK_EDITS.keys() | elsewhere == SENTENCES.keys()

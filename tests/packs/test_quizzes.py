"""Banks of questions: read into exercises, and everything that is wrong with them at once."""

from datetime import date

import pytest

from mooc_tool.exercises import play
from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.problems import SENTENCES
from mooc_tool.packs.reading import read_pack

TODAY = date(2026, 11, 22)
PATH = "quizzes/semaine.toml"

HEAD = """\
titles = { fr = "Quiz", en = "Quiz" }
drawn = 2

"""

CHOOSING = """\
[[items]]
id = "une"
kind = "single"
units = ["1-1-voitures"]
part = { fr = "h-une-partie", en = "h-une-partie" }
facts = ["F-506"]
asks = { fr = "Combien : 66 ?", en = "How many: 66?" }

[[items.choices]]
says = { fr = "l'un", en = "one" }
right = true

[[items.choices]]
says = { fr = "l'autre", en = "the other" }
why = { fr = "Non.", en = "No." }

[[items.choices]]
says = { fr = "aucun", en = "none" }
why = { fr = "Non plus.", en = "Neither." }

"""

NUMERIC = """\
[[items]]
id = "nombre"
kind = "numeric"
units = ["1-1-voitures"]
worked = true
asks = { fr = "12 ÷ 4 ?", en = "12 ÷ 4?" }
answer = 3
tolerance = 0.5
because = { fr = "3 × 4 = 12.", en = "3 × 4 = 12." }

"""

ORDERING = """\
[[items]]
id = "ordre"
kind = "ordering"
units = ["1-1-voitures"]
asks = { fr = "Dans l'ordre ?", en = "In order?" }
because = { fr = "Par taille.", en = "By size." }

[[items.steps]]
fr = "petit"
en = "small"

[[items.steps]]
fr = "moyen"
en = "middling"

[[items.steps]]
fr = "grand"
en = "big"

"""


def again(text: str, name: str) -> str:
    return text.replace('id = "', f'id = "{name}-')


BANK = HEAD + CHOOSING + NUMERIC + ORDERING + again(CHOOSING, "a") + again(ORDERING, "b")


@pytest.fixture
def quizzed(files):
    files[PATH] = BANK.encode()
    return files


def check(files):
    return check_pack(files, TODAY, kinds=play.kinds(), check_params=play.check_params)


def test_a_sound_bank_has_no_problem_and_can_be_played(quizzed):
    assert [str(problem) for problem in check(quizzed)] == []
    exercise = read_pack(quizzed).pack.exercises["semaine"]
    assert (exercise.kind, exercise.tries, exercise.minutes) == ("quiz", 3, 10)
    question = play.pose(exercise.kind, exercise.params, b"seed").question
    assert len(question["items"]) == 2
    assert question["pages"] == {"1-1-voitures": {"fr": "Les voitures", "en": "The cars"}}


def test_texts_are_set_as_pages_are(quizzed):
    items = read_pack(quizzed).pack.exercises["semaine"].params["items"]
    assert items[0]["asks"]["fr"] == "Combien\u00a0: 66\u00a0?"
    assert items[0]["choices"][0]["says"]["fr"] == "l’un"


def test_the_same_test_may_be_put_twice(quizzed):
    quizzed["quizzes/bilan.toml"] = HEAD.replace("\n\n", '\nitems_from = "semaine"\n').encode()
    assert check(quizzed) == ()
    exercises = read_pack(quizzed).pack.exercises
    assert exercises["bilan"].params == exercises["semaine"].params


FAULTS = {
    "quiz-right-wrong": ("right = true", 'why = { fr = "Non.", en = "No." }'),
    "quiz-why-missing": ('why = { fr = "Non.", en = "No." }', ""),
    "quiz-item-twice": ('id = "a-une"', 'id = "une"'),
    "quiz-too-few": ("drawn = 2", "drawn = 3"),
    "quiz-unknown": ("drawn = 2", 'drawn = 2\nitems_from = "rien"'),
    "quiz-unit-unknown": ('["1-1-voitures"]', '["9-9-rien"]'),
    "quiz-part-unknown": ("h-une-partie", "h-rien"),
    "quiz-fact-apart": ("F-506", "F-001"),
    "fact-unknown": ("F-506", "F-999"),
    "language-missing": (', en = "the other"', ""),
    "number-uncited": ("worked = true\n", ""),
    "field-missing": ("answer = 3\n", ""),
    "field-unknown": ("answer = 3\n", "answer = 3\nwrong = 1\n"),
    "field-wrong": ("answer = 3\n", "answer = 3000\n"),
    "toml-syntax": ("drawn = 2", "drawn ="),
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_told_with_its_place(quizzed, code):
    before, after = FAULTS[code]
    assert before in BANK
    quizzed[PATH] = BANK.replace(before, after, 1).encode()
    told = check(quizzed)
    assert code in {problem.code for problem in told}
    assert {problem.path for problem in told} == {PATH}
    assert all(str(problem).startswith(f"{PATH}:") for problem in told)
    last = BANK.count("\n") + 2
    assert all(1 <= problem.line <= last for problem in told)


def test_a_name_that_an_exercise_has_is_told(quizzed):
    quizzed["exercises/semaine.toml"] = quizzed["exercises/remplir-les-voitures.toml"]
    assert [problem.code for problem in check(quizzed)] == ["quiz-name-taken"]


def test_an_item_is_blamed_at_its_own_line(quizzed):
    quizzed[PATH] = BANK.replace("F-506", "F-999").encode()
    lines = [number for number, line in enumerate(BANK.splitlines(), 1) if line == "[[items]]"]
    assert [problem.line for problem in check(quizzed)] == [lines[0], lines[3]]


def test_every_code_of_quizzes_has_a_test():
    own = {code for code in SENTENCES if code.startswith("quiz-")}
    assert own - {"quiz-name-taken"} <= FAULTS.keys()

"""The quiz: what is drawn, what each kind of item earns, how fields are read, what is told when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises import play
from mooc_tool.exercises.kinds import KINDS
from mooc_tool.exercises.kinds.quiz.forms import Question
from mooc_tool.exercises.question_bank import Ordering
from mooc_tool.exercises.territory import Territory

PARAMS = play.levels("quiz")["expert"]
ALL = {**PARAMS, "drawn": 20}


def posed(seed=b"one", **params):
    return play.pose("quiz", {**ALL, **params}, seed).question


def only(kind, seed=b"one"):
    """A question of one item of this kind."""
    items = [item for item in ALL["items"] if item["kind"] == kind][:1]
    return posed(seed, items=items, drawn=1)


def points(question, fields):
    answer = play.read_answer("quiz", question, fields)
    assert isinstance(answer, dict), answer
    return play.mark("quiz", question, None, answer).points


def shown(question):
    (item,) = play.view("quiz", question)["questions"]
    return [text["fr"] for text in item["choices"]]


def ticked(question, *texts):
    return {f"item-0-{shown(question).index(text)}": ["1"] for text in texts}


def placed(question, *texts):
    return {f"item-0-{at}": [str(texts.index(text))] for at, text in enumerate(shown(question))}


def test_items_are_drawn_once_each_and_shown_in_many_orders():
    drawn = [drawn["item"]["id"] for drawn in posed(drawn=8)["items"]]
    assert len(set(drawn)) == 8
    assert len({tuple(shown(only("single", bytes([seed])))) for seed in range(50)}) > 10


@given(st.binary(max_size=8))
def test_an_ordering_is_never_shown_in_order(seed):
    for drawn in Question.model_validate(posed(seed)).items:
        if isinstance(drawn.item, Ordering):
            assert list(drawn.shown) != sorted(drawn.shown)


def test_one_choice_of_a_single():
    question = only("single")  # 2 × 2
    for text, earned in {"4": 100, "3": 0, "5": 0}.items():
        assert points(question, {"item-0": [str(shown(question).index(text))]}) == earned


def test_right_ticks_less_wrong_ones():
    question = only("multiple")  # > 2: 3 and 4, not 1 and 2
    assert points(question, ticked(question, "3", "4")) == 100
    assert points(question, ticked(question, "3")) == 50
    assert points(question, ticked(question, "3", "4", "1")) == 50
    assert points(question, ticked(question, "3", "1")) == 0
    assert points(question, ticked(question, "1", "2", "3", "4")) == 0


def test_pairs_in_order_beyond_half_of_them():
    question = only("ordering")  # 2 × 1 to 2 × 4
    one, two, three, four = (f"2 × {by}" for by in range(1, 5))
    assert points(question, placed(question, one, two, three, four)) == 100
    assert points(question, placed(question, two, one, three, four)) == 67
    assert points(question, placed(question, two, one, four, three)) == 33
    assert points(question, placed(question, four, three, two, one)) == 0


@pytest.mark.parametrize("typed", ["0,5", "0.5", " 0,50 ", "0,5 %", "00,5", "0,5\u00a0€"])
def test_a_number_may_be_written_in_many_ways(typed):
    assert points(only("numeric"), {"item-0": [typed]}) == 100


@pytest.mark.parametrize("tolerance", [0, 0.1])
def test_a_number_is_right_within_the_tolerance_exactly(tolerance):
    item = {**next(item for item in ALL["items"] if item["kind"] == "numeric"), "tolerance": tolerance}
    question = posed(items=[item], drawn=1)
    assert points(question, {"item-0": ["0,6"]}) == (100 if tolerance else 0)
    assert points(question, {"item-0": ["0,61"]}) == 0


BAD = [
    ("single", {}, {("item-0", "missing")}),
    ("single", {"item-0": ["9"]}, {("item-0", "not-an-option")}),
    ("single", {"item-0": ["1", "2"]}, {("item-0", "given-twice")}),
    ("multiple", {}, {("item-0", "nothing-ticked")}),
    ("multiple", {"item-0-7": ["1"]}, {("item-0", "nothing-ticked"), ("item-0-7", "unknown-field")}),
    ("numeric", {"item-0": [""]}, {("item-0", "missing")}),
    ("numeric", {"item-0": ["douze"]}, {("item-0", "not-a-number")}),
    ("numeric", {"item-0": ["1.2.3"]}, {("item-0", "not-a-number")}),
    ("numeric", {"item-0": ["²"]}, {("item-0", "not-a-number")}),
    (
        "ordering",
        {f"item-0-{at}": [place] for at, place in enumerate(["0", "0", "1", ""])},
        {("item-0-1", "chosen-twice"), ("item-0-3", "missing")},
    ),
]


@pytest.mark.parametrize(("kind", "fields", "faults"), BAD)
def test_what_cannot_be_read_is_a_fault_of_its_field(kind, fields, faults):
    found = play.read_answer("quiz", only(kind), fields)
    assert {(fault.field, fault.code) for fault in found} == faults


def test_an_own_wrong_choice_is_explained_at_once_and_the_right_one_last():
    question = only("single")
    answer = play.read_answer("quiz", question, {"item-0": [str(shown(question).index("3"))]})
    marked = play.mark("quiz", question, None, answer)
    for last in (False, True):
        review = play.feedback("quiz", question, answer, marked, last=last)["review"]
        (item,) = review["questions"]
        assert list(item["whys"].values()) == [{"fr": "2 × 2 ≠ 3", "en": "2 × 2 ≠ 3"}]
        assert (review["right"] is not None) == last


def test_why_a_number_is_right_is_told_to_those_who_knew_and_to_all_at_last():
    question = only("numeric")
    for typed, last, told in (("9", False, False), ("9", True, True), ("0,5", False, True)):
        answer = play.read_answer("quiz", question, {"item-0": [typed]})
        marked = play.mark("quiz", question, None, answer)
        (item,) = play.feedback("quiz", question, answer, marked, last=last)["review"]["questions"]
        assert bool(item["because"]) == told


def test_an_item_leads_to_the_part_that_holds_its_answer():
    (item,) = [item for item in ALL["items"] if item["id"] == "numeric-2"]
    part = {"fr": "h-moitie", "en": "h-half"}
    for one, found in ((item, {}), ({**item, "part": part}, part)):
        question = posed(items=[one], drawn=1)
        answer = play.read_answer("quiz", question, {"item-0": ["9"]})
        marked = play.mark("quiz", question, None, answer)
        (told,) = play.feedback("quiz", question, answer, marked, last=False)["review"]["questions"]
        assert told["part"] == found
        question["items"][0]["item"].pop("part")  # stored before parts were named
        assert play.mark("quiz", question, None, answer).points == 0


def test_pages_to_read_again_are_those_of_what_was_missed():
    pages = {"1-1": {"fr": "Une page", "en": "A page"}, "9-9": {"fr": "x", "en": "x"}}
    question = posed(pages=pages, drawn=2)
    assert question["pages"] == {"1-1": pages["1-1"]}
    fields = {}
    for at, drawn in enumerate(question["items"]):
        kind, count = drawn["item"]["kind"], len(drawn["shown"])
        fields |= (
            {f"item-{at}": ["999" if kind == "numeric" else "0"]}
            if kind in ("numeric", "single")
            else ({f"item-{at}-{place}": [str(place)] for place in range(count)})
        )
    answer = play.read_answer("quiz", question, fields)
    notes = {note.name: note.data for note in play.mark("quiz", question, None, answer).notes}
    assert notes["read-again"]["pages"] == [{"slug": "1-1", "titles": pages["1-1"]}]


def test_fewer_items_than_are_drawn_is_a_fault_of_the_params():
    (fault,) = play.check_params("quiz", {**ALL, "items": ALL["items"][:3], "drawn": 4}, Territory())
    assert (fault.field, fault.code, fault.data) == ("drawn", "too-few-items", {"items": 3})


def test_points_are_shared_out_whole():
    for drawn in (1, 3, 6, 7, 8, 20):
        question = posed(drawn=drawn)
        solution = play.mark("quiz", question, None, right(question))
        assert sum(criterion.worth for criterion in solution.criteria) == solution.points == 100


def right(question):
    kind = next(kind for kind in KINDS if kind.name == "quiz")
    return {"given": kind.run(Question.model_validate(question)).model_dump(mode="json")["right"]}

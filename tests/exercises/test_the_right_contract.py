"""« The right contract »: its bank and rules, its invariants, a case marked by hand, what is refused."""

from itertools import combinations
from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.the_right_contract import TheRightContract
from mooc_tool.exercises.kinds.the_right_contract.bank import BANK
from mooc_tool.exercises.kinds.the_right_contract.forms import (
    CLAUSES,
    CONTRACTS,
    FEATURES,
    LEVELS,
    Answer,
    Choice,
    Line,
    Need,
    Question,
    Worry,
)
from mooc_tool.exercises.kinds.the_right_contract.marking import best

KIND = TheRightContract()


def need(thing: str, pattern: str, *clauses: str) -> Need:
    """The first sentence of each feature's first value."""
    rules = BANK.patterns[pattern]
    return Need(
        thing=thing,
        pattern=pattern,
        lines=tuple(Line(feature=each, value=rules.values[each][0], sentence=0) for each in FEATURES),
        worries=tuple(Worry(clause=clause, sentence=0) for clause in clauses),
        weights=rules.weights,
    )


QUESTION = Question(
    needs=(need("line", "purchase", "data", "exit"), need("desks", "grant", "audit", "fares")),
    definitions=False,
)
RIGHT = Answer(
    choices=(
        Choice(contract="purchase", clauses=("data", "exit")),
        Choice(contract="grant", clauses=("fares", "audit")),
    )
)


def typed(answer: Answer) -> dict[str, list[str]]:
    """An answer as a browser sends it."""
    fields = {f"contract-{i}": [each.contract] for i, each in enumerate(answer.choices)}
    ticks = [f"clauses-{i}-{clause}" for i, each in enumerate(answer.choices) for clause in each.clauses]
    return {**fields, **{tick: ["1"] for tick in ticks}}


def marks(answer: Answer) -> list[int]:
    return [each.earned for each in KIND.grade(QUESTION, KIND.run(QUESTION), None, answer)]


def test_every_pattern_has_one_contract_worth_all_and_one_worth_half() -> None:
    assert list(BANK.features) == list(FEATURES)
    for name, pattern in BANK.patterns.items():
        assert sorted(pattern.weights.values()) == [50, 100], name
        assert set(pattern.weights) <= set(CONTRACTS)
        assert set(pattern.said) == set(CONTRACTS), name
        assert set(pattern.values) == set(FEATURES), name
        assert pattern.decides in FEATURES
        assert len(set(pattern.things)) == len(pattern.things) >= 4, "as many as needs at most"
        assert set(pattern.things) <= set(BANK.things)
        for feature, values in pattern.values.items():
            assert values
            assert set(values) <= set(BANK.features[feature].values)
    right = {
        contract
        for pattern in BANK.patterns.values()
        for contract, weight in pattern.weights.items()
        if weight == 100
    }
    assert right == set(CONTRACTS)
    assert set(BANK.clauses) == set(CLAUSES)
    assert all(len(each) > 1 for feature in BANK.features.values() for each in feature.values.values())


def test_patterns_can_be_told_apart_by_what_decides() -> None:
    """Any two differ for sure in a feature that settles a contract: initiative, risk, means, who decides."""
    for one, other in combinations(BANK.patterns.values(), 2):
        assert any(
            not {*one.values[feature]} & {*other.values[feature]}
            for feature in ("initiative", "risk", "means", "governance")
        )


def test_nothing_of_the_bank_is_ever_taken_away() -> None:
    assert set(BANK.things) >= {
        "line", "app", "cars", "desks", "lending", "bicycles", "parking", "garden", "hitching",
    }  # fmt: skip
    assert set(BANK.patterns) >= {"purchase", "concession", "grant", "cooperative", "inhouse", "nothing"}


def test_facts_of_rules_and_clauses_are_those_of_the_course(facts: dict[str, Any]) -> None:
    rules = [*BANK.patterns.values(), *BANK.clauses.values()]
    assert {fact for rule in rules for fact in rule.facts} <= set(facts)


@pytest.mark.parametrize("level", LEVELS)
def test_every_case_meets_the_invariants(level: str) -> None:
    """Exactly one contract is worth all, one half; needs differ in pattern and thing; two clauses each."""
    seen = set()
    for number in range(200):
        stored: Any = play.pose(KIND.name, {"level": level}, f"case {number}".encode()).question
        question = Question.model_validate(stored)
        assert len({each.pattern for each in question.needs}) == LEVELS[level]["needs"]
        assert len({each.thing for each in question.needs}) == len(question.needs)
        for each in question.needs:
            assert sorted(each.weights.values()) == [50, 100]
            assert len({worry.clause for worry in each.worries}) == 2
            assert [line.feature for line in each.lines] == list(FEATURES)
            seen.add((each.pattern, each.thing))
    assert len(seen) > 25


def test_a_case_marked_by_hand() -> None:
    assert marks(RIGHT) == [60, 40]
    assert best(QUESTION.needs[0]) == "purchase"
    half = RIGHT.choices[0].model_copy(update={"contract": "inhouse"})
    assert marks(Answer(choices=(half, RIGHT.choices[1]))) == [45, 40]
    none = Choice(contract="concession", clauses=("data", "guarantee"))
    answer = Answer(choices=(none, RIGHT.choices[1]))
    assert marks(answer) == [30, 30]
    notes = {
        note.name: KIND.told(note).data for note in KIND.explain(QUESTION, KIND.run(QUESTION), None, answer)
    }
    assert notes["contracts-wrong"] == {"right": 1, "needs": 2}
    assert notes["contract-none"]["number"] == 1
    assert "risk is missing" in str(notes["contract-none"]["why"])
    assert notes["contract-none"]["facts"] == ["F-213"]
    assert notes["clause-missed"]["clause"] == {"fr": "La sortie", "en": "Exit"}


def test_the_weights_are_the_stored_ones() -> None:
    """A question put before the bank was corrected is marked as it was put."""
    old = QUESTION.needs[0].model_copy(update={"weights": {"concession": 100, "purchase": 50}})
    question = QUESTION.model_copy(update={"needs": (old, QUESTION.needs[1])})
    assert KIND.run(question).choices[0].contract == "concession"
    assert KIND.grade(question, KIND.run(question), None, RIGHT)[0].value == 150


def test_the_answer_can_be_typed() -> None:
    read = KIND.read_answer(QUESTION, typed(RIGHT))
    assert isinstance(read, Answer)
    assert [set(each.clauses) for each in read.choices] == [{"data", "exit"}, {"fares", "audit"}]
    blind = KIND.samples(QUESTION, KIND.run(QUESTION), Draw(b"typed")).blind
    assert isinstance(KIND.read_answer(QUESTION, typed(blind)), Answer)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"contract-0": [""]}, ("contract-0", "missing")),
        ({"contract-0": ["gift"]}, ("contract-0", "not-an-option")),
        ({"clauses-0-audit": ["1"]}, ("clauses-0", "not-so-many")),
        ({"clauses-1-price": ["1"]}, ("clauses-1-price", "unknown-field")),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, list[str]], fault: tuple[str, str]) -> None:
    faults = KIND.read_answer(QUESTION, {**typed(RIGHT), **more})
    assert isinstance(faults, tuple)
    assert [(each.field, each.code) for each in faults] == [fault]


def test_what_cannot_be_an_answer_cannot_be_marked() -> None:
    with pytest.raises(ValueError, match="one choice"):
        marks(Answer(choices=RIGHT.choices[:1]))
    torn = RIGHT.choices[0].model_copy(update={"clauses": ("data", "data")})
    with pytest.raises(ValueError, match="2 clauses"):
        marks(Answer(choices=(torn, RIGHT.choices[1])))
    assert marks(RIGHT) == [60, 40]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Ceci n’est pas un conseil juridique"), ("en", "This is not legal advice")],
)
def test_the_pages_say_that_this_is_no_legal_advice(macro: Any, language: str, said: str) -> None:
    question = QUESTION.model_dump(mode="json")
    given = RIGHT.model_dump(mode="json")
    feedback = play.feedback(
        KIND.name, question, given, play.mark(KIND.name, question, None, given), last=True
    )
    assert said in macro(KIND.name, "answer", language)(play.view(KIND.name, question), {}, ())
    assert said in macro(KIND.name, "marked", language)(feedback)

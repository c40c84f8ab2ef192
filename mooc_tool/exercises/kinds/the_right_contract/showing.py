"""What the pages may show: needs in sentences, the learner's choices beside the right ones."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.the_right_contract.bank import BANK
from mooc_tool.exercises.kinds.the_right_contract.forms import (
    CLAUSES,
    Answer,
    Choice,
    Need,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_right_contract.marking import right_clauses


def view(question: Question) -> Shown:
    """``needs`` [{thing, lines: [{name, says}], worries: [text]}], ``clauses`` [{id, name}], all texts in
    each language; ``definitions``.
    """
    clauses: list[JsonValue] = [{"id": each, "name": BANK.clauses[each].name.shown()} for each in CLAUSES]
    return {
        "needs": [_need(need) for need in question.needs],
        "clauses": clauses,
        "definitions": question.definitions,
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """``needs`` as in ``view`` with ``contract`` {own, weight, why} and ``clauses`` [{name, right}] of those
    ticked; once no try is left also with ``due`` {contract, why, deciding, clauses: [{name, why}]} and its
    ``facts``; ``found``.
    """
    rows: list[JsonValue] = []
    for number, (need, own) in enumerate(zip(question.needs, answer.choices, strict=True)):
        row = {**_need(need), **_own(need, own), "due": None, "facts": []}
        if solution:
            row |= _due(need, solution.choices[number])
        rows.append(row)
    return {"needs": rows, "found": solution.model_dump(mode="json") if solution else None}


def _need(need: Need) -> dict[str, JsonValue]:
    lines: list[JsonValue] = []
    for line in need.lines:
        feature = BANK.features[line.feature]
        lines.append(
            {"name": feature.name.shown(), "says": feature.values[line.value][line.sentence].shown()}
        )
    worries: list[JsonValue] = [
        BANK.clauses[worry.clause].worries[worry.sentence].shown() for worry in need.worries
    ]
    return {"thing": BANK.things[need.thing].name.shown(), "lines": lines, "worries": worries}


def _own(need: Need, own: Choice) -> dict[str, JsonValue]:
    right = right_clauses(need, own)
    clauses: list[JsonValue] = [
        {"name": BANK.clauses[clause].name.shown(), "right": clause in right} for clause in own.clauses
    ]
    why = BANK.patterns[need.pattern].said[own.contract].shown()
    weight = need.weights.get(own.contract, 0)
    return {"contract": {"own": own.contract, "weight": weight, "why": why}, "clauses": clauses}


def _due(need: Need, due: Choice) -> dict[str, JsonValue]:
    pattern = BANK.patterns[need.pattern]
    clauses: list[JsonValue] = []
    facts = [*pattern.facts]
    for name in due.clauses:
        clause = BANK.clauses[name]
        clauses.append({"name": clause.name.shown(), "why": clause.why.shown()})
        facts += [fact for fact in clause.facts if fact not in facts]
    said: dict[str, JsonValue] = {
        "contract": due.contract,
        "why": pattern.said[due.contract].shown(),
        "deciding": pattern.deciding.shown(),
        "clauses": clauses,
    }
    return {"due": said, "facts": [*facts]}

"""Draws needs of different patterns about different things."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kinds.the_right_contract.bank import BANK
from mooc_tool.exercises.kinds.the_right_contract.forms import (
    CLAUSES,
    FEATURES,
    TICKS,
    Line,
    Need,
    Params,
    Question,
    Worry,
)


def pose(params: Params, draw: Draw) -> Question:
    """No pattern and no thing twice: every pattern has at least as many things as there are needs."""
    things: list[str] = []
    needs = []
    for pattern in draw.shuffled(list(BANK.patterns))[: params.needs]:
        free = [thing for thing in BANK.patterns[pattern].things if thing not in things]
        things.append(draw.choice(free))
        needs.append(_need(things[-1], pattern, draw))
    return Question(needs=tuple(needs), definitions=params.definitions)


def _need(thing: str, name: str, draw: Draw) -> Need:
    pattern = BANK.patterns[name]
    lines = []
    for feature in FEATURES:
        value = draw.choice(pattern.values[feature])
        sentences = BANK.features[feature].values[value]
        lines.append(Line(feature=feature, value=value, sentence=draw.integer(len(sentences))))
    worries = tuple(
        Worry(clause=clause, sentence=draw.integer(len(BANK.clauses[clause].worries)))
        for clause in draw.shuffled(CLAUSES)[:TICKS]
    )
    return Need(thing=thing, pattern=name, lines=tuple(lines), worries=worries, weights=pattern.weights)

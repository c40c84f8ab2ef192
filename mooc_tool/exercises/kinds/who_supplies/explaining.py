"""What there is to learn from an answer: names of actors and services come from the bank."""

from collections.abc import Iterator

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.who_supplies.bank import BANK
from mooc_tool.exercises.kinds.who_supplies.forms import COLUMNS, Answer, Question, Solution
from mooc_tool.exercises.kinds.who_supplies.marking import right_in

NOTES = frozenset(
    {"cells-right", "cells-wrong", "actor-wrong", "hard-wrong", "paid-outside", "idea-roles", "case-rare"}
)


def explain(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """How many cells are right, the first wrong one, a service that neither side pays, the idea."""
    right = sum(right_in(column, solution, answer) for column in COLUMNS)
    cells = len(COLUMNS) * len(question.rows)
    return (
        Note(name="cells-right" if right == cells else "cells-wrong", data={"right": right, "cells": cells}),
        *_first_wrong(question, answer),
        *_paid_outside(question),
        Note(name="idea-roles"),
        Note(name="case-rare", data={"facts": ["F-019", "F-105"]}),
    )


def _first_wrong(question: Question, answer: Answer) -> Iterator[Note]:
    """Of the columns, what is paid first: it is what people most often miss."""
    for column in ("pays", "supplies", "demands", "relates", "hard"):
        for row, cells in zip(question.rows, answer.cells, strict=True):
            chosen, due = getattr(cells, column), getattr(row.key, column)
            if chosen not in due:
                name = "hard-wrong" if column == "hard" else "actor-wrong"
                data = {"service": row.service, "column": column, "chosen": chosen, "due": due[0]}
                yield Note(name=name, data={**data})
                return


def _paid_outside(question: Question) -> Iterator[Note]:
    """The first service that somebody else than its two sides pays; every case has some."""
    for row in question.rows:
        if not {*row.key.pays} & {*row.key.supplies, *row.key.demands}:
            yield Note(name="paid-outside", data={"service": row.service, "payer": row.key.pays[0]})
            return


def told(note: Note) -> Note:
    """With the texts of the service and of the actors that are named."""
    data = dict(note.data)
    if "service" in data:
        service = BANK.services[str(data["service"])]
        data |= {"service": service.name.shown(), "why": service.why.shown(), "facts": [*service.facts]}
    for name in ("chosen", "due", "payer") if note.name != "hard-wrong" else ():
        if name in data:
            actor = BANK.actors[str(data[name])]
            data |= {name: actor.name.shown(), f"{name}_does": actor.does.shown()}
    return Note(name=note.name, data=data)

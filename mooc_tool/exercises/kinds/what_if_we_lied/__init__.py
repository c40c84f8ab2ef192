"""« Et si l'on mentait ? »: which list to send under two rules, all other lists being known.

The learner is the first proposer and knows what he truly prefers. Under « first choice first » a false list
can pay; under deferred acceptance none does (Dubins and Freedman 1981, Roth 1982).
"""

from types import MappingProxyType

from pydantic import JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import (
    Criterion,
    Faults,
    Fields,
    Form,
    Kind,
    NoInstanceError,
    Note,
    Samples,
    Shown,
    earned,
)
from mooc_tool.exercises.kinds.what_if_we_lied import rules
from mooc_tool.exercises.kinds.what_if_we_lied.forms import (
    LEVELS,
    Answer,
    List,
    Params,
    Question,
    Reached,
    Sent,
    Solution,
)
from mooc_tool.exercises.kinds.what_if_we_lied.rules import (
    RULES,
    TOLD,
    above,
    is_worth_it,
    may_be_worth_it,
    place_of,
    receiver,
    sending,
)
from mooc_tool.exercises.territory import Territory
from mooc_tool.exercises.two_sides import NOBODY, drawn, run_pictures

DRAWS = 2000  # the bound on redraws; about one draw in forty is kept
LIST_WORTH, GUESS_WORTH = 40, 10


class WhatIfWeLied(Kind[Params, Question, Form, Answer, Solution]):
    """See the module's docstring."""

    name = "what-if-we-lied"
    revision = 2
    notes = frozenset(
        {
            "first-best", "first-short", "deferred-best", "deferred-short", "guesses-right", "guesses-wrong",
            "lie-pays", "truth-safe", "idea-safe", "case-parcoursup",
        }
    )  # fmt: skip
    faults = frozenset({"missing", "given-twice", "not-an-option", "chosen-twice", "unknown-field"})
    levels = MappingProxyType({level: {"level": level} for level in LEVELS})
    params_form, question_form, answer_form, solution_form = Params, Question, Answer, Solution

    def pose(self, params: Params, draw: Draw, territory: Territory) -> Question:  # noqa: ARG002 - happens nowhere
        for _ in range(DRAWS):
            question = Question(sides=drawn(draw, params.proposers, params.receivers))
            if may_be_worth_it(question) and is_worth_it(question):
                return question
        raise NoInstanceError(f"in none of {DRAWS} draws does a false list pay")

    def read_answer(self, question: Question, fields: Fields) -> Answer | Faults:
        """Fields ``<rule>-<place>`` and ``<rule>-guess`` (rules ``first`` and ``deferred``): a receiver's
        number from 0; as a guess also their count, for nobody.
        """
        reader = FieldReader(fields)
        first, deferred = (_read_sent(question, rule, reader) for rule in RULES)
        return reader.faults() or Answer(first=first, deferred=deferred)

    def run(self, question: Question) -> Solution:
        first, deferred = (rules.reached(question, rules.places(question, rule)) for rule in RULES)
        return Solution(first=first, deferred=deferred)

    def grade(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - the guesses are part of the answer
        answer: Answer,
    ) -> tuple[Criterion, ...]:
        lists, guesses = [], []
        for rule, sent, reached in _by_rule(answer, solution):
            value, best = (
                above(question, place_of(question, rule, sent.wishes)),
                above(question, reached.best),
            )
            points = earned(LIST_WORTH, value, reached.blind, best)
            lists.append(
                Criterion(
                    name=rule,
                    worth=LIST_WORTH,
                    earned=points,
                    value=value,
                    reference=reached.blind,
                    best=best,
                )
            )
            right = int(sent.guess == receiver(question, rule, sent.wishes))
            guesses.append(
                Criterion(
                    name=f"{rule}-guess",
                    worth=GUESS_WORTH,
                    earned=GUESS_WORTH * right,
                    value=right,
                    reference=0,
                    best=1,
                )
            )
        return (*lists, *guesses)

    def explain(
        self,
        question: Question,
        solution: Solution,
        prediction: Form | None,  # noqa: ARG002 - the guesses are part of the answer
        answer: Answer,
    ) -> tuple[Note, ...]:
        scene = question.sides.scene
        notes = []
        for rule, sent, reached in _by_rule(answer, solution):
            got = place_of(question, rule, sent.wishes)
            data = {"scene": scene, "got": got, "best": reached.best, "count": len(sent.wishes)}
            wishes: list[JsonValue] = [wish.receiver for wish in reached.sent]
            name = f"{rule}-best" if got == reached.best else f"{rule}-short"
            notes.append(Note(name=name, data={**data, "sent": wishes}))
        wrong = sum(
            sent.guess != receiver(question, rule, sent.wishes)
            for rule, sent, _ in _by_rule(answer, solution)
        )
        first = {"honest": solution.first.honest, "best": solution.first.best}
        count = len(question.sides.receivers)
        return (
            *notes,
            Note(name="guesses-wrong", data={"wrong": wrong}) if wrong else Note(name="guesses-right"),
            Note(name="lie-pays", data={**first, "scene": scene, "count": count}),
            Note(
                name="truth-safe", data={"scene": scene, "honest": solution.deferred.honest, "count": count}
            ),
            Note(name="idea-safe", data={"facts": ["F-402"]}),
            Note(name="case-parcoursup", data={"facts": ["F-416", "F-418"]}),
        )

    def view(self, question: Question) -> Shown:
        """Both sides' lists; the learner is proposer 0."""
        return question.sides.shown()

    def review(self, question: Question, answer: Answer, solution: Solution | None) -> Shown:
        """As ``view``, with ``rules`` [{rule, wishes, guess, got, pictures, best, honest, sent}]: whom the
        list gives (-1 nobody), its run round by round; the last three None while tries are left.
        """
        rules: list[JsonValue] = []
        for rule, sent in (("first", answer.first), ("deferred", answer.deferred)):
            reached = getattr(solution, rule) if solution else None
            rules.append(
                {
                    "rule": rule,
                    "wishes": [*sent.wishes],
                    "guess": sent.guess,
                    "got": receiver(question, rule, sent.wishes),
                    "pictures": run_pictures(question.sides, TOLD[rule](sending(question, sent.wishes))),
                    "best": reached.best if reached else None,
                    "honest": reached.honest if reached else None,
                    "sent": [wish.model_dump() for wish in reached.sent] if reached else None,
                }
            )
        return {**self.view(question), "rules": rules}

    def samples(self, question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
        truth = question.sides.proposers[0]
        lie = tuple(wish.receiver for wish in solution.first.sent)
        backwards = truth[::-1]

        def sent(rule: str, wishes: List, wrong: int = 0) -> Sent:
            guess = receiver(question, rule, wishes)
            return Sent(wishes=wishes, guess=(guess + 1 + wrong) % (len(truth) + 1) - 1)

        def blind() -> Sent:
            return Sent(wishes=tuple(draw.shuffled(truth)), guess=draw.between(NOBODY, len(truth) - 1))

        return Samples(
            right=Answer(first=sent("first", lie), deferred=sent("deferred", truth)),
            careful=Answer(first=sent("first", truth), deferred=sent("deferred", truth)),
            wrong=(
                Answer(first=sent("first", backwards), deferred=sent("deferred", backwards)),
                Answer(first=sent("first", lie, 1), deferred=sent("deferred", truth, 1)),
                Answer(first=sent("first", truth, 1), deferred=sent("deferred", truth)),
            ),
            blind=Answer(first=blind(), deferred=blind()),
        )


def _by_rule(answer: Answer, solution: Solution) -> tuple[tuple[str, Sent, Reached], ...]:
    return ("first", answer.first, solution.first), ("deferred", answer.deferred, solution.deferred)


def _read_sent(question: Question, rule: str, reader: FieldReader) -> Sent:
    receivers = range(len(question.sides.receivers))
    wishes: list[int] = []
    for place in receivers:
        wish = reader.needed(f"{rule}-{place}", receivers)
        if wish is not None and wish in wishes:
            reader.fault(f"{rule}-{place}", "chosen-twice", by=wishes.index(wish))
        wishes.append(NOBODY if wish is None else wish)
    guess = reader.needed(f"{rule}-guess", range(len(receivers) + 1))
    return Sent(wishes=tuple(wishes), guess=NOBODY if guess in (None, len(receivers)) else guess)

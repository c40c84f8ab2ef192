"""A quiz: some items of a bank, in an order of their own, each with its choices in an order of their own."""

from types import MappingProxyType

from pydantic import JsonValue

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Criterion, Fault, Faults, Fields, Form, Kind, Note, Samples, Shown
from mooc_tool.exercises.kinds.quiz.forms import Answer, Drawn, Given, Params, Question, Solution
from mooc_tool.exercises.kinds.quiz.marking import criteria, plain, right_answer
from mooc_tool.exercises.kinds.quiz.reading import read_given
from mooc_tool.exercises.kinds.quiz.samples import bank
from mooc_tool.exercises.kinds.quiz.showing import asked, reviewed
from mooc_tool.exercises.question_bank import Item, Numeric, Ordering
from mooc_tool.exercises.territory import Territory


class Quiz(Kind[Params, Question, Form, Answer, Solution]):
    """See the module's docstring."""

    name = "quiz"
    revision = 2
    trains = False  # the bank is the course's own: its answers would be known before it counts
    notes = frozenset({"all-right", "some-right", "none-right", "read-again"})
    faults = frozenset(
        {
            "missing", "given-twice", "not-an-option", "not-a-number", "nothing-ticked", "chosen-twice",
            "unknown-field",
        }
    )  # fmt: skip
    levels = MappingProxyType(
        {
            level: {"drawn": drawn, "items": bank()}
            for level, drawn in (("discovery", 4), ("standard", 8), ("expert", 12))
        }
    )
    params_form, question_form, answer_form, solution_form = Params, Question, Answer, Solution

    def check(self, params: Params, territory: Territory) -> Faults:  # noqa: ARG002 - a quiz happens nowhere
        """``too-few-items``: there are fewer items than a try draws."""
        if len(params.items) < params.drawn:
            return (Fault(field="drawn", code="too-few-items", data={"items": len(params.items)}),)
        return ()

    def pose(self, params: Params, draw: Draw, territory: Territory) -> Question:  # noqa: ARG002 - as above
        chosen = draw.shuffled(params.items)[: params.drawn]
        items = tuple(Drawn(item=item, shown=_order(item, draw.fork(item.id))) for item in chosen)
        units = {unit for item in chosen for unit in item.units}
        return Question(
            items=items, pages={name: params.pages[name] for name in params.pages if name in units}
        )

    def read_answer(self, question: Question, fields: Fields) -> Answer | Faults:
        reader = FieldReader(fields)
        given = tuple(read_given(reader, drawn, at) for at, drawn in enumerate(question.items))
        return reader.faults() or Answer(given=given)

    def run(self, question: Question) -> Solution:
        return Solution(right=tuple(map(right_answer, question.items)))

    def grade(
        self,
        question: Question,
        solution: Solution,  # noqa: ARG002 - the items say what is right
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Criterion, ...]:
        return criteria(question, answer)

    def explain(
        self,
        question: Question,
        solution: Solution,  # noqa: ARG002 - the items say what is right
        prediction: Form | None,  # noqa: ARG002 - there is none
        answer: Answer,
    ) -> tuple[Note, ...]:
        """How many are right, and the pages of those that are not. What is said of an item is the bank's."""
        found = criteria(question, answer)
        right = sum(criterion.value == criterion.best for criterion in found)
        name = "all-right" if right == len(found) else "some-right" if right else "none-right"
        summary = Note(name=name, data={"right": right, "items": len(found)})
        if right == len(found):
            return (summary,)
        short = [
            unit
            for drawn, criterion in zip(question.items, found, strict=True)
            if criterion.value < criterion.best
            for unit in drawn.item.units
        ]
        pages: list[JsonValue] = [
            {"slug": unit, "titles": dict(question.pages.get(unit, {}))} for unit in sorted(set(short))
        ]
        return (summary, Note(name="read-again", data={"pages": pages}))

    def view(self, question: Question) -> Shown:
        """``questions``: see ``showing.asked``."""
        return {"questions": [asked(drawn) for drawn in question.items]}

    def review(self, question: Question, answer: Answer, solution: Solution | None) -> Shown:
        """``questions``: see ``showing.reviewed``, each with its points ``earned`` and ``worth``; ``pages``:
        titles by name; ``right``: the right answers, None while tries are left.
        """
        marks = criteria(question, answer)
        last = solution is not None
        questions: list[JsonValue] = [
            {**reviewed(drawn, given, _state(mark), last=last), "earned": mark.earned, "worth": mark.worth}
            for drawn, given, mark in zip(question.items, answer.given, marks, strict=True)
        ]
        return {
            "questions": questions,
            "pages": {name: dict(titles) for name, titles in question.pages.items()},
            "right": solution.model_dump(mode="json")["right"] if solution else None,
        }

    def samples(self, question: Question, solution: Solution, draw: Draw) -> Samples[Form, Answer]:
        """Careful: knows three items in four."""
        wrong = tuple(map(_wrong, question.items))
        careful = tuple(wrong[at] if at % 4 == 3 else given for at, given in enumerate(solution.right))
        return Samples(
            right=Answer(given=solution.right),
            careful=Answer(given=careful),
            wrong=(Answer(given=wrong), Answer(given=(*solution.right[:-1], wrong[-1]))),
            blind=Answer(given=tuple(_blind(drawn, draw) for drawn in question.items)),
        )


def _state(mark: Criterion) -> str:
    return "right" if mark.value == mark.best else "part" if mark.earned else "wrong"


def _order(item: Item, draw: Draw) -> tuple[int, ...]:
    """An order to show things in, never the right one of an ordering."""
    if isinstance(item, Numeric):
        return ()
    count = range(len(item.steps if isinstance(item, Ordering) else item.choices))
    order = draw.shuffled(count)
    while isinstance(item, Ordering) and order == list(count):
        order = draw.shuffled(count)
    return tuple(order)


def _wrong(drawn: Drawn) -> Given:
    """An answer without anything right in it."""
    item = drawn.item
    if isinstance(item, Numeric):
        return Given(number=plain(item.answer + 2 * item.tolerance + 1))
    if isinstance(item, Ordering):
        return Given(chosen=tuple(len(drawn.shown) - 1 - place for place in drawn.shown))
    return Given(chosen=tuple(at for at, choice in enumerate(drawn.shown) if choice not in item.right)[:1])


def _blind(drawn: Drawn, draw: Draw) -> Given:
    item, places = drawn.item, range(len(drawn.shown))
    if isinstance(item, Numeric):
        return Given(number=str(draw.integer(100)))
    if isinstance(item, Ordering):
        return Given(chosen=tuple(draw.shuffled(places)))
    if item.kind == "single":
        return Given(chosen=(draw.choice(places),))
    ticked = tuple(place for place in places if draw.integer(2))
    return Given(chosen=ticked or (draw.choice(places),))

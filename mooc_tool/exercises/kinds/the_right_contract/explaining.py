"""What there is to learn from an answer."""

from collections.abc import Iterator

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.the_right_contract.bank import BANK
from mooc_tool.exercises.kinds.the_right_contract.forms import Answer, Choice, Need, Question
from mooc_tool.exercises.kinds.the_right_contract.marking import FULL, right_clauses

NOTES = frozenset(
    {
        "contracts-right", "contracts-wrong", "contract-half", "contract-none", "clauses-right",
        "clause-missed", "idea-risk", "case-real",
    }
)  # fmt: skip


def explain(question: Question, answer: Answer) -> tuple[Note, ...]:
    """How many contracts are right, the first that is not, the first clause missed, the idea, a real case."""
    pairs = list(zip(question.needs, answer.choices, strict=True))
    slips = [i for i, (need, choice) in enumerate(pairs) if need.weights.get(choice.contract) != FULL]
    counted = {"right": len(pairs) - len(slips), "needs": len(pairs)}
    thing = question.needs[slips[0] if slips else 0].thing
    return (
        Note(name="contracts-wrong" if slips else "contracts-right", data={**counted}),
        *(_slip(number, *pairs[number]) for number in slips[:1]),
        *_on_clauses(pairs),
        Note(name="idea-risk"),
        Note(name="case-real", data={"thing": thing}),
    )


def _slip(number: int, need: Need, choice: Choice) -> Note:
    name = "contract-half" if choice.contract in need.weights else "contract-none"
    return Note(name=name, data={"number": number + 1, "chosen": choice.contract, "pattern": need.pattern})


def _on_clauses(pairs: list[tuple[Need, Choice]]) -> Iterator[Note]:
    for number, (need, choice) in enumerate(pairs, 1):
        for worry in need.worries:
            if worry.clause not in right_clauses(need, choice):
                yield Note(name="clause-missed", data={"number": number, **worry.model_dump()})
                return
    yield Note(name="clauses-right")


def told(note: Note) -> Note:
    """With the texts of the pattern, clause or thing that is named."""
    data = dict(note.data)
    if "pattern" in data:
        pattern = BANK.patterns[str(data.pop("pattern"))]
        data |= {"why": pattern.said[str(data["chosen"])].shown(), "deciding": pattern.deciding.shown()}
        data |= {"feature": BANK.features[pattern.decides].name.shown(), "facts": [*pattern.facts]}
    if "clause" in data:
        clause, sentence = BANK.clauses[str(data["clause"])], int(str(data.pop("sentence")))
        data |= {"worry": clause.worries[sentence].shown(), "clause": clause.name.shown()}
        data |= {"why": clause.why.shown(), "facts": [*clause.facts]}
    if "thing" in data:
        thing = BANK.things[str(data.pop("thing"))]
        data |= {"real": thing.real.shown(), "facts": [*thing.facts]}
    return Note(name=note.name, data=data)

"""What there is to learn from an answer."""

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.todays_figure.bank import BANK
from mooc_tool.exercises.kinds.todays_figure.forms import NO_FAULT, Answer, Check, Question, Sentence
from mooc_tool.exercises.kinds.todays_figure.marking import judged
from mooc_tool.exercises.kinds.todays_figure.showing import text_of

NOTES = frozenset(
    {
        "all-right", "some-wrong", "verdict-wrong", "fault-wrong", "number-wrong", "idea-questions",
        "case-real",
    }
)  # fmt: skip
_NAMES = {"verdicts": "verdict-wrong", "faults": "fault-wrong", "numbers": "number-wrong"}


def explain(question: Question, answer: Answer) -> tuple[Note, ...]:
    """How many sentences are right throughout, the first that is not, the idea, and the real case of that
    sentence, or else of the first with a fault.
    """
    pairs = list(zip(question.sentences, answer.checks, strict=True))
    verdicts = [judged(sentence, check) for sentence, check in pairs]
    right = sum(all(each.values()) for each in verdicts)
    slips = [number for number, each in enumerate(verdicts) if not all(each.values())]
    faulty = [number for number, each in enumerate(question.sentences) if each.fault != NO_FAULT]
    told_of = question.sentences[slips[0] if slips else faulty[0]]
    counted = {"right": right, "sentences": len(pairs)}
    return (
        Note(name="some-wrong" if slips else "all-right", data={**counted}),
        *(_slip(number, *pairs[number], verdicts[number]) for number in slips[:1]),
        Note(name="idea-questions"),
        _real(told_of),
    )


def _slip(number: int, sentence: Sentence, check: Check, verdict: dict[str, bool]) -> Note:
    """The first part of a check that is not right; the rest follows from it."""
    part = next(name for name, right in verdict.items() if not right)
    data = {"number": number + 1, "due": sentence.fault, "chosen": check.fault}
    return Note(name=_NAMES[part], data={**data, "sentence": sentence.model_dump()})


def _real(sentence: Sentence) -> Note:
    return Note(name="case-real", data={"story": sentence.story})


def told(note: Note) -> Note:
    """With the texts of the story that is named."""
    data = dict(note.data)
    if "sentence" in data:
        data["how"] = text_of(Sentence.model_validate(data.pop("sentence")), "how")
    if "story" in data:
        story = BANK.stories[str(data.pop("story"))]
        data |= {"real": story.real.shown(), "facts": [*story.facts]}
    return Note(name=note.name, data=data)

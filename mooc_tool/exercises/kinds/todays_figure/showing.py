"""What the pages may show: sentences and sources with their numbers, own checks beside the right ones."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.todays_figure.bank import BANK
from mooc_tool.exercises.kinds.todays_figure.forms import Answer, Question, Sentence, Solution
from mooc_tool.exercises.kinds.todays_figure.marking import judged


def text_of(sentence: Sentence, part: str) -> JsonValue:
    """A text of the story in each language, with its numbers; of ``how``, the right one too."""
    values = {**sentence.values, "claim": sentence.claim}
    if part == "how":
        values["right"] = sentence.right
    said = getattr(BANK.stories[sentence.story], part)
    shown: JsonValue = said.shown(values)
    return shown


def view(question: Question) -> Shown:
    """``sentences`` [{paper, source, asked}] in each language; ``definitions``."""
    return {
        "sentences": [_sentence(sentence) for sentence in question.sentences],
        "definitions": question.definitions,
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """``sentences`` as in ``view`` with ``own`` {verdict, fault, number}, ``right`` {verdicts, faults,
    numbers: whether} and, once no try is left, ``due`` (as ``own``), ``how``, ``real``, ``facts``; ``found``.
    """
    rows: list[JsonValue] = []
    for number, (sentence, own) in enumerate(zip(question.sentences, answer.checks, strict=True)):
        row: dict[str, JsonValue] = {**_sentence(sentence), "own": own.model_dump()}
        row |= {"right": {**judged(sentence, own)}, "due": None}
        if solution:
            story = BANK.stories[sentence.story]
            row |= {"due": solution.checks[number].model_dump(), "how": text_of(sentence, "how")}
            row |= {"real": story.real.shown(), "facts": [*story.facts]}
        rows.append(row)
    found = solution.model_dump(mode="json") if solution else None
    return {"sentences": rows, "found": found}


def _sentence(sentence: Sentence) -> dict[str, JsonValue]:
    return {part: text_of(sentence, part) for part in ("paper", "source", "asked")}

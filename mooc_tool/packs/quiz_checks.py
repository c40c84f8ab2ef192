"""What is wrong with the items of quizzes that could be read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mooc_tool.exercises.question_bank import Choosing, Item, Numeric, Ordering
from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Pack
from mooc_tool.packs.numbers import figures
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.quizzes import Quiz, items_of, quiz_path
from mooc_tool.packs.reading import page_path
from mooc_tool.packs.tables import line_of

_TIMES = 2.5  # so many more items than are drawn, so that two tries seldom look alike


@dataclass(frozen=True)
class Pages:
    """What pages hold: ``cited``, the facts by page; ``anchors``, with their ``#``, by path."""

    cited: dict[str, frozenset[str]] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)


def quiz_problems(
    pack: Pack, quizzes: Mapping[str, Quiz], files: Files, pages: Pages, broken: frozenset[str]
) -> Iterator[Problem]:
    """All of them. ``broken``: facts that exist and cannot be read."""
    for name, quiz in quizzes.items():
        path, content = quiz_path(name), files[quiz_path(name)]
        if f"exercises/{name}.toml" in files:
            yield Problem(path, 1, "quiz-name-taken", {"name": name})
        if quiz.items_from and quiz.items_from not in quizzes:
            line = line_of(content, ("items_from",))
            yield Problem(path, line, "quiz-unknown", {"quiz": quiz.items_from})
        else:
            yield from _enough(name, quizzes, path, content)
        twice = {item for item, times in Counter(item.id for item in quiz.items).items() if times > 1}
        for at, item in enumerate(quiz.items):
            line = line_of(content, ("items", at))
            for code, data in _item(item, pack, pages, broken):
                yield Problem(path, line, code, {"item": item.id, **data})
            if item.id in twice:
                yield Problem(path, line, "quiz-item-twice", {"item": item.id})


def _enough(name: str, quizzes: Mapping[str, Quiz], path: str, content: bytes) -> Iterator[Problem]:
    drawn, items = quizzes[name].drawn, len(items_of(name, quizzes))
    if items < _TIMES * drawn:
        data = {"items": items, "drawn": drawn}
        yield Problem(path, line_of(content, ("drawn",)), "quiz-too-few", data)


_Found = tuple[str, dict[str, object]]


def _item(item: Item, pack: Pack, pages: Pages, broken: frozenset[str]) -> Iterator[_Found]:
    if isinstance(item, Choosing):
        yield from _choices(item)
    yield from _references(item, pack, pages.cited, broken)
    yield from _part(item, pages.anchors)
    texts = dict(_texts(item))
    for text, by_language in texts.items():
        for language in pack.languages:
            if language not in by_language:
                yield "language-missing", {"field": f"{item.id}: {text}", "language": language}
    if not item.facts and not item.worked:
        printed = (text for by_language in texts.values() for text in by_language.values())
        for number in dict.fromkeys(number for text in printed for number in figures(text)):
            yield "number-uncited", {"number": number}


def _choices(item: Choosing) -> Iterator[_Found]:
    right = len(item.right)
    if right == 0 or (item.kind == "single" and right > 1) or right == len(item.choices):
        yield "quiz-right-wrong", {"right": right, "choices": len(item.choices)}
    for choice in item.choices:
        if not choice.right and not choice.why:
            yield "quiz-why-missing", {"choice": next(iter(choice.says.values()), "")}


def _part(item: Item, anchors: Mapping[str, frozenset[str]]) -> Iterator[_Found]:
    """Pages that could not be read are not blamed on the item."""
    for language, part in item.part.items():
        held = anchors.get(page_path(item.units[0], language))
        if held is not None and f"#{part}" not in held:
            yield "quiz-part-unknown", {"part": part, "unit": item.units[0]}


def _references(
    item: Item, pack: Pack, cited: Mapping[str, frozenset[str]], broken: frozenset[str]
) -> Iterator[_Found]:
    """A fact must be cited in a page that the item names: there a reader finds the answer."""
    for unit in item.units:
        if pack.unit(unit) is None:
            yield "quiz-unit-unknown", {"unit": unit}
    there = frozenset[str]().union(*(cited.get(unit, frozenset()) for unit in item.units))
    for fact in item.facts:
        if fact not in pack.facts and fact not in broken:
            yield "fact-unknown", {"fact": fact}
        elif fact not in there and all(unit in cited for unit in item.units):
            yield "quiz-fact-apart", {"fact": fact, "units": ", ".join(item.units)}


def _texts(item: Item) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "asks", item.asks
    if item.part:
        yield "part", item.part
    if item.because:
        yield "because", item.because
    if isinstance(item, Numeric) and item.unit:
        yield "unit", item.unit
    elif isinstance(item, Ordering):
        yield from ((f"steps.{at}", step) for at, step in enumerate(item.steps))
    elif isinstance(item, Choosing):
        for at, choice in enumerate(item.choices):
            yield f"choices.{at}.says", choice.says
            if choice.why:
                yield f"choices.{at}.why", choice.why

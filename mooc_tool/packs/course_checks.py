"""What the tables of a pack say against themselves."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from mooc_tool.packs.files import Files
from mooc_tool.packs.model import Pack
from mooc_tool.packs.problems import Problem
from mooc_tool.packs.quizzes import exercise_path
from mooc_tool.packs.tables import line_of

_FRESH = timedelta(days=731)


def course_problems(pack: Pack, files: Files) -> Iterator[Problem]:
    """Pages listed twice, minutes that do not add up, missing languages, rules that cannot be met."""
    path, content = "pack.toml", files["pack.toml"]
    for slug, times in Counter(unit.slug for unit in (*pack.units(), *pack.pages)).items():
        if times > 1:
            yield Problem(path, 1, "unit-twice", {"slug": slug})
    for number, times in Counter(week.number for week in pack.weeks).items():
        if times > 1:
            yield Problem(path, 1, "week-twice", {"number": number})
    for at, week in enumerate(pack.weeks):
        total = sum(unit.minutes for unit in week.units)
        if total != week.minutes:
            data = {"number": week.number, "said": week.minutes, "sum": total}
            yield Problem(path, line_of(content, ("weeks", at, "minutes")), "week-minutes", data)
    minutes = sum(week.minutes for week in pack.weeks)
    if pack.hours != max(1, (minutes + 30) // 60):
        yield Problem(path, line_of(content, ("hours",)), "hours", {"said": pack.hours, "sum": minutes})
    yield from _languages(pack, files)
    yield from _rule(pack, content)


def _languages(pack: Pack, files: Files) -> Iterator[Problem]:
    """Every text of the tables in every language."""
    texts: list[tuple[str, str, Mapping[str, object]]] = [("pack.toml", "titles", pack.titles)]
    texts += [("pack.toml", f"weeks.{at}.titles", week.titles) for at, week in enumerate(pack.weeks)]
    texts += [
        ("pack.toml", f"certification.levels.{at}.titles", level.titles)
        for at, level in enumerate(pack.rule.levels)
    ]
    texts += [(exercise_path(name, files), "titles", one.titles) for name, one in pack.exercises.items()]
    texts += [("facts.toml", f"{name}.says", fact.says) for name, fact in pack.facts.items()]
    texts += [("glossary.toml", name, term.wordings) for name, term in pack.glossary.items()]
    for path, field, by_language in texts:
        for language in pack.languages:
            if language not in by_language:
                place = tuple(int(part) if part.isdigit() else part for part in field.split("."))
                line = line_of(files[path], place)
                yield Problem(path, line, "language-missing", {"field": field, "language": language})


def _rule(pack: Pack, content: bytes) -> Iterator[Problem]:
    placed = {name for unit in pack.units() for name in unit.exercises}
    for at, level in enumerate(pack.rule.levels):
        line = line_of(content, ("certification", "levels", at))
        rule = level.rule
        for name in (*rule.required, *rule.over):
            if name not in placed:
                yield Problem("pack.toml", line, "rule-exercise-unknown", {"exercise": name})
            elif name in pack.exercises and pack.exercises[name].optional:
                yield Problem("pack.toml", line, "rule-exercise-optional", {"exercise": name})
        if rule.mean is None and rule.week_minimum is None and not rule.required and not rule.share_done:
            yield Problem("pack.toml", line, "rule-empty", {"level": level.id})
    if pack.rule.main is not None and pack.rule.level(pack.rule.main) is None:
        line = line_of(content, ("certification", "main"))
        yield Problem("pack.toml", line, "level-unknown", {"level": pack.rule.main})
    line = line_of(content, ("certification", "weights"))
    for name in pack.rule.weights:
        if name not in placed:
            yield Problem("pack.toml", line, "rule-exercise-unknown", {"exercise": name})


def stale_facts(pack: Pack, files: Files, today: date) -> Iterator[Problem]:
    """Facts that nobody compared with their source for two years."""
    for name, fact in pack.facts.items():
        if fact.checked_on + _FRESH < today:
            line = line_of(files["facts.toml"], (name, "checked_on"))
            yield Problem("facts.toml", line, "fact-stale", {"fact": name, "checked_on": fact.checked_on})

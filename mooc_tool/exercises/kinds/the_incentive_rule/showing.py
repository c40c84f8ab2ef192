"""What the pages may show: the demand, the campaigns, and after marking where each euro went."""

from pydantic import JsonValue

from mooc_tool.exercises.incentive import GENEROUS, MONTHS, PURSES, Rule, year
from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.the_incentive_rule.forms import OPTIONS, Answer, Question, Solution
from mooc_tool.exercises.line_chart import Series, line_chart


def view(question: Question) -> Shown:
    """``bands`` [{km, open_to, anyway, soft}]; ``budget`` (euros), ``rebound``, ``cheats``, ``leaves`` (per
    cent); ``second`` {share, stay, fee}; ``starts`` [{name, year, flag, rule}]; ``controls`` [{name,
    options: [value]}].
    """
    demand = question.demand
    return {
        "bands": [band.model_dump(mode="json") for band in demand.bands],
        "budget": demand.budget // 100,
        "rebound": demand.rebound,
        "cheats": demand.cheats,
        "leaves": demand.leaves,
        "second": demand.second.model_dump(mode="json"),
        "starts": [start.model_dump(mode="json") for start in question.starts],
        "controls": [{"name": name, "options": [*OPTIONS[name]]} for name in question.controls],
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``start`` (the campaign's number or -1) and ``rules`` [{who, rule, avoided, spent
    [{purse, euros, of_100}], total, ends}] for ``own``, ``generous`` and, with a solution, ``best``;
    ``chart``: kilometres avoided month by month; ``found`` or None.
    """
    rules = {"own": answer.rule, "generous": GENEROUS}
    if solution:
        rules["best"] = solution.best
    return {
        **view(question),
        "start": answer.start,
        "rules": [_told(question, who, rule) for who, rule in rules.items()],
        "chart": line_chart([_months(question, who, rule) for who, rule in rules.items()]),
        "found": solution.model_dump(mode="json") if solution else None,
    }


def _told(question: Question, who: str, rule: Rule) -> Shown:
    found = year(rule, question.demand)
    total = max(sum(found.spent.values()), 1)
    spent: list[JsonValue] = [
        {"purse": name, "euros": found.spent[name] // 100, "of_100": 100 * found.spent[name] // total}
        for name in PURSES
    ]
    return {
        "who": who,
        "rule": rule.model_dump(mode="json"),
        "avoided": found.avoided,
        "spent": spent,
        "total": sum(found.spent.values()) // 100,
        "ends": found.ends,
    }


def _months(question: Question, who: str, rule: Rule) -> Series:
    found = year(rule, question.demand)
    return Series(who, [(month + 1, found.months[month]["avoided"]) for month in range(MONTHS)])

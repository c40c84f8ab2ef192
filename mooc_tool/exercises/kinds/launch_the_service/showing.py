"""What the pages may show: the diagnosis, what was seen at each stage, and after marking the whole run.

Money is in euros here, shares in per cent, weeks have become months.
"""

from itertools import pairwise

from pydantic import JsonValue

from mooc_tool.exercises.community_map import maps
from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.launch_the_service.forms import (
    AIDS,
    ANIMATIONS,
    BANDS,
    FORESEEN,
    NOWHERE,
    OPENINGS,
    STOPS,
    SURVEYED,
    Answer,
    Draft,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.launch_the_service.seeing import Sight, sight, whole_run
from mooc_tool.exercises.kinds.launch_the_service.simulating import (
    HALF_YEAR,
    OVERHEAD,
    POINTS,
    RECRUIT,
    TAXI,
    TWO_YEARS,
    YEAR,
)
from mooc_tool.exercises.line_chart import Rule, Series, line_chart

DIGITS = 5  # per cent to which attitudes are told
CENTS = 100


def view(question: Question) -> Shown:
    """The diagnosis: money, prices, people's attitude, and the communities with a survey's share.

    ``places`` [{number, sort, titles, end, ready, drivers, spread, metres, communes, survey}], the last the
    whole territory; their ``maps``; the options of each choice.
    """
    attitude = question.attitude
    return {
        "level": question.level,
        "budget": question.budget // CENTS,
        "recruits": question.recruits,
        "later_recruits": question.recruits // 2,
        "surveyed": SURVEYED,
        "foreseen": FORESEEN,
        "stays_from": DIGITS * round(100 * attitude.cost / attitude.benefit / DIGITS),
        "rebound": question.rebound // 10,
        "futures": len(question.futures),
        "prices": {
            "recruit": RECRUIT // CENTS,
            "points": POINTS // CENTS,
            "overhead": OVERHEAD // CENTS,
            "taxi": TAXI // CENTS,
        },
        "places": [_place(question, number) for number in range(len(question.places))],
        "maps": _maps(question),
        "bands": [[100 * k // BANDS, 100 * (k + 1) // BANDS] for k in range(BANDS)],
        "aids": [*AIDS],
        "animations": [*ANIMATIONS],
        "stops": [*STOPS],
        "openings": [*OPENINGS],
    }


def _maps(question: Question) -> list[JsonValue]:
    """See ``community_map``."""
    return maps(question.ground, [it.community.sketch for it in question.places]) if question.ground else []


def outcome(question: Question, draft: Draft) -> Shown:
    """What was decided so far and what is seen of it, once something is launched.

    ``picked``: indices of places; ``decided``: the draft; ``seen`` (see ``_seen``) or None; ``event`` {name,
    month, place} once it has begun.
    """
    if draft.diagnosis is None:
        return {"picked": [], "decided": {}, "seen": None, "event": None}
    shown: Shown = {
        "picked": [*draft.diagnosis.places],
        "decided": draft.model_dump(mode="json", exclude_none=True),
        "seen": None,
        "event": None,
    }
    if draft.launch is None:
        return shown
    weeks = HALF_YEAR if draft.adjust is None else YEAR
    return {**shown, "seen": _seen(question, sight(question, draft, weeks)), "event": _event(question, weeks)}


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """The report: as ``view``, all decisions, the run in the learner's future and its turning points; beside
    them the reference of the same role once no try is left.
    """
    run = whole_run(question, answer)
    role = answer.diagnosis.role
    reference = _same_role(solution, role)
    totals = [_every_other_month("own", run)]
    if reference is not None:
        totals.append(_every_other_month("reference", whole_run(question, reference)))
    event = _event(question, TWO_YEARS)
    rules = [Rule("event", float(question.event.week * 12 // YEAR))]
    return {
        **view(question),
        "role": role,
        "decided": answer.model_dump(mode="json"),
        "reference": reference.model_dump(mode="json") if reference else None,
        "references": [_launched(one) for one in solution.best] if solution else [],
        "values": [one.model_dump(mode="json") for one in solution.values] if solution else [],
        "run": _seen(question, run),
        "totals": line_chart(totals, rules=rules),
        "turns": _turns(run, question.event.week * 12 // YEAR + 1),
        "event": event,
    }


def _launched(strategy: Answer) -> JsonValue:
    """A reference as the report names it: its role, where it begins, how many people it wins there."""
    return {
        "role": strategy.diagnosis.role,
        "places": [*strategy.diagnosis.places],
        "recruits": [*strategy.launch.recruits],
    }


def _same_role(solution: Solution | None, role: str) -> Answer | None:
    return next((one for one in solution.best if one.diagnosis.role == role), None) if solution else None


def _place(question: Question, number: int) -> JsonValue:
    place = question.places[number]
    sketch = place.community.sketch
    return {
        "number": number,
        "sort": sketch.sort,
        "titles": dict(sketch.titles),
        "end": question.end_of(sketch.end),
        "ready": sketch.ready,
        "drivers": sketch.drivers,
        "spread": sketch.spread,
        "metres": place.metres,
        "communes": len(place.communes),
        "survey": (place.survey + 5) // 10,
    }


def _seen(question: Question, seen: Sight) -> Shown:
    """``months``, ``spent`` and ``left`` in euros, ``broke``: month or None; ``places`` [{place, now, trips,
    served}] (people, trips a week, % rounded down, so that what looks enough for a stop rule is), ``chart``:
    people by month in each.
    """
    lines = [
        Series(str(one.place), [(month, float(n)) for month, n in enumerate(one.present)])
        for one in seen.places
    ]
    return {
        "months": seen.weeks * 12 // YEAR,
        "spent": seen.spent // CENTS,
        "left": max(0, question.budget - seen.spent) // CENTS,
        "broke": None if seen.broke is None else 1 + seen.broke * 12 // YEAR,
        "places": [
            {"place": one.place, "now": one.present[-1], "trips": one.trips, "served": one.served // 10}
            for one in seen.places
        ],
        "chart": line_chart(lines),
    }


def _event(question: Question, weeks: int) -> JsonValue:
    event = question.event
    if event.week >= weeks:
        return None
    return {
        "name": event.name,
        "month": 1 + event.week * 12 // YEAR,
        "place": None if event.place == NOWHERE else event.place,
    }


def _total(run: Sight) -> list[int]:
    """People present in all places at the end of each month."""
    return [sum(column) for column in zip(*(one.present for one in run.places), strict=True)]


def _every_other_month(name: str, run: Sight) -> Series:
    return Series(name, [(month, float(count)) for month, count in enumerate(_total(run)) if month % 2 == 0])


def _turns(run: Sight, event: int) -> list[JsonValue]:
    """In order: the months in which most people came and went, the peak, the event, the end of the money."""
    total = _total(run)
    steps = [(later - before, month + 1) for month, (before, later) in enumerate(pairwise(total))]
    rise, fall = max(steps), min(steps)
    peak = max(range(len(total)), key=lambda month: total[month])
    found = [(peak, "peak", total[peak]), (event, "event", 0)]
    if rise[0] > 0:
        found.append((rise[1], "rise", rise[0]))
    if fall[0] < 0:
        found.append((fall[1], "fall", -fall[0]))
    if run.broke is not None:
        month = run.broke * 12 // YEAR
        found.append((month + 1, "broke", total[month]))
    return [{"month": month, "what": what, "people": people} for month, what, people in sorted(found)]

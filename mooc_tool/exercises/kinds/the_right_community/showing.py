"""What the pages may show: the table of communities, the map, and after marking how each one's year went."""

from pydantic import JsonValue

from mooc_tool.engine.adoption.tabulated import Course
from mooc_tool.exercises.communities import STEP, Sketch
from mooc_tool.exercises.community_map import maps
from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.the_right_community.explaining import lives
from mooc_tool.exercises.kinds.the_right_community.forms import (
    GRID,
    HINTED,
    WEEKS,
    Answer,
    Question,
    Solution,
)
from mooc_tool.exercises.kinds.the_right_community.marking import counted, course, won
from mooc_tool.exercises.line_chart import Series, line_chart

DOTS = 400  # in the film, at most
CHART_WEEKS = (1, 5, 9, 13, 18, 22, 26, 30, 35, 39, 43, 48, 52)


def view(question: Question) -> Shown:
    """``communities`` [{sort, titles, end, inhabitants, origins, ready, drivers, spread, room, suiting,
    rate}]: ``end`` is a commune's name or "", ``suiting`` and ``rate`` thousandths or None; ``recruits``,
    ``most``, ``grid``, ``losses`` (per cent by what is asked), ``hinted``; ``maps``.
    """
    return {
        "communities": [_community(question, number) for number in range(len(question.communities))],
        "recruits": question.recruits,
        "most": question.most,
        "grid": GRID,
        "losses": {str(name): loss for name, loss in question.losses.items()},
        "hint": question.hint,
        "hinted": HINTED,
        "maps": maps(question.places, _sketches(question)),
    }


def _sketches(question: Question) -> list[Sketch]:
    return [each.sketch for each in question.communities]


def _community(question: Question, number: int) -> Shown:
    community = question.communities[number]
    sketch = community.sketch
    home = {*sketch.origins, sketch.end}
    names = {place.code: place.name for place in question.places}
    rate = community.rates["none"][min(HINTED // STEP, len(community.rates["none"]) - 1)]
    return {
        "sort": sketch.sort,
        "titles": {**sketch.titles},
        "end": names.get(sketch.end, ""),
        "inhabitants": sum(place.population for place in question.places if place.code in home),
        "origins": len(sketch.origins),
        "ready": sketch.ready,
        "drivers": sketch.drivers,
        "spread": sketch.spread,
        "room": question.room(number),
        "suiting": None if question.hint == "none" else community.suiting,
        "rate": rate if question.hint == "rate" else None,
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``flexibility``; ``placed`` [{community, recruits, won, lives, trips, after}];
    ``chart``, people present week by week, series named by community, None when nobody was placed;
    ``weeks``, the same rows with who is matched (see ``_weeks``), ``dot``: people whom a dot of the film
    stands for; ``found`` {"masses" by what is asked, "best"} or None. The ``maps`` have the routes.
    """
    year = course(question, answer.recruits, answer.flexibility)
    made, alive = counted(year), lives(question, answer)
    chosen = [number for number, recruits in enumerate(answer.recruits) if recruits]
    placed: list[JsonValue] = [
        {
            "community": number,
            "recruits": answer.recruits[number],
            "won": won(question, answer.recruits[number], answer.flexibility),
            "lives": alive[number],
            "after": int(year.present[number, -1]) // 1000,
            "trips": made[number],
        }
        for number in chosen
    ]
    lines = [
        Series(
            str(number),
            [(week, int(year.present[number, week - 1]) // 1000) for week in CHART_WEEKS if week <= WEEKS],
        )
        for number in chosen
    ]
    return {
        **view(question),
        "flexibility": answer.flexibility,
        "placed": placed,
        "chart": line_chart(lines) if lines else None,
        "weeks": _weeks(year, chosen),
        "dot": _dot(int(year.present[chosen].sum(axis=0).max()) // 1000),
        "maps": maps(question.places, _sketches(question), chosen),
        "found": solution.model_dump(mode="json") if solution else None,
    }


def _weeks(year: Course, chosen: list[int]) -> list[JsonValue]:
    """[{week, communities: [{community, present, matched}]}]: whole people, in the chart's weeks."""
    return [
        {
            "week": week,
            "communities": [
                {
                    "community": number,
                    "present": int(year.present[number, week - 1]) // 1000,
                    "matched": int(year.matched[number, week - 1]) // 1000,
                }
                for number in chosen
            ],
        }
        for week in CHART_WEEKS
    ]


def _dot(most: int) -> int:
    """A round number of people for each dot, that at most ``DOTS`` be drawn."""
    return next(people for people in (1, 2, 5, 10, 20, 50, most) if people * DOTS >= most)

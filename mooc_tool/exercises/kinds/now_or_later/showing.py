"""What the pages may show: the stations; and beside the learner's ways what came of all of them."""

from pydantic import JsonValue

from mooc_tool.exercises.kind import Shown
from mooc_tool.exercises.kinds.now_or_later.forms import (
    AT_ONCE,
    PERIODS,
    WAYS,
    Answer,
    Question,
    Solution,
    Station,
)
from mooc_tool.exercises.kinds.now_or_later.marking import balance, outcome
from mooc_tool.exercises.line_chart import Series, line_chart

# Of a hundred mean patiences, what one traveller in ten has not, and what one in ten exceeds: of one
# exponential, and of the mean of ten.
SPREADS = {False: (11, 230), True: (62, 142)}


def view(question: Question) -> Shown:
    """``stations`` [{hourly, train, within, suits, hard, hard_suits, hard_pairs, short, long, minute}]: times
    in minutes, ``suits`` and the others of a hundred pairs, ``minute`` in tenths; ``mornings``, ``asking``,
    ``foreseen``, ``periods``.
    """
    stations: list[JsonValue] = []
    for station in question.stations:
        short, long = SPREADS[station.alike]
        told = station.model_dump(exclude={"outcomes", "patience", "alike"})
        told["short"] = round(station.patience * short / 100)
        told["long"] = round(station.patience * long / 100)
        told["hard_pairs"] = round(station.hard_suits**2 / station.suits)
        stations.append(told)
    return {
        "stations": stations,
        "mornings": question.mornings,
        "asking": question.asking,
        "foreseen": question.foreseen,
        "periods": [*PERIODS],
    }


def review(question: Question, answer: Answer, solution: Solution | None) -> Shown:
    """As ``view``, with ``rows`` [{own, best, ways}] by station: ``own`` and ``best`` {way, lost, wait,
    balance}, ``ways`` a list of them; the ``chart`` of what is lost; ``found``, the solution. All but ``own``
    are None while tries are left.
    """
    rows: list[JsonValue] = []
    for number, (station, way) in enumerate(zip(question.stations, answer.ways, strict=True)):
        best = solution.stations[number].way if solution else None
        rows.append(
            {
                "own": _told(station, way),
                "best": None if best is None else _told(station, best),
                "ways": None if best is None else [_told(station, each) for each in WAYS],
            }
        )
    return {**view(question), "rows": rows, **_found(question, solution)}


def _found(question: Question, solution: Solution | None) -> Shown:
    if solution is None:
        return {"chart": None, "found": None}
    return {"chart": _chart(question), "found": solution.model_dump(mode="json")}


def _told(station: Station, way: int) -> Shown:
    found = outcome(station, way)
    return {"way": way, "lost": found.lost, "wait": found.wait, "balance": balance(station, way)}


def _chart(question: Question) -> Shown:
    """What is lost of a hundred, by minutes between batches; 0 stands for matching at once."""
    return line_chart(
        [
            Series(
                f"{number}",
                [(way, outcome(station, way).lost / 100) for way in (AT_ONCE, *PERIODS)],
            )
            for number, station in enumerate(question.stations)
        ]
    )

"""What there is to learn from an answer. Stations in the data count from 0."""

from mooc_tool.exercises.kind import Note
from mooc_tool.exercises.kinds.now_or_later.forms import (
    Answer,
    Best,
    Prediction,
    Question,
    Solution,
    Station,
)
from mooc_tool.exercises.kinds.now_or_later.marking import balance, fewest, outcome

DEAR = 10  # tenths of a lost traveller: a minute of waiting that counts this much is dear
NOTES = frozenset(
    {
        "predicted-right", "predicted-wrong", "all-best", "better", "why-dear", "why-alike", "why-unequal",
        "why-together", "idea-knowing", "case-model", "case-kidneys", "case-lane",
    }
)  # fmt: skip


def explain(
    question: Question, solution: Solution, prediction: Prediction | None, answer: Answer
) -> tuple[Note, ...]:
    """The prediction, the station at which most is to be gained and why, the idea, the real cases."""
    return (
        *_on_prediction(question, solution, prediction),
        *_on_stations(question, solution, answer),
        Note(name="idea-knowing"),
        Note(name="case-model", data={"facts": ["F-511"]}),
        Note(name="case-kidneys", data={"facts": ["F-413"]}),
        Note(name="case-lane", data={"facts": ["F-106"]}),
    )


def _on_prediction(question: Question, solution: Solution, prediction: Prediction | None) -> tuple[Note, ...]:
    if prediction is None:
        return ()
    lost = fewest(question.stations[question.foreseen])
    data = {
        "station": question.foreseen,
        "way": prediction.way,
        "lost": lost[prediction.way],
        "fewest": solution.fewest,
        "least": lost[solution.fewest],
    }
    name = "predicted-right" if prediction.way == solution.fewest else "predicted-wrong"
    return (Note(name=name, data={**data}),)


def _on_stations(question: Question, solution: Solution, answer: Answer) -> tuple[Note, ...]:
    """Where most points are lost, what would have been better, and what in the station says so; if nothing is
    to be gained, why batches help where they do.
    """
    rows = list(zip(question.stations, solution.stations, answer.ways, strict=True))
    gains = [best.balance - balance(station, way) for station, best, way in rows]
    if not any(gains):
        number = max(range(len(rows)), key=lambda each: question.stations[each].train)
        return (Note(name="all-best"), _why(number, question.stations[number]))
    number = max(range(len(rows)), key=lambda each: (_short(*rows[each]), gains[each]))
    station, best, way = rows[number]
    own, due = outcome(station, way), outcome(station, best.way)
    data = {
        "station": number, "way": way, "best": best.way, "lost": own.lost, "wait": own.wait,
        "best_lost": due.lost, "best_wait": due.wait,
    }  # fmt: skip
    return (Note(name="better", data={**data}), _why(number, station))


def _short(station: Station, best: Best, way: int) -> float:
    """Share of the station's points that the way does not earn."""
    worth = best.balance - best.reference
    return min(best.balance - balance(station, way), worth) / worth


def _why(number: int, station: Station) -> Note:
    """What in the station decides."""
    if station.train:
        name, data = "why-together", {"train": station.train, "within": station.within}
    elif station.alike:
        name, data = "why-alike", {}
    elif station.minute >= DEAR:
        name, data = "why-dear", {"minute": station.minute}
    else:
        name, data = "why-unequal", {"minute": station.minute}
    return Note(name=name, data={"station": number, **data})

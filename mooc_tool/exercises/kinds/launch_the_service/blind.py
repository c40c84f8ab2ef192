"""Answers that are not good, to try the kind with."""

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises.kinds.launch_the_service.forms import (
    AIDS,
    ANIMATIONS,
    BANDS,
    BEARERS,
    CONTRACTS,
    INDICATORS,
    NOWHERE,
    OPENINGS,
    PICKS,
    ROLES,
    STOPS,
    Adjust,
    Answer,
    Diagnosis,
    Launch,
    Levers,
    Question,
    Scale,
)
from mooc_tool.exercises.kinds.launch_the_service.strategies import strategy


def blind(question: Question, draw: Draw) -> Answer:
    """Every control at random."""
    order = draw.shuffled(range(len(question.places) - 1))
    picked = draw.between(1, PICKS)
    opening = draw.choice(OPENINGS)
    running = tuple(bool(draw.integer(2)) for _ in range(picked))
    half = question.recruits // 2
    first, second = draw.shuffled(INDICATORS)[:2]
    more = _shares(half, picked, draw)
    return Answer(
        diagnosis=Diagnosis(
            role=draw.choice(ROLES),
            places=tuple(order[:picked]),
            bands=tuple(draw.integer(BANDS) for _ in range(picked)),
        ),
        launch=Launch(
            recruits=_shares(question.recruits, picked, draw),
            points=tuple(bool(draw.integer(2)) for _ in range(picked)),
            levers=_levers(draw),
            stop_below=draw.choice(STOPS),
        ),
        adjust=Adjust(
            running=running,
            recruits=tuple(count * runs for count, runs in zip(more, running, strict=True)),
            levers=_levers(draw),
        ),
        scale=Scale(
            opening=opening,
            place=order[picked] if opening == "federate" else NOWHERE,
            recruits=0 if opening == "stay" else draw.between(0, half),
            levers=_levers(draw),
            bearer=draw.choice(BEARERS),
            contract=draw.choice(CONTRACTS),
            indicators=(first, second),
        ),
    )


def spendthrift(question: Question) -> Answer:
    """All that money can buy, until there is none."""
    most = Levers(aid=AIDS[-1], animation=ANIMATIONS[-1], guarantee=True)
    places = tuple(range(PICKS))
    made = strategy(question, places, most, most, eased=True)
    return made.model_copy(update={"diagnosis": made.diagnosis.model_copy(update={"bands": (4,) * PICKS})})


def nothing(question: Question, best: Answer) -> Answer:
    """The places of the reference, and nothing paid."""
    none = Levers(aid=0, animation=0, guarantee=False)
    made = strategy(question, best.diagnosis.places, none, none, role="entrepreneur")
    recruits = (1,) * len(best.diagnosis.places)
    return made.model_copy(
        update={"launch": made.launch.model_copy(update={"recruits": recruits, "stop_below": 50})}
    )


def incoherent(best: Answer) -> Answer:
    """The reference under a contract that does not fit, watched by what cannot go down."""
    scale = best.scale.model_copy(
        update={"bearer": "operator", "contract": "grant", "indicators": ("registered", "downloads")}
    )
    return best.model_copy(update={"scale": scale})


def unforeseen(best: Answer) -> Answer:
    """The reference with every share foreseen wrongly."""
    bands = tuple((band + 2) % BANDS for band in best.diagnosis.bands)
    return best.model_copy(update={"diagnosis": best.diagnosis.model_copy(update={"bands": bands})})


def villages(question: Question) -> Answer:
    """The thinnest community, without a guarantee, and then the whole territory."""
    places = range(len(question.places) - 1)
    thinnest = min(places, key=lambda place: question.places[place].survey)
    warm = Levers(aid=100, animation=ANIMATIONS[1], guarantee=False)
    return strategy(question, (thinnest,), warm, warm, opening="whole")


def spread_thin(question: Question, best: Answer) -> Answer:
    """The reference's places and aid alone, without a guarantee."""
    aid = Levers(aid=150, animation=0, guarantee=False)
    return strategy(question, best.diagnosis.places, aid, aid, role="entrepreneur")


def _levers(draw: Draw) -> Levers:
    return Levers(aid=draw.choice(AIDS), animation=draw.choice(ANIMATIONS), guarantee=bool(draw.integer(2)))


def _shares(total: int, among: int, draw: Draw) -> tuple[int, ...]:
    """A total cut at random."""
    cuts = sorted(draw.between(0, total) for _ in range(among - 1))
    return tuple(high - low for low, high in zip((0, *cuts), (*cuts, total), strict=True))

"""Reads the four forms. Places picked are numbered from 0 in the order of picking."""

from mooc_tool.exercises.fields import FieldReader
from mooc_tool.exercises.kind import Faults, Fields, Form
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
    Draft,
    Launch,
    Levers,
    Question,
    Scale,
)

FAULTS = frozenset(
    {
        "missing", "given-twice", "not-a-number", "out-of-range", "not-an-option", "unknown-field",
        "chosen-twice", "too-many-recruits", "nobody", "stopped", "same-indicator",
    }
)  # fmt: skip


def read_stage(question: Question, draft: Draft, fields: Fields) -> Draft | Answer | Faults:
    """The draft with what is decided in the stage after it."""
    reader = FieldReader(fields)
    if draft.diagnosis is None:
        return _grown(draft, "diagnosis", _diagnosis(question, reader))
    places = draft.diagnosis.places
    if draft.launch is None:
        return _grown(draft, "launch", _launch(question, len(places), reader))
    if draft.adjust is None:
        return _grown(draft, "adjust", _adjust(question, len(places), reader))
    scale = _scale(question, places, reader)
    if isinstance(scale, tuple):
        return scale
    return Answer(diagnosis=draft.diagnosis, launch=draft.launch, adjust=draft.adjust, scale=scale)


def _grown(draft: Draft, stage: str, read: Form | Faults) -> Draft | Faults:
    return read if isinstance(read, tuple) else draft.model_copy(update={stage: read})


def _diagnosis(question: Question, reader: FieldReader) -> Diagnosis | Faults:
    """Fields ``role``, ``place-<i>`` (all but the first may be empty) and ``band-<i>``."""
    role = reader.word("role", ROLES)
    places: list[int] = []
    bands: list[int] = []
    options = range(len(question.places) - 1)
    for i in range(PICKS):
        place = reader.needed("place-0", options) if i == 0 else reader.choice(f"place-{i}", options)
        if place is None:
            reader.choice(f"band-{i}", range(BANDS))
            continue
        if place in places:
            reader.fault(f"place-{i}", "chosen-twice", by=places.index(place))
        places.append(place)
        bands.append(reader.needed(f"band-{i}", range(BANDS)) or 0)
    faults = reader.faults()
    return faults or Diagnosis(role=role or "agent", places=tuple(places), bands=tuple(bands))


def _launch(question: Question, picked: int, reader: FieldReader) -> Launch | Faults:
    """Fields ``recruits-<i>``, ``points-<i>`` (a box), those of the levers, and ``stop``."""
    recruits = _recruits(picked, question.recruits, reader)
    if not any(recruits):
        reader.fault("recruits-0", "nobody")
    points = tuple(reader.ticked(f"points-{i}") for i in range(picked))
    levers = _levers(reader)
    stop = reader.needed("stop", STOPS)
    return reader.faults() or Launch(
        recruits=recruits, points=points, levers=levers, stop_below=stop or STOPS[0]
    )


def _adjust(question: Question, picked: int, reader: FieldReader) -> Adjust | Faults:
    """Fields ``run-<i>`` (``go`` or ``stop``), ``recruits-<i>``, and those of the levers."""
    running = tuple(reader.word(f"run-{i}", ("go", "stop")) != "stop" for i in range(picked))
    recruits = _recruits(picked, question.recruits // 2, reader)
    for i, count in enumerate(recruits):
        if count and not running[i]:
            reader.fault(f"recruits-{i}", "stopped")
    levers = _levers(reader)
    return reader.faults() or Adjust(running=running, recruits=recruits, levers=levers)


def _scale(question: Question, picked: tuple[int, ...], reader: FieldReader) -> Scale | Faults:
    """Fields ``opening``, ``place`` (needed to federate), ``recruits`` (for what opens), those of the levers,
    ``bearer``, ``contract``, ``indicator-0`` and ``indicator-1``.
    """
    opening = reader.word("opening", OPENINGS)
    others = [place for place in range(len(question.places) - 1) if place not in picked]
    place = reader.needed("place", others) if opening == "federate" else reader.choice("place", others)
    recruits = reader.whole_number("recruits", 0, question.recruits // 2)
    levers = _levers(reader)
    bearer, contract = reader.word("bearer", BEARERS), reader.word("contract", CONTRACTS)
    indicators = tuple(reader.word(f"indicator-{i}", INDICATORS) or INDICATORS[i] for i in range(2))
    if indicators[0] == indicators[1]:
        reader.fault("indicator-1", "same-indicator")
    return reader.faults() or Scale(
        opening=opening or "stay",
        place=place if opening == "federate" and place is not None else NOWHERE,
        recruits=0 if opening == "stay" else recruits or 0,
        levers=levers,
        bearer=bearer or "authority",
        contract=contract or "market",
        indicators=indicators,
    )


def _recruits(picked: int, most: int, reader: FieldReader) -> tuple[int, ...]:
    """Numbers that together are no more than ``most``."""
    counts = tuple(reader.whole_number(f"recruits-{i}", 0, most) or 0 for i in range(picked))
    if sum(counts) > most:
        reader.fault("recruits-0", "too-many-recruits", sum=sum(counts), most=most)
    return counts


def _levers(reader: FieldReader) -> Levers:
    """Fields ``aid``, ``animation`` (cents) and ``guarantee`` (a box)."""
    return Levers(
        aid=reader.needed("aid", AIDS) or 0,
        animation=reader.needed("animation", ANIMATIONS) or 0,
        guarantee=reader.ticked("guarantee"),
    )

"""Reading a score that a tool sends (AGS 2.0 section 3.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mooc_tool.demo.state.refusal import Refusal

ACTIVITY_PROGRESS = ("Initialized", "Started", "InProgress", "Submitted", "Completed")
GRADING_PROGRESS = ("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Score:
    """What a tool says of one learner in one column. ``given`` None takes the grade away."""

    user_id: str
    timestamp: str
    given: float | None
    maximum: float | None
    comment: str
    activity_progress: str
    grading_progress: str

    @property
    def micros(self) -> int:
        """The timestamp in microseconds since 1970, to compare by."""
        return (datetime.fromisoformat(self.timestamp) - _EPOCH) // timedelta(microseconds=1)


def read_score(document: object) -> Score:
    """A score from a tool's JSON. Raises Refusal (400) that names the member."""
    if not isinstance(document, Mapping):
        raise Refusal(400, "invalid_score", "a JSON object is needed")
    given = _number(document, "scoreGiven")
    maximum = _number(document, "scoreMaximum")
    if given is not None and not maximum:
        raise Refusal(400, "invalid_score", "scoreMaximum must come with scoreGiven and be above 0")
    return Score(
        user_id=_text(document, "userId"),
        timestamp=_timestamp(document),
        given=given,
        maximum=maximum,
        comment=_text(document, "comment", needed=False),
        activity_progress=_one_of(document, "activityProgress", ACTIVITY_PROGRESS),
        grading_progress=_one_of(document, "gradingProgress", GRADING_PROGRESS),
    )


def _text(document: Mapping[str, object], name: str, *, needed: bool = True) -> str:
    value = document.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value):
        raise Refusal(400, "invalid_score", f"{name} must be text")
    return value


def _number(document: Mapping[str, object], name: str) -> float | None:
    value = document.get(name)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1e9:
        raise Refusal(400, "invalid_score", f"{name} must be a number, 0 or above")
    return float(value)


def _one_of(document: Mapping[str, object], name: str, words: tuple[str, ...]) -> str:
    value = _text(document, name)
    if value not in words:
        raise Refusal(400, "invalid_score", f"{name} must be one of {', '.join(words)}")
    return value


def _timestamp(document: Mapping[str, object]) -> str:
    value = _text(document, "timestamp")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise Refusal(400, "invalid_score", f"timestamp must be ISO 8601: {error}") from error
    if "T" not in value or moment.utcoffset() is None:
        raise Refusal(400, "invalid_score", "timestamp must have a time and a zone")
    return value

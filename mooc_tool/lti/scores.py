"""Scores to the platform's gradebook (assignment and grade services 2.0, section 3.4)."""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.addresses import below
from mooc_tool.lti.answers import meant
from mooc_tool.lti.connector import Connector
from mooc_tool.lti.families import Meaning
from mooc_tool.lti.lines import whole

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
_TYPE = "application/vnd.ims.lis.v1.score+json"

# What every platform may mean: section 3.4.8; and 3.2.9, whose member a refusal after it can but name.
_MEANINGS = (
    Meaning(409, "", "score-superseded"),
    Meaning(400, "enddatetime", "column-closed"),
    Meaning(403, "enddatetime", "column-closed"),
    Meaning(422, "enddatetime", "column-closed"),
    Meaning(400, "past due", "column-closed"),
    Meaning(403, "past due", "column-closed"),
    Meaning(422, "past due", "column-closed"),
)


@dataclass(frozen=True)
class Score:
    """One statement about one learner's work. An absent comment would clear ours: give it each time.

    ``timestamp`` grows strictly from one statement to the next on the same line and learner; the caller sees
    to that and keeps it, so that a repeat says the same. Moodle erases a grade at anything but a full one.
    """

    line_url: str
    user: str
    given: float
    maximum: float
    comment: str
    timestamp: datetime
    activity: Literal["Completed", "Submitted"] = "Completed"
    grading: Literal["FullyGraded"] = "FullyGraded"

    def __post_init__(self) -> None:
        if not 0 <= self.given <= self.maximum < math.inf or not self.maximum:
            raise ValueError(f"no score: {self.given} of {self.maximum}")
        if self.timestamp.tzinfo is None:
            raise ValueError("a timestamp needs a time zone")


@dataclass(frozen=True)
class Receipt:
    """The platform took it; ``words`` are the beginning of what it said."""

    status: int
    words: str


def score_bytes(score: Score) -> bytes:
    """The score as it is sent: the same bytes each time."""
    members = {
        "userId": score.user,
        "scoreGiven": whole(score.given),
        "scoreMaximum": whole(score.maximum),
        "comment": score.comment,
        "timestamp": score.timestamp.astimezone(UTC).isoformat(timespec="microseconds"),
        "activityProgress": score.activity,
        "gradingProgress": score.grading,
    }
    return json.dumps(members).encode()


def send(connector: Connector, score: Score) -> Receipt:
    """Send once. Any 2xx is a success, whatever stands in its body.

    :raises TryLater: send the same again
    :raises PlatformError: refused for good; ``score-superseded`` if the platform holds a newer one
    """
    url = below(score.line_url, "scores")
    try:
        answer = connector.request("POST", url, [SCOPE], data=score_bytes(score), content_type=_TYPE)
    except TryLater:
        raise
    except PlatformError as error:
        raise meant(error, (*_MEANINGS, *connector.family.meanings)) from error
    return Receipt(answer.status, answer.words())

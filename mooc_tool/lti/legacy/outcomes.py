"""A score for one learner and one link, to the platform's gradebook (LTI 1.1 Basic Outcomes, section 6)."""

from dataclasses import dataclass
from datetime import datetime

import requests

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.answers import accepted
from mooc_tool.lti.http import exchange
from mooc_tool.lti.legacy.consumer import Consumer
from mooc_tool.lti.legacy.envelope import read_reply, replace_result
from mooc_tool.lti.legacy.launch import ResultPlace
from mooc_tool.lti.legacy.signature import signed_headers

_TYPE = "application/xml"
_CAP = 64 * 1024  # bytes


@dataclass(frozen=True)
class Result:
    """A share (0 to 1) for a cell. ``identifier`` names this statement: a repeat says the same."""

    place: ResultPlace
    share: float
    identifier: str

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"no share: {self.share}")


def send(http: requests.Session, consumer: Consumer, result: Result, now: datetime) -> None:
    """Replace the result. There is no timestamp in LTI 1.1: what arrives last stands.

    :raises TryLater: send the same again; it does no harm if it had arrived
    :raises PlatformError: refused for good
    """
    url = result.place.service_url
    body = replace_result(result.identifier, result.place.source, result.share)
    headers = signed_headers(url, body, _TYPE, consumer, now)
    answer = accepted(exchange(http, "POST", url, headers=headers, data=body.encode(), cap=_CAP), now)
    try:
        reply = read_reply(answer.body)
    except ValueError as error:
        raise TryLater("outcome-unclear", words=answer.words(), status=answer.status) from error
    if reply.code == "processing":
        raise TryLater("outcome-unclear", words=reply.words, status=answer.status)
    if reply.code != "success":
        raise PlatformError("outcome-refused", words=reply.words or reply.code, status=answer.status)

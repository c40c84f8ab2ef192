"""Does a platform's set-up work? Each thing is tried as it would be used, and found right or wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import requests

from mooc_tool.errors import PlatformError
from mooc_tool.lti import lines, members, scores
from mooc_tool.lti.connector import Connector, Token
from mooc_tool.lti.http import KEY_SET_CAP, Answer, exchange
from mooc_tool.lti.jwks import read_key_set
from mooc_tool.lti.keys import ToolKey
from mooc_tool.lti.platform import Platform

MOST_DIFFERENCE = 30  # seconds between clocks: launches have 60 s of leeway, tokens of some platforms none

SCOPES = (
    ("score", scores.SCOPE),
    ("line-item", lines.SCOPE),
    ("roster", members.SCOPE),
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``fine`` is False for what keeps something from working.

    ``code`` says what was found, ``subject`` of what, ``words`` are the other side's own.
    """

    code: str
    fine: bool
    subject: str = ""
    words: str = ""


def check(
    platform: Platform, key: ToolKey, own_key_set_url: str, http: requests.Session, now: datetime
) -> Iterator[Finding]:
    """All findings, those first that explain those after."""
    yield from _own_keys(own_key_set_url, key, http)
    yield from _platform_keys(platform, http, now)
    yield from _tokens(platform, key, http, now)


def _own_keys(url: str, key: ToolKey, http: requests.Session) -> Iterator[Finding]:
    """Whether platforms can read our key set, as far as this machine can know."""
    try:
        answer = exchange(http, "GET", url, cap=KEY_SET_CAP)
    except PlatformError as error:
        code = "own-keys-private" if error.code == "address-private" else "own-keys-unreachable"
        yield Finding(code, fine=False, subject=url, words=error.words)
        return
    published = _key_ids(answer)
    if key.kid in published:
        yield Finding("own-keys-published", fine=True, subject=url)
    else:
        yield Finding("own-keys-other", fine=False, subject=url, words=answer.words(200))


def _platform_keys(platform: Platform, http: requests.Session, now: datetime) -> Iterator[Finding]:
    url = platform.keyset_url
    try:
        answer = exchange(http, "GET", url, headers={"Accept": "application/json"}, cap=KEY_SET_CAP)
    except PlatformError as error:
        yield Finding(f"keys-{error.code}", fine=False, subject=url, words=error.words)
        return
    usable = _key_ids(answer)
    if usable:
        yield Finding("keys-read", fine=True, subject=url, words=str(len(usable)))
    else:
        yield Finding("keys-unreadable", fine=False, subject=url, words=answer.words(200))
    yield from _clock(answer, now)


def _key_ids(answer: Answer) -> frozenset[str]:
    if not answer.fine:
        return frozenset()
    try:
        return frozenset(read_key_set(answer.body))
    except ValueError:
        return frozenset()


def _clock(answer: Answer, now: datetime) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(answer.headers["Date"])
        difference = round((theirs - now).total_seconds())
    except (KeyError, TypeError, ValueError):
        yield Finding("clock-unknown", fine=True)
        return
    yield Finding("clock", fine=abs(difference) <= MOST_DIFFERENCE, words=str(difference))


def _tokens(platform: Platform, key: ToolKey, http: requests.Session, now: datetime) -> Iterator[Finding]:
    """A new token for each service: a kept one would hide what is wrong now."""
    for name, scope in SCOPES:
        connector = Connector(platform, lambda: key, _NothingKept(), http, now)
        try:
            connector.get_access_token([scope])
        except PlatformError as error:
            code = f"token-{error.code.removeprefix('token-')}"
            yield Finding(code, fine=False, subject=name, words=error.words)
        else:
            yield Finding("token-given", fine=True, subject=name)


class _NothingKept:
    """A TokenStore that keeps nothing."""

    def get(self, _name: str) -> Token | None:
        return None

    def renew(self, _name: str, _now: datetime, fetch: Callable[[], Token]) -> Token:
        return fetch()

    def drop(self, _name: str, _token: Token) -> None:
        pass

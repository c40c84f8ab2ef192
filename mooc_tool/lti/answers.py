"""What a platform's answer means: done, try later, or refused for good."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

from requests.utils import parse_header_links

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.addresses import on_same_server
from mooc_tool.lti.families import Meaning
from mooc_tool.lti.http import Answer

_LONGEST_PAUSE = 86_400.0  # seconds
_NOT_NOW = {408, 425}
_GONE = {404, 410}


def accepted(answer: Answer, now: datetime) -> Answer:
    """The answer, if it is a success, whatever its body.

    :raises TryLater: ``platform-throttled``, ``platform-failing``
    :raises PlatformError: ``access-refused``, ``address-gone``, ``platform-refused``
    """
    if answer.fine:
        return answer
    words, status = answer.words(), answer.status
    if answer.throttled:
        raise TryLater("platform-throttled", words=words, status=status, after=_pause(answer, now))
    if status >= 500 or status in _NOT_NOW:
        raise TryLater("platform-failing", words=words, status=status, after=_pause(answer, now))
    if status in (401, 403):
        raise PlatformError("access-refused", words=words, status=status)
    raise PlatformError("address-gone" if status in _GONE else "platform-refused", words=words, status=status)


def token_refused(answer: Answer, now: datetime) -> TryLater:
    """What to raise when the token endpoint gives none."""
    return TryLater("token-refused", words=answer.words(), status=answer.status, after=_pause(answer, now))


def linked(answer: Answer, relation: str) -> str | None:
    """The address of a ``Link`` (``next``, ``differences``), on the same server: our token goes nowhere else.

    :raises PlatformError: ``page-foreign``
    """
    for link in parse_header_links(answer.headers.get("Link", "")):
        if link.get("rel") == relation:
            address = on_same_server(answer.url, link["url"])
            if address is None:
                raise PlatformError("page-foreign", words=link["url"][:200], status=answer.status)
            return address
    return None


def meant(error: PlatformError, meanings: Iterable[Meaning]) -> PlatformError:
    """The same refusal by the name of what the platform means, where its words tell."""
    said = error.words.lower()
    for meaning in meanings:
        if error.status == meaning.status and meaning.words in said:
            return PlatformError(meaning.code, words=error.words, status=error.status)
    return error


def _pause(answer: Answer, now: datetime) -> float | None:
    """The seconds of ``Retry-After``, given as a number or as a date (RFC 9110, section 10.2.3)."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), _LONGEST_PAUSE)
    try:
        seconds = (parsedate_to_datetime(said) - now).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(seconds, 0.0), _LONGEST_PAUSE)

"""What may differ from one family of platforms to another, and what holds where nothing else is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

LinesInDeepLinks = Literal["as asked", "created", "ignored"]


@dataclass(frozen=True)
class Meaning:
    """What a platform means by a status and words (small letters) of its refusal."""

    status: int
    words: str
    code: str


@dataclass(frozen=True)
class Throttle:
    """A way to say that too much was asked, besides 429: a status with a header of one of these values."""

    status: int
    header: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A family of platforms. Each field's default is what the specifications say."""

    name: str
    codes: tuple[str, ...] = ()
    """``product_family_code``, in small letters, and other spellings in use."""
    pages_elsewhere: bool = False
    """Its pages are on hosts that neither issuer nor addresses name: any https site may frame ours."""
    token_audience: str | None = None
    """``aud`` of token requests, where it is not the token address."""
    configured_by: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The host that serves an issuer's configuration, by the issuer's host, where they differ."""
    meanings: tuple[Meaning, ...] = ()
    throttles: tuple[Throttle, ...] = ()
    lines_in_deep_links: LinesInDeepLinks = "as asked"
    """What becomes of a line item in a deep link; "created" also where ``accept_lineitem`` is not said."""
    administrators_teach: bool = False
    """Who runs a course is its ``Administrator`` (of the scope ``membership``), not its ``Instructor``."""
    reviews: bool = False
    """Its gradebook opens a learner's work where a line item asks for it, without ever saying so."""
    whole_maxima: bool = False
    largest_maximum: float | None = None
    members_page: int | None = None
    """The most members that a page of the roster may be asked to hold."""
    histories: frozenset[str] = frozenset({"$Context.id.history", "$ResourceLink.id.history"})
    """The variables it fills in that tell a copy's origins (LTI core 1.3, appendix C)."""
    placements: tuple[str, ...] = ()
    """Where to offer the picker, where the platform shows a tool only by placements."""
    registration: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Members of the tool's configuration that only this family reads."""

    def takes_maximum(self, maximum: float) -> bool:
        """Whether a line item may have this maximum."""
        whole = not self.whole_maxima or maximum == int(maximum)
        return whole and (self.largest_maximum is None or maximum <= self.largest_maximum)

"""A learning platform (LMS) as it was registered with the tool."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Platform:
    """One registration: the pair (issuer, client_id) is unique.

    ``token_audience`` is the ``aud`` of token requests where it is not the token URL (Brightspace).
    ``family`` is the platform's product family code, e.g. ``moodle``, ``canvas``, ``openedx``.
    """

    platform_id: int
    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    keyset_url: str
    token_audience: str | None = None
    family: str = "generic"

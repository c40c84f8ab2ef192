"""Addresses in pages: a page has some twenty; those of one endpoint differ by the session's token alone."""

from functools import lru_cache
from typing import Any

from flask import g, request, url_for

from mooc_tool.web import tickets

_HELD = "-token-"  # stands in the kept address where the token will


def address(endpoint: str, **values: Any) -> str:
    """As Flask's ``url_for``, for paths of this site inside a request."""
    pattern = _pattern(request.root_path, endpoint, tuple(sorted(values.items())))
    return pattern.replace(_HELD, g.token) if _HELD in pattern else pattern


@lru_cache(4096)
def _pattern(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    given = dict(values)
    if tickets.is_inside(endpoint):
        given.setdefault("token", _HELD)
    return url_for(endpoint, **given)

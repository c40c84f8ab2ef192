"""Media types, limits and pages of the services."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import Response, request

from mooc_tool.demo.endpoints.current import current_lms
from mooc_tool.demo.state.refusal import Refusal

Item = TypeVar("Item")
_BOOKMARK = "BookMark-"
"""Bookmarks have capitals, as some platforms' do: a tool must keep the address of the next page as it is."""


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Part of a list; ``next_url`` leads to the rest."""

    items: Sequence[Item]
    next_url: str | None


def json_answer(document: object, media_type: str, status: int = 200) -> Response:
    """A JSON document of a service."""
    return Response(json.dumps(document, ensure_ascii=False), status, content_type=media_type)


def must_accept(media_type: str) -> None:
    """The request must name the media type that the service answers with. Raises Refusal (406)."""
    named = [part.partition(";")[0].strip() for part in request.headers.get("Accept", "").split(",")]
    if media_type not in named:
        raise Refusal(406, "not_acceptable", f"Accept must name {media_type}")


def sent_json(media_type: str) -> object:
    """The JSON document of the request, in that media type. Raises Refusal (415, 400)."""
    if request.mimetype != media_type:
        raise Refusal(415, "unsupported_media_type", f"Content-Type must be {media_type}")
    try:
        document: object = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "invalid_json", "the body is not JSON") from error
    return document


def page_of(items: Sequence[Item]) -> Page[Item]:
    """The page that the parameters ``limit`` and ``page`` ask for. Raises Refusal (400)."""
    size = current_lms().settings.page_size
    limit = request.args.get("limit")
    if limit is not None:
        size = min(size, _positive("limit", limit))
    bookmark = request.args.get("page")
    start = 0
    if bookmark is not None:
        if not bookmark.startswith(_BOOKMARK):
            raise Refusal(400, "invalid_page", "this bookmark is not one of ours")
        start = _positive("page", bookmark.removeprefix(_BOOKMARK))
    rest = start + size < len(items)
    return Page(items[start : start + size], _next_url(start + size) if rest else None)


def link(answer: Response, url: str | None, relation: str) -> Response:
    """Add a Link header (RFC 8288) if there is something to link to."""
    if url:
        answer.headers.add("Link", f'<{url}>; rel="{relation}"')
    return answer


def this_address(**parameters: str) -> str:
    """The address of this request with these parameters instead of its bookmark."""
    kept = {name: value for name, value in request.args.items(multi=False) if name != "page"}
    return f"{current_lms().address}{request.path}?{urlencode({**kept, **parameters})}"


def _next_url(start: int) -> str:
    return this_address(page=f"{_BOOKMARK}{start}")


def _positive(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise Refusal(400, "invalid_parameter", f"{name} must be a whole number above 0")
    return int(text)

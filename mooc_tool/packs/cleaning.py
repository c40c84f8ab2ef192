"""The second wall: whatever the renderer made, only these elements and attributes leave it."""

from collections.abc import Callable
from functools import lru_cache

import nh3

_TAGS = {
    *("a", "cite", "code", "em", "img", "span", "strong", "sup", "br"),
    *("h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "hr", "div", "section", "details", "summary"),
    *("ol", "ul", "li", "dl", "dt", "dd"),
    *("figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td"),
}
_EVERYWHERE = {"class", "id"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "rel", "role", "aria-label", "title"},
    "div": {"role", "tabindex", "aria-label", "aria-labelledby"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "section": {"aria-labelledby", "role"},
    "th": {"scope"},
}
_ANCHORS = frozenset({"id", "aria-labelledby"})


def clean(html: str, place: str = "") -> str:
    """HTML without anything active: no script, no style, no event, no address but http, https, mailto.

    Every anchor, and every link to one, begins with ``place``.
    """
    return _cleaner(place).clean(html)


@lru_cache(64)
def _cleaner(place: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        clean_content_tags={"script", "style"},
        attribute_filter=_placed(place) if place else None,
    )


def _placed(place: str) -> Callable[[str, str, str], str]:
    def put(_tag: str, name: str, value: str) -> str:
        if name in _ANCHORS:
            return place + value
        return f"#{place}{value[1:]}" if name == "href" and value.startswith("#") else value

    return put

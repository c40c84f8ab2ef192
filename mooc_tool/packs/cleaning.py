"""The second wall: whatever the renderer made, only these elements and attributes leave it."""

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
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    clean_content_tags={"script", "style"},
)


def clean(html: str) -> str:
    """HTML without anything active: no script, no style, no event, no address but http, https, mailto."""
    return _CLEANER.clean(html)

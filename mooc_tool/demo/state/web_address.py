"""Which addresses the platform takes from tools and people."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


def is_web_address(text: str) -> bool:
    """Whether it is http or https, with a plain host: one that may stand in a header or a policy."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    host = _HOST.fullmatch(parts.netloc)
    return parts.scheme in ("http", "https") and host is not None and text.isprintable() and " " not in text

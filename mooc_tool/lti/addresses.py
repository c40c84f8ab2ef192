"""Addresses (URLs) as other servers write them: read, compared, extended."""

from collections.abc import Mapping
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

_LONGEST = 2048
_PORTS = {"http": 80, "https": 443}


def is_url(value: str) -> bool:
    """Whether the text is an absolute http(s) address that names a host and no user."""
    try:
        scheme, host, _ = origin(value)
    except ValueError:
        return False
    plain = len(value) <= _LONGEST and value.isascii() and value.isprintable() and " " not in value
    return plain and scheme in _PORTS and bool(host) and "@" not in urlsplit(value).netloc


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, with the port that the scheme implies.

    :raises ValueError: no address at all
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)


def serialized_origin(url: str) -> str:
    """The origin as browsers write it (RFC 6454, section 6.2): without the port that the scheme implies."""
    scheme, host, port = origin(url)
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" if port == _PORTS.get(scheme) else f"{scheme}://{shown}:{port}"


def on_same_server(base: str, reference: str) -> str | None:
    """The address that a link found at ``base`` leads to; None if it leads to another server, or nowhere."""
    try:
        address = urljoin(base, reference)
        return address if is_url(address) and origin(address) == origin(base) else None
    except ValueError:
        return None


def below(url: str, segment: str) -> str:
    """The address one step further down the path, before any query (Moodle's line items have one)."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{segment}"))


def with_query(url: str, parameters: Mapping[str, str]) -> str:
    """The address with parameters added to its query, which stays as it is."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(parameters)) if part)
    return urlunsplit(parts._replace(query=query))

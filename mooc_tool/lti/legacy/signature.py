"""OAuth 1.0a signatures with HMAC-SHA1 (RFC 5849), which is all that LTI 1.1 has."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oauthlib.oauth1 import Client  # type: ignore[import-untyped]  # oauthlib ships no types
from oauthlib.oauth1.rfc5849.signature import verify_hmac_sha1  # type: ignore[import-untyped]  # as above

from mooc_tool.lti.legacy.consumer import Consumer

METHOD = "HMAC-SHA1"

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class _Signed:
    """A request as oauthlib reads it."""

    http_method: str
    uri: str
    params: Fields
    signature: str


def is_signed(fields: Fields, url: str, consumer: Consumer) -> bool:
    """Whether the fields of a form posted to ``url`` (query included) carry the consumer's signature."""
    given = [value for name, value in fields if name == "oauth_signature"]
    others = [(name, value) for name, value in fields if name != "oauth_signature"]
    if len(given) != 1 or not given[0].isascii():
        return False
    return bool(verify_hmac_sha1(_Signed("POST", url, others, given[0]), consumer.secret))


def signed_headers(
    url: str, body: str, content_type: str, consumer: Consumer, now: datetime
) -> dict[str, str]:
    """Headers to post ``body`` with: content type and Authorization, the body's hash included."""
    client = Client(
        consumer.key,
        client_secret=consumer.secret,
        signature_method=METHOD,
        nonce=secrets.token_urlsafe(24),
        timestamp=str(int(now.timestamp())),
    )
    _, headers, _ = client.sign(url, "POST", body, {"Content-Type": content_type})
    return {str(name): str(value) for name, value in headers.items()}

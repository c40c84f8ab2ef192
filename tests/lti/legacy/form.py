"""A platform that speaks LTI 1.1, signing as oauthlib does for anybody."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client

from mooc_tool.lti.legacy.consumer import Consumer

URL = "https://tool.test/lti/1.1/launch"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CONSUMER = Consumer("fun-mooc", "a secret with spaces & signs")
GOOD = {
    "lti_message_type": "basic-lti-launch-request",
    "lti_version": "LTI-1p0",
    "resource_link_id": "www.fun.test-9a7b",
    "resource_link_title": "Remplir les voitures",
    "user_id": "5f2c",
    "roles": "Student",
    "context_id": "course-v1:FUN+ECO+2026",
    "context_title": "Économie collaborative",
    "launch_presentation_locale": "fr",
    "launch_presentation_return_url": "",
    "lis_outcome_service_url": "https://www.fun.test/grade_handler",
    "lis_result_sourcedid": "course-v1%3AFUN:www.fun.test-9a7b:5f2c",
    "custom_content": "exercise/remplir-les-voitures",
    "oauth_callback": "about:blank",
}

Fields = tuple[tuple[str, str], ...]


def signed(
    fields: dict[str, str], *, url: str = URL, consumer: Consumer = CONSUMER, method: str = "HMAC-SHA1",
    at: datetime = NOW, nonce: str = "nonce-1",
) -> Fields:  # fmt: skip
    """The fields of a form that a platform signed."""
    client = Client(
        consumer.key, client_secret=consumer.secret, signature_method=method,
        signature_type=SIGNATURE_TYPE_BODY, nonce=nonce, timestamp=str(int(at.timestamp())),
    )  # fmt: skip
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    _, _, body = client.sign(url, "POST", urlencode(fields), form)
    return tuple(parse_qsl(body, keep_blank_values=True))


def launch_form(how: dict[str, Any] | None = None, **changed: str | None) -> Fields:
    """A good launch's form; keywords replace fields, None removes one; ``how`` it is signed."""
    fields = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}
    return signed(fields, **(how or {}))

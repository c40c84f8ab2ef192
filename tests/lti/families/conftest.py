"""Scores and tokens as a platform of some family takes them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs

import jwt
import pytest

from mooc_tool.errors import PlatformError
from mooc_tool.lti.scores import Score, send


@pytest.fixture
def score() -> Callable[..., str]:
    """The code that a platform's refusal of a score means."""

    def sent(service, family: str, status: int, words: bytes) -> str:
        service.platform = replace(service.platform, family=family)
        service.answer = lambda _seen: (status, {}, words)
        line = f"{service.server.url}/lines/1"
        with pytest.raises(PlatformError) as caught:
            send(service.connector(), Score(line, "u", 1, 2, "", datetime(2026, 3, 2, tzinfo=UTC)))
        return caught.value.code

    return sent


@pytest.fixture
def audience() -> Callable[..., str]:
    """The audience that a token request names."""

    def asked(service, family: str) -> str:
        service.platform = replace(service.platform, family=family)
        service.tokens.held.clear()
        service.connector().get_access_token(["s"])
        assertion = parse_qs(service.server.seen[-1].body.decode())["client_assertion"][0]
        return str(jwt.decode(assertion, options={"verify_signature": False})["aud"])

    return asked

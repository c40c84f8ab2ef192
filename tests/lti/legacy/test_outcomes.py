"""Basic Outcomes: what is sent, how it is signed, and what the answers mean."""

import base64
import contextlib
import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti.legacy.envelope import NAMESPACE, read_reply, replace_result
from mooc_tool.lti.legacy.launch import ResultPlace
from mooc_tool.lti.legacy.outcomes import Result, send
from tests.lti.legacy.form import CONSUMER

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1)
ANSWER = (
    '<?xml version="1.0"?><imsx_POXEnvelopeResponse xmlns="{ns}"><imsx_POXHeader>'
    "<imsx_POXResponseHeaderInfo><imsx_statusInfo><imsx_codeMajor>{code}</imsx_codeMajor>"
    "<imsx_description>{words}</imsx_description></imsx_statusInfo></imsx_POXResponseHeaderInfo>"
    "</imsx_POXHeader><imsx_POXBody/></imsx_POXEnvelopeResponse>"
)


def answer(code: str, words: str = "") -> bytes:
    """A platform's reply."""
    return ANSWER.format(ns=NAMESPACE, code=code, words=words).encode()


@given(XML_TEXT, XML_TEXT, st.floats(0, 1))
def test_what_is_sent_is_xml_that_says_the_same(identifier, source, share):
    root = ET.fromstring(replace_result(identifier, source, share).encode())  # noqa: S314 - our own
    find = {one.tag.removeprefix(f"{{{NAMESPACE}}}"): one.text for one in root.iter()}
    assert (find["imsx_messageIdentifier"], find["sourcedId"]) == (identifier, source)
    assert re.fullmatch(r"[01](\.\d{1,6})?", find["textString"])
    assert float(find["textString"]) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0"), (1, "1"), (0.5, "0.5"), (1e-9, "0"), (2 / 3, "0.666667")]
)
def test_how_a_share_is_said(share, said):
    assert f"<textString>{said}</textString>" in replace_result("m", "s", share)


@given(st.sampled_from(["success", "Failure", "unsupported", "processing"]), XML_TEXT)
def test_what_is_read(code, words):
    from_words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    reply = read_reply(answer(code, from_words))
    assert (reply.code, reply.words) == (code.lower(), " ".join(words.split()))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html><p>log in",
        b"{}",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a><imsx_codeMajor>&x;</imsx_codeMajor></a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><imsx_codeMajor>success</imsx_codeMajor></a>',
        answer("success").replace(b"</imsx_POXEnvelopeResponse>", b""),
    ],
)
def test_what_is_no_answer(document):
    with pytest.raises(ValueError, match=r"no XML|no imsx|document type"):
        read_reply(document)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(document):
    with contextlib.suppress(ValueError):
        assert read_reply(document).code


def sent(service, status, body, **headers):
    """Send a result to a platform that answers so."""
    service.answer = lambda _seen: (status, headers, body)
    place = ResultPlace(f"{service.server.url}/outcomes?tenant=7", "course:<link>:5f2c")
    send(service.http, CONSUMER, Result(place, 0.85, "letter-1-2"), NOW)


def test_it_is_signed_with_its_body(service):
    sent(service, 200, answer("success"))
    (seen,) = service.server.seen
    assert seen.headers["Content-Type"] == "application/xml"
    said = dict(re.findall(r'(\w+)="([^"]*)"', seen.headers["Authorization"]))
    assert (said["oauth_consumer_key"], said["oauth_signature_method"]) == ("fun-mooc", "HMAC-SHA1")
    assert said["oauth_timestamp"] == str(int(NOW.timestamp()))
    body_hash = base64.b64encode(hashlib.sha1(seen.body).digest()).decode()  # noqa: S324 - as the standard says
    assert unquote(said["oauth_body_hash"]) == body_hash


def test_a_repeat_has_the_same_body_and_another_nonce(service):
    for _ in range(2):
        sent(service, 200, answer("success"))
    first, second = service.server.seen
    assert first.body == second.body
    assert first.headers["Authorization"] != second.headers["Authorization"]


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, b"<!doctype html><p>Welcome", "outcome-unclear"),
        (200, answer("processing"), "outcome-unclear"),
        (500, b"", "platform-failing"),
        (503, answer("success"), "platform-failing"),
        (429, b"", "platform-throttled"),
    ],
)
def test_what_is_sent_again(service, status, body, code):
    with pytest.raises(TryLater) as caught:
        sent(service, status, body)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("status", "body", "code", "words"),
    [
        (200, answer("failure", "unknown sourcedId"), "outcome-refused", "unknown sourcedId"),
        (200, answer("unsupported"), "outcome-refused", "unsupported"),
        (401, b"signature", "access-refused", "signature"),
        (404, b"", "address-gone", ""),
    ],
)
def test_what_is_refused_for_good(service, status, body, code, words):
    with pytest.raises(PlatformError) as caught:
        sent(service, status, body)
    assert not isinstance(caught.value, TryLater)
    assert (caught.value.code, caught.value.words) == (code, words)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_no_share(share):
    with pytest.raises(ValueError, match="no share"):
        Result(ResultPlace("https://lms.test/", "s"), share, "m")

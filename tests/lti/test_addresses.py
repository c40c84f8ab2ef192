"""Addresses as other servers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.lti.addresses import below, is_url, on_same_server, origin, with_query


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("https://lms.test/a?b=c#d", True),
        ("http://127.0.0.1:8000", True),
        ("HTTPS://LMS.test/", True),
        ("https://", False),
        ("//lms.test/", False),
        ("/a", False),
        ("javascript:alert(1)", False),
        ("ftp://lms.test/", False),
        ("https://user@lms.test/", False),
        ("https://lms.test/a b", False),
        ("https://lms.test/\n", False),
        ("https://[::1", False),
        ("https://lms.test:99999/", False),
        ("https://é.test/", False),
        ("https://lms.test/" + "a" * 2048, False),
    ],
)
def test_which_texts_are_addresses(text, fine):
    assert is_url(text) == fine


@given(st.text())
def test_any_text(text):
    for candidate in (text, "https://" + text, "https://lms.test/" + text):
        assert is_url(candidate) in (True, False)
        on_same_server("https://lms.test/", candidate)


def test_the_port_that_the_scheme_implies():
    assert origin("https://LMS.test/a") == origin("https://lms.test:443") != origin("http://lms.test:443")


@pytest.mark.parametrize(
    ("reference", "leads_to"),
    [
        ("/b?c", "https://lms.test/b?c"),
        ("b", "https://lms.test/a/b"),
        ("https://lms.test:443/b", "https://lms.test:443/b"),
        ("http://lms.test/b", None),
        ("//evil.test/b", None),
        ("//[bad", None),
        ("javascript:alert(1)", None),
    ],
)
def test_links(reference, leads_to):
    assert on_same_server("https://lms.test/a/x", reference) == leads_to


def test_steps_and_queries():
    assert below("https://lms.test/1?a=b/c", "scores") == "https://lms.test/1/scores?a=b/c"
    assert with_query("https://lms.test/1?a=1&a=2", {"b": "é"}) == "https://lms.test/1?a=1&a=2&b=%C3%A9"
    assert with_query("https://lms.test/1", {}) == "https://lms.test/1"

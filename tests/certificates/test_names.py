"""Names as they are printed: one line, nothing invisible."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.certificates.names import LONGEST_NAME, read_name
from mooc_tool.errors import Unreadable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Camille \n\t Lefèvre ", "Camille Lefèvre"),
        ("Zoe\u0308", "Zoë"),
        ("Ana\u202egnaM", "AnagnaM"),
        ("A\x00nn\ufeffa\ud800", "Anna"),
        ("می\u200cرزا", "می\u200cرزا"),
        ("O’Neil-d'Arc, #1", "O’Neil-d'Arc, #1"),
    ],
)
def test_names_are_tidied(typed: str, printed: str) -> None:
    assert read_name(typed) == printed


@pytest.mark.parametrize("typed", ["", " \n", "\u200d", "\u202e\x07", "\u0300"])
def test_a_name_needs_more_than_marks(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_name(typed)
    assert refusal.value.code == "name-empty"


def test_a_name_has_a_longest_length() -> None:
    assert read_name("x" * LONGEST_NAME)
    with pytest.raises(Unreadable) as refusal:
        read_name("x" * (LONGEST_NAME + 1))
    assert refusal.value.code == "name-too-long"
    assert refusal.value.data == {"limit": LONGEST_NAME, "length": LONGEST_NAME + 1}


@given(st.text(max_size=250))
def test_a_name_read_is_tidy_and_reads_as_itself(text: str) -> None:
    try:
        name = read_name(text)
    except Unreadable:
        return
    assert read_name(name) == name == unicodedata.normalize("NFC", name).strip()
    assert not {unicodedata.category(character) for character in name} & {"Cc", "Cs", "Zl", "Zp"}

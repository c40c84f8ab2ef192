"""Serial numbers: what is printed is read back, however it is typed, and slips are noticed."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.certificates.serial import ENTROPY_BYTES, new_serial, read_serial

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
serials = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES).map(new_serial)


def test_a_serial_never_changes_for_the_same_entropy() -> None:
    assert new_serial(bytes.fromhex("12f49a7703bc51")) == "MT-H2F7-GV9K-MQ4P"


def test_entropy_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="7 random bytes, not 6"):
        new_serial(bytes(6))


@given(serials)
def test_printed_serials_are_read_back(serial: str) -> None:
    assert read_serial(serial) == serial


@given(serials, st.sampled_from(["", " ", "-", " – ", ".", "\u00a0", "\u200b"]))
def test_case_separators_lookalikes_and_prefix_do_not_matter(serial: str, separator: str) -> None:
    groups = serial.split("-")
    typed = separator.join(groups).lower().replace("1", "l").replace("0", "o")
    assert read_serial(f"  {typed}\n") == serial
    assert read_serial("".join(groups[1:])) == serial
    fullwidth = {ord(character): ord(character) + 0xFEE0 for character in ALPHABET}
    assert read_serial(serial.replace("1", "I").translate(fullwidth)) == serial


@given(serials)
@settings(deadline=None)
def test_each_single_wrong_character_is_noticed(serial: str) -> None:
    body = serial.replace("-", "")[2:]
    for place, right in enumerate(body):
        for wrong in ALPHABET.replace(right, ""):
            assert read_serial(body[:place] + wrong + body[place + 1 :]) is None


@given(serials)
def test_two_characters_that_changed_places_are_noticed(serial: str) -> None:
    body = serial.replace("-", "")[2:]
    for one, other in combinations(range(len(body)), 2):
        swapped = list(body)
        swapped[one], swapped[other] = body[other], body[one]
        assert read_serial("".join(swapped)) == (serial if body[one] == body[other] else None)


@given(st.text())
def test_any_text_gives_a_canonical_serial_or_none(text: str) -> None:
    serial = read_serial(text)
    assert serial is None or read_serial(serial) == serial


@pytest.mark.parametrize("text", ["", "MT", "MT-H2F7-GV9K", "MT-H2F7-GV9K-MQ4P-0", "XX-H2F7-GV9K-MQ4P"])
def test_what_is_no_serial_is_none(text: str) -> None:
    assert read_serial(text) is None

"""Reading HTML form fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.exercises.fields import FieldReader


def codes(reader: FieldReader) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in reader.faults()]


def test_all_faults_are_told_at_once_in_the_order_of_reading() -> None:
    fields = {"a": ["x"], "b": ["99"], "c": ["1", "2"], "d": [" "], "f": ["7"], "other": ["1"]}
    reader = FieldReader(fields)
    assert [reader.whole_number(name, 0, 9) for name in "abcdef"] == [None, None, None, None, None, 7]
    assert codes(reader) == [
        ("a", "not-a-number"),
        ("b", "out-of-range"),
        ("c", "given-twice"),
        ("d", "missing"),
        ("e", "missing"),
        ("other", "unknown-field"),
    ]


def test_a_choice_is_one_of_the_options_or_nothing() -> None:
    reader = FieldReader({"a": ["3"], "b": [""], "c": ["4"], "d": ["03"]})
    assert [reader.choice(name, [3, 5]) for name in "abcd"] == [3, None, None, None]
    assert codes(reader) == [("c", "not-an-option"), ("d", "not-an-option")]


@given(st.dictionaries(st.sampled_from(["n", "m"]), st.lists(st.text(max_size=12), max_size=3)))
def test_whatever_is_typed_is_a_number_in_range_or_a_fault(fields: dict[str, list[str]]) -> None:
    reader = FieldReader(fields)
    number = reader.whole_number("n", 0, 16)
    assert (number is None) == any(fault.field == "n" for fault in reader.faults())
    assert number is None or 0 <= number <= 16


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("12", 1200), ("12,5", 1250), ("12.50", 1250), (" 0,05 ", 5), ("1 200", 120000),
        ("1\u202f200,5", 120050),
        ("1,200", 120000), ("1.200", 120000), ("773", 77300), ("1,200.50", 120050), ("0.125", None),
        ("1,2,3", None), ("12 50", None), ("½", None), ("-3", None), ("1e3", None), ("2000", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(typed: str, hundredths: int | None) -> None:
    reader = FieldReader({"n": [typed]})
    assert reader.hundredths("n", 0, 1999) == hundredths
    assert bool(reader.faults()) == (hundredths is None)


@given(st.text(max_size=12), st.integers(0, 4))
def test_a_decimal_is_a_whole_number_of_its_unit_or_a_fault(text: str, places: int) -> None:
    reader = FieldReader({"n": [text]})
    number = reader.decimal("n", 0, 16, places)
    assert (number is None) == any(fault.field == "n" for fault in reader.faults())
    assert number is None or 0 <= number <= 16


def test_decimals_take_comma_point_and_spaces() -> None:
    typed = {
        "a": ["0,25"],
        "b": ["1.5"],
        "c": ["12 000"],
        "d": ["1\u202f234,500"],
        "e": ["3,"],
        "f": ["0.125"],
    }
    reader = FieldReader(typed)
    assert [reader.decimal(name, 0, 10**9, 2) for name in "abcdef"] == [
        25,
        150,
        1_200_000,
        123_450,
        300,
        None,
    ]
    assert codes(reader) == [("f", "too-fine")]


def test_a_whole_number_has_no_comma() -> None:
    reader = FieldReader({"a": ["12 000"], "b": ["12,5"], "c": ["12,000"], "d": ["-1"], "e": ["12.0"]})
    assert [reader.decimal(name, 0, 99_999, 0) for name in "abcde"] == [12_000, None, 12_000, None, 12]
    assert codes(reader) == [("b", "not-a-number"), ("d", "not-a-number")]

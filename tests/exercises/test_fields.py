"""Reading HTML form fields."""

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

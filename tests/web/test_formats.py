"""Numbers are written as Babel writes them, sooner."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.web import formats

NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.integers(-(10**7), 10**7).map(lambda thousandths: thousandths / 1000),
    st.floats(-1e9, 1e9),
).filter(bool)  # a cache need not tell 0.0 from -0.0


@pytest.mark.parametrize("spoken", ["fr", "en"])
@given(value=NUMBERS, digits=st.integers(0, 3))
def test_a_decimal_is_babels(spoken: str, value: float, digits: int) -> None:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    assert formats.decimal(spoken, value, digits) == format_decimal(value, format=pattern, locale=spoken)


@pytest.mark.parametrize("spoken", ["fr", "en"])
@given(value=NUMBERS)
def test_a_number_is_babels(spoken: str, value: float) -> None:
    assert formats.number(spoken, value) == format_decimal(value, locale=spoken)

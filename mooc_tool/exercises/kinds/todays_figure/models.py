"""The arithmetic behind the sentences: from what is drawn to the right number and the one wrongly printed."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

Drawn = Mapping[str, int]
PER_CENT = Fraction(1, 100)


class Figures(NamedTuple):
    """Numbers that texts may show besides those drawn; the right number; the one with the story's fault."""

    shown: Mapping[str, Fraction | int]
    right: Fraction | int
    wrong: Fraction | int


def _growth(x: Drawn) -> Figures:
    """The starting point is not taken away. ``factor`` in hundredths."""
    a, b = x["a"], x["a"] * x["factor"] // 100
    return Figures(
        {"b": b, "ratio": Fraction(b, a), "gain": b - a}, Fraction(100 * (b - a), a), Fraction(100 * b, a)
    )


def _a_day(days: int) -> Callable[[Drawn], Figures]:
    """A whole month's number is given for a day's."""
    return lambda x: Figures({}, Fraction(x["n"], days), x["n"])


def _cost(x: Drawn) -> Figures:
    """A year's money is shared among one week's trips."""
    yearly = 52 * x["weekly"]
    return Figures({"yearly": yearly}, Fraction(x["budget"], yearly), Fraction(x["budget"], x["weekly"]))


def _cancelled(x: Drawn) -> Figures:
    """The gross number is given for the net one."""
    left = 100 - x["cancelled"]
    return Figures({"left": left}, x["total"] * left * PER_CENT, x["total"])


def _plan(x: Drawn) -> Figures:
    """A zero too many. ``tonnes`` and ``trips`` in hundredths of millions, a year and a day."""
    yearly = Fraction(365 * x["trips"], 100)
    right = Fraction(1000 * x["tonnes"], 100) / yearly
    drawn = {"tonnes": x["tonnes"] * PER_CENT, "trips": x["trips"] * PER_CENT}
    return Figures({**drawn, "yearly": yearly}, right, 10 * right)


MODELS: Mapping[str, Callable[[Drawn], Figures]] = MappingProxyType(
    {
        "growth": _growth,
        "month": _a_day(30),
        "july": _a_day(31),
        "cost": _cost,
        "share": lambda x: Figures({}, x["total"] * x["share"] * PER_CENT, x["total"]),
        "nested": lambda x: Figures({}, x["registered"] * x["supplying"] * PER_CENT, x["supplying"]),
        "part": lambda x: Figures({}, x["part"], x["total"]),
        "two-shares": lambda x: Figures(
            {}, x["total"] * x["narrow"] * PER_CENT, x["total"] * x["wide"] * PER_CENT
        ),
        "fleet": lambda x: Figures({}, x["fleet"] * x["thanks"], x["fleet"] * x["given_up"]),
        "cancelled": _cancelled,
        "planned": lambda x: Figures({}, x["counted"], x["planned"]),
        "zero": lambda x: Figures({}, x["n"], 10 * x["n"]),
        "plan": _plan,
    }
)


def hundredths(number: Fraction | int) -> int:
    """To the nearest hundredth, halves upwards."""
    return int(100 * Fraction(number) + Fraction(1, 2))


def printed(number: Fraction | int) -> int:
    """As a newspaper would print it, in hundredths: whole from 100 on, one decimal from 10 on, else two."""
    step = 100 if number >= 100 else 10 if number >= 10 else 1
    return step * int(100 * Fraction(number) / step + Fraction(1, 2))

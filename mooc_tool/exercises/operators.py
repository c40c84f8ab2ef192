"""Two operators of car-pooling on one territory: whose trips are paid, and who can meet whom.

Each operator pairs its own people only, unless it must pass requests on to the other. A teaching model, in
whole numbers, for many rules at once: ``way`` holds indices of OPERATORS, shape (rules, 1).
"""

from typing import Literal, get_args

import numpy as np

from mooc_tool.engine.arrays import Int64
from mooc_tool.exercises.kind import Form

Operators = Literal["both", "one", "joined"]
"""Whose trips are paid: both operators' side by side; those of the larger alone; of both, joined into one
market."""
OPERATORS: tuple[Operators, ...] = get_args(Operators)

_BOTH, _ONE, _JOINED = range(len(OPERATORS))


class Second(Form):
    """The smaller operator. ``share``: per cent of people who are with it, 0 if there is none; ``stay``: per
    cent of these who stay, unpaid, if the other alone is paid; ``fee``: cents that passing requests on costs
    for each trip paid.
    """

    share: int = 0
    stay: int = 0
    fee: int = 0


def reached(way: Int64, second: Second) -> Int64:
    """Thousandths of the people whose trips may be paid."""
    people: Int64 = np.where(way == _ONE, 1000 - second.share * second.stay // 10, 1000)
    return people


def fee(way: Int64, second: Second) -> Int64:
    """Cents of public money for each trip paid, beside what the driver gets."""
    cents: Int64 = np.where(way == _JOINED, second.fee, 0)
    return cents


def paired(way: Int64, second: Second, trips: Int64, half_full: int) -> Int64:
    """Thousandths of attempts that find somebody, shape (rules, bands).

    ``trips``: of those reached in a month, in thousandths; in a market of ``half_full`` trips half of
    attempts succeed.
    """
    apart: Int64 = np.where(way == _BOTH, 10 * second.share, 0)
    rest = 1000 - apart
    found = rest * _alone(trips * rest // 1000, half_full) + apart * _alone(trips * apart // 1000, half_full)
    rate: Int64 = found // 1000
    return rate


def _alone(trips: Int64, half_full: int) -> Int64:
    rate: Int64 = trips * 1000 // (trips + 1000 * half_full)
    return rate

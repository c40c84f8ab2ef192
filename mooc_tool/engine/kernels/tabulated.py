"""One week of services from tables, for every class of people of every service."""

from mooc_tool.engine.arrays import Int64
from mooc_tool.engine.kernels.build import kernel


@kernel()
def rate_of(there: int, rates: Int64, s: int, step: int) -> int:
    """The share matched of so many present in service s: straight between two points of its table."""
    point = min(there // step, rates.shape[1] - 2)
    low, beyond = rates[s, point], min(there - point * step, step)
    share: int = low + (rates[s, point + 1] - low) * beyond // step
    return share


@kernel("void(int64[:, ::1], int64[::1], int64[::1], int64[:, ::1], int64[::1], int64[:, ::1], int64[::1])")
def pass_week(
    rates: Int64, step: Int64, ready: Int64, thresholds: Int64, habits: Int64, present: Int64, matched: Int64
) -> None:
    """Changes ``present`` and ``matched``, in thousandths of a person.

    ``habits``: join, leave and trial in thousandths; ``ready``: thousandths of a person in each class.
    """
    classes = present.shape[1]
    for s in range(len(ready)):
        there = 0
        for c in range(classes):
            there += present[s, c]
        rate = rate_of(there, rates, s, step[s] * 1000)
        matched[s] = there * rate // 1000
        for c in range(classes):
            here = present[s, c]
            if rate >= thresholds[s, c]:
                present[s, c] += (ready[s] - here) * habits[0] // 1000
            else:
                present[s, c] += (ready[s] - here) * habits[2] // 1000 - here * habits[1] // 1000

"""No group of fewer than six people is shown: the rule of the French car-pooling register's open data."""

from collections.abc import Sequence

SMALLEST_GROUP = 6


def shown(count: int) -> int | None:
    """The count of a group, or None if the group is too small to be shown. An empty group is nobody: 0."""
    return None if 0 < count < SMALLEST_GROUP else count


def shown_parts(parts: Sequence[int]) -> tuple[int | None, ...]:
    """The sizes of the parts of one group whose total is known, None where a part must stay hidden.

    Where the hidden parts together would still be a group too small, found by subtraction from the total,
    the smallest part left is hidden with them (complementary suppression).
    """
    hidden = {index for index, part in enumerate(parts) if shown(part) is None}
    left = sorted((index for index, part in enumerate(parts) if shown(part)), key=lambda index: parts[index])
    while left and 0 < sum(parts[index] for index in hidden) < SMALLEST_GROUP:
        hidden.add(left.pop(0))
    return tuple(None if index in hidden else part for index, part in enumerate(parts))

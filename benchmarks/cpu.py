"""CPU time of a tree of processes, read from /proc: the steady figure on a machine that others share."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def tree_seconds(pid: int) -> float:
    """User and system time of ``pid`` and its living descendants, with what their dead children took."""
    return sum(_seconds(each) for each in _tree(pid))


def _tree(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        each = todo.pop()
        found.append(each)
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            todo += [int(child) for child in task.read_text().split()]
    return found


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / _TICK

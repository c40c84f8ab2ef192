"""The loop of top trading cycles."""

from mooc_tool.engine.arrays import Int32, Int64, Ranks
from mooc_tool.engine.kernels.build import kernel


@kernel(
    "int64(int64[::1], int32[::1], int64[::1], int32[::1], int32[::1], int32[::1], int32[::1], int32[::1])",
    "int64(int64[::1], int16[::1], int64[::1], int32[::1], int32[::1], int32[::1], int32[::1], int32[::1])",
)
def trade(
    start: Int64, choice: Ranks, at: Int64, owner: Int32, own: Int32, got: Int32, cycle: Int32, path: Int32
) -> int:
    """Follows each agent to the owner of the best house left, until the walk closes.

    ``at`` comes as the starts, ``owner[house]`` and ``own[agent]`` as the endowment; ``got`` comes -1
    and ends as each agent's house, ``cycle`` comes -1 and ends as the number of its cycle. The number of
    cycles.
    """
    cycles = 0
    for first in range(len(own)):
        length = 0
        agent = first
        while got[first] < 0:
            if cycle[agent] == -2:  # the walk closes: everyone from here on gets what they point to
                while True:
                    length -= 1
                    member = path[length]
                    cycle[member] = cycles
                    got[member] = own[member] if at[member] == start[member + 1] else choice[at[member]]
                    if member == agent:
                        break
                cycles += 1
                if length == 0:
                    break
                agent = path[length - 1]
                length -= 1
                cycle[agent] = -1
                continue
            cycle[agent] = -2
            path[length] = agent
            length += 1
            while at[agent] < start[agent + 1] and got[owner[choice[at[agent]]]] >= 0:
                at[agent] += 1
            if at[agent] < start[agent + 1]:
                agent = owner[choice[at[agent]]]
    return cycles

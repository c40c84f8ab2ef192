"""The loop of a market where agents arrive, wait and leave.

Whether two agents suit each other is decided when one of them looks. Nobody looks at the same agent
twice, so the outcome has the same law as if all had been drawn beforehand, at the cost of a draw or two
an event.

Tables that every function shares: ``time[0]``: arrivals, ascending, ``time[1]``: departures. ``who[0]``:
kind, 0 easy or 1 hard; ``who[1]``: place in the pool of that kind, -1 not in the market, -2 - k at place
k of the fresh. ``pool[0]``, ``pool[1]``: those waiting, by kind; ``pool[2]``: the fresh, who wait for a
batch; ``pool[3]``: room. ``count``: lengths of the first three, then matched, lost, and random numbers
used. ``clock``: now, pool size times time, time waited. ``none[a, k]``: the chance that none of k others
suits, a = 0 for two easy, 1 for a hard one, 2 for two hard.
"""

from mooc_tool.engine.arrays import Int32, Int64, Real
from mooc_tool.engine.kernels.build import kernel

AT_ONCE, PATIENT, LEAVING_FIRST, BATCH = 0, 1, 2, 3
EASY, HARD, FRESH, MATCHED, LOST, DRAWN = 0, 1, 2, 3, 4, 5


@kernel()
def uniform(noise: Real, count: Int64) -> float:
    """The next of the random numbers handed in, read round and round."""
    count[DRAWN] += 1
    if count[DRAWN] == len(noise):
        count[DRAWN] = 0
    drawn: float = noise[count[DRAWN]]
    return drawn


@kernel()
def put_in(agent: int, who: Int32, pool: Int32, count: Int64) -> None:
    """The agent joins the pool of its kind."""
    kind = who[0, agent]
    pool[kind, count[kind]] = agent
    who[1, agent] = count[kind]
    count[kind] += 1


@kernel()
def take_out(agent: int, who: Int32, pool: Int32, count: Int64) -> None:
    """The agent leaves the pool of its kind; the last of the pool takes its place."""
    kind, at = who[0, agent], who[1, agent]
    count[kind] -= 1
    last = pool[kind, count[kind]]
    pool[kind, at] = last
    who[1, last] = at
    who[1, agent] = -1


@kernel()
def none_of(none: Real, chance: int, others: int) -> float:
    """The table ends where the chance is below what a random number can tell from 0."""
    value: float = none[chance, min(others, none.shape[1] - 1)]
    return value


@kernel()
def first_suitable(drawn: float, none: Real, chance: int, others: int) -> int:
    """How many are looked at in vain before one who suits; ``others`` if none does."""
    low, high = 0, others
    while low < high:
        middle = (low + high) // 2
        if none_of(none, chance, middle + 1) <= drawn:
            high = middle
        else:
            low = middle + 1
    return low


@kernel()
def partner_of(
    agent: int, policy: int, time: Real, who: Int32, noise: Real, none: Real, pool: Int32, count: Int64
) -> int:
    """Someone in the pool who suits the agent, a hard one if any, or -1."""
    for kind in range(HARD, -1, -1):
        chance = who[0, agent] + kind
        if policy != LEAVING_FIRST:  # of those who suit, any is as likely as any other
            if none_of(none, chance, count[kind]) <= uniform(noise, count):
                at = int(uniform(noise, count) * count[kind])
                return int(pool[kind, at])
            continue
        found = -1
        at = first_suitable(uniform(noise, count), none, chance, count[kind])
        while at < count[kind]:
            other = pool[kind, at]
            if found < 0 or time[1, other] < time[1, found]:
                found = other
            at += 1 + first_suitable(uniform(noise, count), none, chance, count[kind] - at - 1)
        if found >= 0:
            return found
    return -1


@kernel()
def finds_partner(
    agent: int,
    policy: int,
    time: Real,
    who: Int32,
    noise: Real,
    none: Real,
    pool: Int32,
    count: Int64,
    clock: Real,
) -> bool:
    """The agent, not in the pool, looks at it; both leave the market together if someone suits."""
    other = partner_of(agent, policy, time, who, noise, none, pool, count)
    if other < 0:
        return False
    take_out(other, who, pool, count)
    count[MATCHED] += 2
    clock[2] += 2 * clock[0] - time[0, agent] - time[0, other]
    return True


@kernel()
def clear_batch(
    time: Real, who: Int32, noise: Real, none: Real, pool: Int32, count: Int64, clock: Real
) -> None:
    """The fresh, hard ones first, look at all whom they have not met.

    Whoever has looked in vain waits aside.
    """
    fresh, aside = count[FRESH], 0
    count[FRESH] = 0
    for k in range(fresh):
        put_in(pool[FRESH, k], who, pool, count)
    for kind in range(HARD, -1, -1):
        for k in range(fresh):
            agent = pool[FRESH, k]
            if who[0, agent] == kind and who[1, agent] >= 0:
                take_out(agent, who, pool, count)
                if not finds_partner(agent, AT_ONCE, time, who, noise, none, pool, count, clock):
                    pool[3, aside] = agent
                    aside += 1
    for k in range(aside):
        put_in(pool[3, k], who, pool, count)


@kernel()
def depart(
    agent: int,
    policy: int,
    time: Real,
    who: Int32,
    noise: Real,
    none: Real,
    pool: Int32,
    count: Int64,
    clock: Real,
) -> None:
    """The agent's time is up: lost, unless it has gone already or the policy finds it a partner now."""
    at = who[1, agent]
    if at == -1:
        return
    if at >= 0:
        take_out(agent, who, pool, count)
        if policy == PATIENT and finds_partner(agent, policy, time, who, noise, none, pool, count, clock):
            return
    else:  # among the fresh: the last of them takes its place
        count[FRESH] -= 1
        last = pool[FRESH, count[FRESH]]
        pool[FRESH, -2 - at] = last
        who[1, last] = at
        who[1, agent] = -1
    count[LOST] += 1


@kernel(
    "void(int64, float64, int64[::1], float64[:, ::1], int32[:, ::1], float64[::1], float64[:, ::1],"
    " int32[:, ::1], int64[::1], float64[::1])"
)
def live(
    policy: int,
    period: float,
    leaving: Int64,
    time: Real,
    who: Int32,
    noise: Real,
    none: Real,
    pool: Int32,
    count: Int64,
    clock: Real,
) -> None:
    """Runs until the last arrival.

    ``leaving`` orders the agents by departure; batches come every ``period``.
    """
    arrivals = time.shape[1]
    came, gone, batches = 0, 0, 1
    while came < arrivals:
        now = time[0, came]
        departing, clearing = time[1, leaving[gone]] < now, False
        if departing:
            now = time[1, leaving[gone]]
        if policy == BATCH and batches * period < now:
            now, departing, clearing = batches * period, False, True
        clock[1] += (count[EASY] + count[HARD] + count[FRESH]) * (now - clock[0])
        clock[0] = now
        if clearing:
            clear_batch(time, who, noise, none, pool, count, clock)
            batches += 1
        elif departing:
            depart(leaving[gone], policy, time, who, noise, none, pool, count, clock)
            gone += 1
        else:
            if policy == BATCH:
                pool[FRESH, count[FRESH]] = came
                who[1, came] = -2 - count[FRESH]
                count[FRESH] += 1
            elif policy == PATIENT or not finds_partner(
                came, policy, time, who, noise, none, pool, count, clock
            ):
                put_in(came, who, pool, count)
            came += 1

"""First choice first: what it promises, and what it does not."""

from hypothesis import given

from mooc_tool.engine.matching.first_choice_first import first_choice_first
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.rounds import first_choice_rounds
from tests.engine.markets import markets


@given(markets(most=5, seats=2))
def test_round_by_round(market: Market) -> None:
    receivers = market.receivers.lists()
    partner = [-1] * len(market.proposers)
    for place in range(len(market.receivers)):
        for j, priority in enumerate(receivers):
            applying = [
                i
                for i, row in enumerate(market.proposers.lists())
                if partner[i] == -1 and place < len(row) and row[place] == j and i in priority
            ]
            free = int(market.capacity[j]) - partner.count(j)
            for i in sorted(applying, key=priority.index)[:free]:
                partner[i] = j
    assert first_choice_first(market) == Matching.of(market, partner)


def test_the_honest_can_lose_the_second_choice() -> None:
    market = Market.of([[0, 1, 2], [0, 1, 2], [1, 0, 2]], [[0, 1, 2], [1, 2, 0], [0, 1, 2]])
    assert first_choice_first(market).partner.tolist() == [0, 2, 1]


@given(markets(most=5, seats=2))
def test_rounds_end_in_the_same_matching_and_nobody_kept_is_sent_away(market: Market) -> None:
    told = first_choice_rounds(market)
    before: tuple[tuple[int, ...], ...] = ((),) * len(market.receivers)
    for each in told:
        assert all(row[: len(kept)] == kept for row, kept in zip(each.held, before, strict=True))
        before = each.held
    assert tuple(tuple(sorted(row)) for row in before) == first_choice_first(market).held()

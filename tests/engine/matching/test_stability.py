"""Blocking pairs, against the definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.engine.draw import Draw
from mooc_tool.engine.kernels.build import plainly
from mooc_tool.engine.matching.market import Market, Matching
from mooc_tool.engine.matching.preferences import Preferences
from mooc_tool.engine.matching.stability import _count, _cuts, blocking_pairs, is_stable
from tests.engine.markets import blocking, complete_markets, every_matching, markets


@given(markets(seats=2) | complete_markets(4), st.data())
def test_blocking_pairs_are_those_of_the_definition(market: Market, data: st.DataObject) -> None:
    matching = data.draw(st.sampled_from(list(every_matching(market))))
    expected = blocking(market, matching)
    found = blocking_pairs(market, matching)
    assert list(found.first) == expected
    assert found.count == len(expected)
    assert is_stable(market, matching) == (not expected)
    assert blocking_pairs(market, matching, 1).first == tuple(expected[:1])
    with plainly():
        assert blocking_pairs(market, matching) == found


@pytest.mark.parametrize("dtype", [np.int16, np.int32])
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 70), (64, 64), (65, 63), (127, 129)])
def test_every_pair_is_counted_once_whatever_the_size(rows: int, columns: int, dtype: type[np.int16]) -> None:
    draw = Draw(b"pairs")
    tables = [draw.words(rows * columns).reshape(shape) for shape in ((rows, columns), (columns, rows))]
    left, right = (Preferences.complete(np.argsort(table, axis=1).astype(dtype)) for table in tables)
    market = Market.of(left, right)
    together = draw.shuffled(range(min(rows, columns)))
    matching = Matching.of(market, together + [-1] * (rows - len(together)))
    expected = blocking(market, matching)
    assert blocking_pairs(market, matching, len(expected)).first == tuple(expected)
    assert blocking_pairs(market, matching, 0).count == len(expected)
    with plainly():
        assert blocking_pairs(market, matching, 0).count == len(expected)
        assert _count(left.rank_table, right.rank_table, *_cuts(market, matching)) == len(expected)


def test_a_matching_of_another_market_is_refused() -> None:
    market = Market.of([[0]], [[0], []])
    with pytest.raises(ValueError, match="of 1 proposers and 1 receivers, the market of 1 and 2"):
        blocking_pairs(market, Matching.of(Market.of([[0]], [[0]]), [0]))
    with pytest.raises(ValueError, match="proposer 0 is matched with 1, who is not on its list"):
        blocking_pairs(market, Matching.of(Market.of([[1]], [[], [0]]), [1]))
    with pytest.raises(ValueError, match="limit"):
        blocking_pairs(market, Matching.of(market, [0]), -1)

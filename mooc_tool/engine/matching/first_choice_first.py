"""First choice first, the rule that was used in Boston: simple, and not safe to be honest under.

Source: A. Abdulkadiroğlu and T. Sönmez, « School choice: a mechanism design approach », Amer. Econ. Rev.
93 (2003).
"""

import numpy as np

from mooc_tool.engine.matching.market import Market, Matching


def first_choice_first(market: Market) -> Matching:
    """In round k those still alone apply to their k-th choice.

    Receivers keep the best for good while seats last.
    """
    proposers, standing = market.proposers, market.standing
    partner = np.full(len(proposers), -1, np.int32)
    free = market.capacity.copy()
    lengths = np.diff(proposers.start)
    for place in range(int(lengths.max())):
        applying = np.flatnonzero((partner < 0) & (lengths > place))
        entry = proposers.start[applying] + place
        for at in np.argsort(standing[entry], kind="stable").tolist():
            j = proposers.choice[entry[at]]
            if standing[entry[at]] >= 0 and free[j] > 0:
                partner[applying[at]] = j
                free[j] -= 1
    return Matching(partner, len(market.receivers))

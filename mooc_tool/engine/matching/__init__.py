"""Who goes with whom: matching markets, assignment, exchange, dynamic markets."""

"""Car-pooling on a territory: places, trips, who can serve whom, and plans."""

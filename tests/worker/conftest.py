"""An outbox, two workers, an LMS."""

import pytest

from tests.conftest import House
from tests.worker.post import Post, open_post


@pytest.fixture
def post(house: House) -> Post:
    """The outbox of a course with one column."""
    return open_post(house)

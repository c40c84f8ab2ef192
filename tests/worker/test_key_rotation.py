"""While our own keys rotate every score arrives at once, also at an LMS that keeps key sets for days."""

from dataclasses import replace
from datetime import datetime, timedelta

from mooc_tool.records import LetterState
from mooc_tool.worker import Worker
from tests.conftest import TOOL_URL
from tests.worker.post import Post

DAY, DAYS = timedelta(days=1), 100
KEY_DAYS = 30
KEEPS = timedelta(days=6)  # how long the LMS keeps its copy of a key set


class Copy:
    """The LMS's copy of our key set: read again after some days, and never because a ``kid`` is unknown."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.document: object = None
        self.read_at: datetime | None = None
        self.kids: set[str] = set()

    def fetch(self, _url: str) -> object:
        if self.read_at is None or self.post.now - self.read_at >= KEEPS:
            answer = self.post.house.app.test_client().get(f"{TOOL_URL}/lti/keys.json")
            self.document, self.read_at = answer.get_json(), self.post.now
            self.kids |= {key["kid"] for key in self.document["keys"]}
        return self.document


def test_no_score_waits_while_keys_rotate(post: Post) -> None:
    copy = Copy(post)
    post.lms.tool_keys._fetch = copy.fetch
    tool = post.house.tool
    hasty = replace(tool, settings=tool.settings.model_copy(update={"key_days": KEY_DAYS}))
    post.workers = [Worker(hasty, lambda: post.now) for _ in range(2)]
    for user in post.enrol(DAYS):
        post.now += DAY
        for worker in post.workers:
            worker._sweep_when_due()
        post.score(user, 50)
        post.go_on(seconds=1)
    letters = post.letters()
    assert {(letter.state, letter.tries) for letter in letters} == {(LetterState.SENT, 1)}
    assert len(letters) == DAYS
    assert len(copy.kids) >= 3, "keys did rotate"

"""Scores outlive kill -9: processes die in mid-work, the platform fails, and the books balance.

The tool runs as it does in earnest (granian with two processes, two workers); learners play over HTTP and
press again when a connection breaks. What dies is drawn from a seed; when is counted in submissions.
"""

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from threading import Lock
from urllib.parse import urljoin

import pytest
import requests
from sqlalchemy import select

from mooc_tool.demo.browserless import Visitor
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.demo.state.gradebook import Receipt
from mooc_tool.records import Attempt, Certificate, Letter, LetterState, Person, Score, Stage
from mooc_tool.services import auditing
from mooc_tool.services.tool import Tool
from tests.flows.playing import right_fields
from tests.records.postgresql import throw_away_database
from tests.services.campus import OUT, files
from tests.worker.processes import Installation, running, wait_until

log = logging.getLogger(__name__)

SUBMISSIONS, AT_ONCE = 3, 4
CERTIFIED = 3  # learners; typesetting takes long
FAULTS = FaultPlan(
    error_before=0.06, error_after=0.06, cut_before=0.06, cut_after=0.06, too_many=0.04, revoked=0.05,
    html=0.04, token_error=0.1, retry_after=1, seed=11,
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many learners play, and what dies, in an order drawn from a seed."""

    learners: int
    deaths: tuple[str, ...]

    @property
    def submissions(self) -> int:
        """In all."""
        return self.learners * SUBMISSIONS

    @property
    def between(self) -> int:
        """Submissions from death to death."""
        return self.submissions // (len(self.deaths) + 1)


@dataclass
class Learner:
    """What a learner was told."""

    user_id: str
    certified: bool
    stated: list[int] = field(default_factory=list)
    """The points of each submission that was acknowledged, in order."""


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file."""
    return f"sqlite:///{tmp_path / 'tool.sqlite3'}"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """A server."""
    with throw_away_database() as url:
        yield url


@dataclass
class Playing:
    """Learners who press again when a connection breaks."""

    installation: Installation
    address: str
    activity: int
    size: Size
    submitted: int = 0

    def __post_init__(self) -> None:
        self._lock = Lock()

    def play(self, learner: Learner) -> None:
        """All submissions of a learner, then the certificate."""
        visitor = Visitor(self.address, learner.user_id)
        exercise = self._insist(lambda: visitor.launch(self.activity)).url
        for number in range(1, SUBMISSIONS + 1):
            page = self._press(visitor, f"{exercise}/attempts", {}).url
            self._press(visitor, f"{page}/predict", {"prediction": "3"})
            answered = self._press(visitor, f"{page}/answer", self._answer(page, number))
            shown = re.search(r'class="result-score">(\d+)<', answered.text)
            assert shown, answered.text
            learner.stated.append(int(shown[1]))
            self._count()
        if learner.certified:
            self._press(visitor, urljoin(exercise, "../certificate"), {"name": "Amina Diallo"})

    def _press(self, visitor: Visitor, where: str, fields: dict[str, str]) -> requests.Response:
        return self._insist(lambda: visitor.follow(where, fields))

    def _insist(self, act: Callable[[], requests.Response]) -> requests.Response:
        """Do it until an answer comes; what was done twice must count once."""
        answers: list[requests.Response] = []

        def done() -> bool:
            try:
                answers.append(act())
            except (requests.RequestException, RuntimeError):
                return False
            return answers[-1].status_code == 200

        wait_until(done, "an answer of the tool")
        return answers[-1]

    def _answer(self, page: str, number: int) -> dict[str, str]:
        """A right answer, or the beginning of one: better from submission to submission."""
        with self.installation.tool.database.reading() as db:
            fields = right_fields(db.get_one(Attempt, int(page.rpartition("/")[2])))
        filled = [name for name in fields if fields[name]]
        kept = set(filled[: number * len(filled) // SUBMISSIONS])
        return {name: fields[name] if name in kept else "" for name in fields}

    def _count(self) -> None:
        with self._lock:
            self.submitted += 1
            if self.submitted % self.size.between == 0 and self.installation.deaths:
                self.installation.kill_something()


def all_settled(tool: Tool) -> bool:
    """Whether no letter waits, and no lease is left."""
    open_ = select(Letter.letter_id).where(
        (Letter.state == LetterState.WAITING) | Letter.leased_until.is_not(None)
    )
    with tool.database.reading() as db:
        return db.scalar(open_.limit(1)) is None


def test_scores_outlive_kill_9_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(tmp_path, sqlite_url, Size(12, ("web child", "web child", "web tier", "worker")))


@pytest.mark.postgresql
def test_scores_outlive_kill_9_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    check(tmp_path, postgresql_url, Size(8, ("web child", "worker")))


def check(tmp_path: Path, database_url: str, size: Size) -> None:
    """Play, kill, let the platform fail; then lift the faults and look at the books."""
    course = files(SUBMISSIONS, mean=30)
    with running(tmp_path, database_url, course, size.deaths) as (installation, server):
        tool, lms = installation.tool, server.lms
        learners = [
            Learner(user_id, number < CERTIFIED)
            for number, user_id in enumerate(lms.enrol_many(size.learners))
        ]
        (activity,) = (
            one.activity_id for one in lms.courses.activities(1) if one.custom["content"] == f"exercise/{OUT}"
        )
        lms.faults.set(FAULTS)
        playing = Playing(installation, lms.address, activity, size)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(playing.play, learners))
        enough = size.learners / 2
        wait_until(lambda: failures(lms) > enough or all_settled(tool), "the platform has failed")
        lms.faults.lift()
        wait_until(lambda: all_settled(tool), "every letter settled")
        log.info("killed %s, faults %s, received %s", size.deaths, lms.faults.met, count(lms))
        assert installation.deaths == []
        assert failures(lms) > 0
        check_platform(learners, lms.gradebook.history())
        check_tool(tool, learners)


def failures(lms: Lms) -> int:
    """How many requests met a fault."""
    return sum(lms.faults.met.values())


def count(lms: Lms) -> Counter[str]:
    """How many receipts had which outcome."""
    return Counter(receipt.outcome for receipt in lms.gradebook.history())


def check_platform(learners: list[Learner], history: list[Receipt]) -> None:
    """The last score stands, none came out of order, none was never stated, repeats are identical."""
    received: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in history:
        received[receipt.score.user_id].append(receipt)
    for learner in learners:
        came = received.pop(learner.user_id)
        applied = [receipt for receipt in came if receipt.outcome == "applied"]
        assert applied[-1].score.given == max(learner.stated)
        assert {receipt.outcome for receipt in came} <= {"applied", "repeated"}, "none older or conflicting"
        best_so_far = set(accumulate(learner.stated, max))
        assert {receipt.score.given for receipt in came} <= best_so_far
        assert len({receipt.score.timestamp for receipt in came}) == len(applied)
    assert not received


def check_tool(tool: Tool, learners: list[Learner]) -> None:
    """What was acknowledged is what is stored, once; certificates stand on their scores."""
    with tool.database.reading() as db:
        attempts = db.execute(
            select(Person.sub, Score.points, Attempt.stage)
            .join(Attempt, Attempt.person_id == Person.person_id)
            .outerjoin(Score, Score.attempt_id == Attempt.attempt_id)
            .order_by(Attempt.number)
        ).all()
        letters = db.execute(select(Letter.state, Letter.platform_code, Letter.platform_words)).all()
        certificates = db.scalars(select(Certificate)).all()
        audit = auditing.audit(db, tool.library)
    assert {tuple(letter) for letter in letters} == {(LetterState.SENT, None, None)}
    assert {stage for *_, stage in attempts} == {Stage.MARKED}
    stored: dict[str, list[int]] = defaultdict(list)
    for sub, points, _ in attempts:
        stored[sub].append(points)
    assert stored == {learner.user_id: learner.stated for learner in learners}
    assert len(certificates) == CERTIFIED
    recomputed = (audit.attempts, audit.certificates, audit.differences)
    assert recomputed == (len(learners) * SUBMISSIONS, CERTIFIED, ())

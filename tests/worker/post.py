"""A house whose clock is the test's, with two workers and learners whose scores wait in the outbox."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.gradebook import Receipt
from mooc_tool.records import Course, Deployment, Letter, LetterState
from mooc_tool.services.sessions import Visit
from mooc_tool.worker import Worker
from tests.conftest import House
from tests.services.campus import Campus

EXERCISE = "remplir-les-voitures"


@dataclass
class Post:
    """The tool's outbox and the LMS's gradebook, at the time that ``now`` says."""

    house: House
    campus: Campus
    now: datetime
    learners: dict[str, Visit] = field(default_factory=dict)
    stated: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lms.now = lambda: self.now
        self.workers = [Worker(self.house.tool, lambda: self.now) for _ in range(2)]

    @property
    def lms(self) -> Lms:
        """The platform."""
        return self.house.lms

    def enrol(self, count: int) -> list[str]:
        """Learners of the LMS whom the tool knows."""
        users = self.lms.enrol_many(count)
        self.learners = {user: self.campus.member(user) for user in users}
        return users

    def score(self, user: str, points: int) -> None:
        """A learner earns points; a lower score than before states nothing new."""
        self.campus.score(self.learners[user], EXERCISE, points, self.now)
        self.stated.setdefault(user, []).append(points)

    def go_on(self, **time: float) -> int:
        """Let time go by; the workers look. How many letters they sent or tried to."""
        self.now += timedelta(**time)
        return sum(worker.run_once() for worker in self.workers)

    def go_on_until_settled(self, longest: timedelta = timedelta(days=2)) -> timedelta:
        """Let time go by until no letter waits; how long that took."""
        begun = self.now
        while any(letter.state is LetterState.WAITING for letter in self.letters()):
            assert self.now - begun < longest, "letters wait for ever"
            self.go_on(seconds=20)
        return self.now - begun

    def letters(self) -> list[Letter]:
        """All letters."""
        return self.campus.letters()

    def received(self, user: str) -> list[Receipt]:
        """What came for a learner, in order of arrival."""
        return self.lms.gradebook.history(user_id=user)

    def outcomes(self) -> Counter[str]:
        """How often what came was applied, repeated, older, conflicting."""
        return Counter(receipt.outcome for receipt in self.lms.gradebook.history())


def open_post(house: House) -> Post:
    """The outbox of a course with one column."""
    house.visitor("amina").launch(house.exercise_activity)
    with house.tool.database.reading() as db:
        course, deployment = db.execute(select(Course, Deployment).join(Course.deployment)).one()
        content = house.tool.library.get(db, course.revision_id)
    now = datetime.now(UTC)
    campus = Campus(house.tool, now, deployment.platform_id, course.course_id, content)
    return Post(house, campus, now)

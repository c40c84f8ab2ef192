"""7,200 grades to a platform on a bad evening, by workers that are killed -9 every few seconds.

The platform takes 50 ms for each call, answers a fifth with 500 (before or after recording), cuts connections
(before or after), says 429, revokes tokens, and records while it answers with a page. All grades must arrive,
none wrong, none out of order. Run: python benchmarks/grades.py [--grades 7200] [--workers 4] [--kill-every 5]
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from installation import HOST, answers, free_port, started, tool_address, wait_for
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session as Db

from mooc_tool.config import Settings
from mooc_tool.demo.browserless import Visitor
from mooc_tool.demo.furnishing import furnish, introduce, placed
from mooc_tool.demo.run import environment_of
from mooc_tool.demo.serve import Server
from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.packs.model import Pack
from mooc_tool.records import Attempt, Course, Letter, LetterState, Person, Score, Stage
from mooc_tool.services import posting, setting_up
from mooc_tool.services.tool import Tool

PLAN = FaultPlan(
    error_before=0.1, error_after=0.1, cut_before=0.04, cut_after=0.04, too_many=0.03, revoked=0.02,
    html=0.03, token_error=0.2, latency=0.05, retry_after=1, seed=7,
)  # fmt: skip
EVERY = 6  # one grade in six is a second, better one
PATIENCE = 1800  # seconds


@dataclass
class Evening:
    """A course of the LMS, its learners' points as they were stated, and the tool behind it."""

    tool: Tool
    server: Server
    course: Course
    pack: Pack
    exercise: str
    platform_id: int
    stated: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def enrol(self, users: list[str]) -> None:
        """The tool knows them, as after a launch."""
        given = {"platform_id": self.platform_id, "created_at": datetime.now(UTC)}
        with self.tool.database.writing() as db:
            db.execute(insert(Person), [{**given, "sub": user} for user in users])

    def state(self, users: list[str], least: int, number: int) -> None:
        """Each earns points and their letters are written; a hundred learners a transaction."""
        for start in range(0, len(users), 100):
            some = users[start : start + 100]
            with self.tool.database.writing() as db:
                known = select(Person.sub, Person.person_id).where(Person.sub.in_(some))
                people = dict(db.execute(known).all())
                for offset, user in enumerate(some):
                    points = least + (start + offset) % 40
                    self._score(db, people[user], points, number)
                    self.stated[user].append(points)

    def _score(self, db: Db, person_id: int, points: int, number: int) -> None:
        now, course_id = datetime.now(UTC), self.course.course_id
        attempt = Attempt(
            person_id=person_id, course_id=course_id, revision_id=self.course.revision_id,
            exercise=self.exercise, number=number, kind="fill-the-cars", kind_revision=1,
            stage=Stage.MARKED, question={}, answer={}, started_at=now, answered_at=now,
        )  # fmt: skip
        db.add(attempt)
        db.flush()
        score = Score(
            attempt_id=attempt.attempt_id, person_id=person_id, course_id=course_id,
            exercise=self.exercise, points=points, marked={}, scored_at=now,
        )  # fmt: skip
        db.add(score)
        db.flush()
        posting.write(db, course_id=course_id, person_id=person_id, pack=self.pack, language="fr", now=now)

    def waiting(self) -> int:
        """How many letters have not arrived."""
        with self.tool.database.reading() as db:
            unsent = select(func.count()).select_from(Letter).where(Letter.state != LetterState.SENT)
            return db.scalar(unsent) or 0


class Workers:
    """Processes that send; now and then the oldest is killed in mid-work, and another takes its place."""

    def __init__(self, environment: dict[str, str], number: int) -> None:
        self._environment = environment
        self._running = [self._start() for _ in range(number)]
        self.kills = 0

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "mooc_tool", "work"]
        return subprocess.Popen(
            command, env=self._environment, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def kill_one(self) -> None:
        self._end(self._running.pop(0))
        self._running.append(self._start())
        self.kills += 1

    def stop(self) -> None:
        for worker in self._running:
            self._end(worker)

    @staticmethod
    def _end(worker: "subprocess.Popen[bytes]") -> None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--grades", type=int, default=7200)
    options.add_argument("--workers", type=int, default=4)
    options.add_argument("--kill-every", type=float, default=5.0, help="seconds")
    chosen = options.parse_args()
    with ExitStack() as running:
        evening, environment = _prepare(running)
        better = chosen.grades // EVERY
        users = evening.server.lms.enrol_many(chosen.grades - better)
        evening.enrol(users)
        evening.state(users, 0, 1)
        evening.server.lms.faults.set(PLAN)
        print(f"{len(users)} scores wait; {better} of them will be bettered meanwhile", flush=True)
        workers = Workers(environment, chosen.workers)
        running.callback(workers.stop)
        took = _watch(evening, workers, users[:: len(users) // better][:better], chosen.kill_every)
        _report(evening, workers, took)


def _prepare(running: ExitStack) -> tuple[Evening, dict[str, str]]:
    """The tool serves its key set; one learner has opened the course, so that its column is known."""
    folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
    port = free_port()
    settings = Settings(
        instance=folder, url=f"http://localhost:{port}", port=port, processes=1,
        allow_private_platforms=True, log_level="ERROR",
    )  # fmt: skip
    tool = Tool.open(settings)
    running.callback(tool.database.close)
    setting_up.upgrade(tool, datetime.now(UTC))
    server = running.enter_context(Server(HOST, 0, folder / "lms", tool_address("mooc-tool", port)))
    assert server.facts is not None
    introduce(tool, server.facts)
    furnish(server.lms, tool)
    environment = {**os.environ, **environment_of(settings)}
    running.enter_context(started(["-m", "mooc_tool", "serve"], environment))
    wait_for(lambda: answers(port), "the tool")
    activity = placed(server.lms, "exercise/remplir-les-voitures")
    Visitor(server.address, "amina").launch(activity.activity_id)
    with tool.database.reading() as db:
        course = db.scalars(select(Course)).one()
        pack = tool.library.get(db, course.revision_id).pack
        platform_id = db.scalars(select(Person.platform_id)).one()
    exercise = activity.custom["content"].removeprefix("exercise/")
    return Evening(tool, server, course, pack, exercise, platform_id), environment


def _watch(evening: Evening, workers: Workers, better: list[str], kill_every: float) -> float:
    """Until nothing waits: kill, and let learners better their scores. The seconds that it took."""
    begun = killed = told = time.monotonic()
    share = max(1, len(better) // 20)
    while evening.waiting() or better:
        now = time.monotonic()
        if now - begun > PATIENCE:
            raise SystemExit(f"{evening.waiting()} grades did not arrive within {PATIENCE} s")
        if now - killed > kill_every:
            workers.kill_one()
            killed = now
        if better:
            evening.state(better[:share], 50, 2)
            better = better[share:]
        if now - told > 20:
            print(f"  {now - begun:4.0f} s: {evening.waiting()} wait, {workers.kills} kills", flush=True)
            told = now
        time.sleep(0.5)
    return time.monotonic() - begun


def _report(evening: Evening, workers: Workers, took: float) -> None:
    """Say what came, and fail unless the platform's books are what was stated."""
    received = defaultdict(list)
    for receipt in evening.server.lms.gradebook.history():
        received[receipt.score.user_id].append(receipt)
    outcomes = Counter(receipt.outcome for came in received.values() for receipt in came)
    lost = sum(not received[user] for user in evening.stated)
    wrong = sum(_last(received[user]) != points[-1] for user, points in evening.stated.items())
    given = [(user, receipt.score.given) for user, came in received.items() for receipt in came]
    never = sum(points not in evening.stated[user] for user, points in given)
    stated = sum(map(len, evening.stated.values()))
    print(f"{stated} grades in {took:.0f} s, {workers.kills} workers killed -9")
    print(f"faults met: {dict(evening.server.lms.faults.met)}")
    print(f"received: {dict(outcomes)} (repeated: the same bytes once more)")
    disorder = outcomes["older"] + outcomes["conflicting"]
    print(f"lost {lost}, wrong {wrong}, never stated {never}, out of order {disorder}")
    assert lost + wrong + never + disorder == 0


def _last(came: list) -> float | None:
    applied = [receipt.score.given for receipt in came if receipt.outcome == "applied"]
    return applied[-1] if applied else None


if __name__ == "__main__":
    main()

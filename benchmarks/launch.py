"""CPU of one launch and of one score, beside plain PyLTI1p3 as documented: the same run, as ratios.

Both tools run in the main thread, without a web server, and only their own work is counted; the demonstration
LMS answers from another thread over loopback HTTP. A launch is login and signed answer. A score is all that a
tool does for points that are already earned: ours writes the letter, takes, sends and settles it; the peer
sends it in the learner's request. Run: python benchmarks/launch.py
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from installation import HOST, enrol, free_port, tool_address
from peer import register
from sqlalchemy import select
from werkzeug.serving import make_server

from mooc_tool.app import create_app
from mooc_tool.config import Settings
from mooc_tool.demo.addresses import facts
from mooc_tool.demo.browserless import Visitor, read_form
from mooc_tool.demo.furnishing import furnish, introduce, placed
from mooc_tool.demo.serve import Server
from mooc_tool.packs.model import Pack
from mooc_tool.records import Attempt, Course, Person, Score, Stage
from mooc_tool.services import posting, setting_up
from mooc_tool.services.tool import Tool
from mooc_tool.worker import Worker

sys.path.insert(0, str(Path(__file__).parent / "peers"))
import plain_pylti1p3

Wsgi = Callable[..., Iterable[bytes]]


@dataclass
class Timed:
    """A WSGI application whose work in this thread is counted, in milliseconds a request."""

    app: Wsgi
    spent: list[float] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = time.thread_time()
        body = list(self.app(environ, start_response))
        self.spent.append(1000 * (time.thread_time() - begun))
        return body

    def since(self, mark: int) -> float:
        """All that was spent on the requests after the first ``mark``."""
        return sum(self.spent[mark:])


@dataclass
class Contender:
    """A tool: its application, the activity that opens it, and what it does for a score."""

    name: str
    app: Timed
    url: str
    activity: int
    score: Callable[[Visitor, Any, str], float]
    launches: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    def measure(self, server: Server, user: str) -> None:
        """One launch and one score of a new learner."""
        visitor, before = Visitor(server.address, user, {self.url: self.app}), len(self.app.spent)
        page = visitor.visit(*visitor.until_id_token(self.activity))
        assert page.status_code in (200, 303), page.text[:500]
        self.launches.append(self.app.since(before))
        self.scores.append(self.score(visitor, page, user))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--learners", type=int, default=120, help="for each tool")
    chosen = options.parse_args()
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        server = running.enter_context(Server(HOST, 0, None))
        contenders = [_ours(running, folder, server), _peer(running, folder, server)]
        warm = 10
        for number, user in enumerate(enrol(server, chosen.learners + warm)):
            for contender in contenders:
                contender.measure(server, user)
            if number == warm:
                for contender in contenders:
                    contender.launches.clear()
                    contender.scores.clear()
    _print(contenders)


def _print(contenders: list[Contender]) -> None:
    ours = contenders[0]
    print(f"{'tool':<26}{'CPU ms / launch':>18}{'x ours':>8}{'CPU ms / score':>18}{'x ours':>8}")
    for each in contenders:
        launch, score = statistics.median(each.launches), statistics.median(each.scores)
        ratios = launch / statistics.median(ours.launches), score / statistics.median(ours.scores)
        print(f"{each.name:<26}{launch:>18.2f}{ratios[0]:>8.2f}{score:>18.2f}{ratios[1]:>8.2f}")


def _ours(running: ExitStack, folder: Path, server: Server) -> Contender:
    port = free_port()
    url = f"http://localhost:{port}"
    settings = Settings(instance=folder / "tool", url=url, allow_private_platforms=True, log_level="ERROR")
    tool = Tool.open(settings)
    running.callback(tool.database.close)
    setting_up.upgrade(tool, datetime.now(UTC))
    registered = server.lms.tools.register(tool_address("mooc-tool", port).tool())
    introduce(tool, facts(server.lms, registered))
    furnish(server.lms, tool)
    app = create_app(tool)
    running.enter_context(_serving(app, port))
    activity = placed(server.lms, "exercise/remplir-les-voitures")
    worker = Worker(tool)
    exercise = activity.custom["content"].removeprefix("exercise/")

    def score(_visitor: Visitor, _page: Any, user: str) -> float:
        person_id, course_id, pack = _earn(tool, user, exercise)
        begun = time.thread_time()
        with tool.database.writing() as db:
            now = datetime.now(UTC)
            posting.write(db, course_id=course_id, person_id=person_id, pack=pack, language="fr", now=now)
        assert worker.run_once() == 1
        return 1000 * (time.thread_time() - begun)

    return Contender("mooc_tool", Timed(app), url, activity.activity_id, score)


def _earn(tool: Tool, user: str, exercise: str) -> tuple[int, int, Pack]:
    """Points of a learner who was just met, not stated to anybody yet."""
    now = datetime.now(UTC)
    with tool.database.writing() as db:
        course = db.scalars(select(Course)).one()
        person_id = db.scalars(select(Person.person_id).where(Person.sub == user)).one()
        attempt = Attempt(
            person_id=person_id, course_id=course.course_id, revision_id=course.revision_id,
            exercise=exercise, number=1, kind="fill-the-cars", kind_revision=1, stage=Stage.MARKED,
            question={}, answer={}, started_at=now, answered_at=now,
        )  # fmt: skip
        db.add(attempt)
        db.flush()
        db.add(
            Score(
                attempt_id=attempt.attempt_id, person_id=person_id, course_id=course.course_id,
                exercise=exercise, points=64, marked={}, scored_at=now,
            )
        )  # fmt: skip
        return person_id, course.course_id, tool.library.get(db, course.revision_id).pack


def _peer(running: ExitStack, folder: Path, server: Server) -> Contender:
    port = free_port()
    peer = register(server, folder, port)
    os.environ.update(peer.environment)
    app = plain_pylti1p3.create()
    running.enter_context(_serving(app, port))
    timed = Timed(app)

    def score(visitor: Visitor, page: Any, _user: str) -> float:
        form, before = read_form(page), len(timed.spent)
        assert form, page.text[:500]
        assert visitor.visit(form[0], {"p0": "1"}).ok
        return timed.since(before)

    return Contender("plain PyLTI1p3 2.0.0", timed, f"http://localhost:{port}", peer.activity, score)


@contextmanager
def _serving(app: Flask, port: int) -> Iterator[None]:
    """Serve ``app`` from another thread, for the LMS to read its key set."""
    server = make_server(HOST, port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


if __name__ == "__main__":
    main()

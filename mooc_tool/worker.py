"""Takes letters from the outbox, sends them, settles them; and keeps the house clean.

take (transaction) -> send (no transaction) -> settle (transaction): while the network is waited for,
nothing is locked. A worker that dies while sending leaves a lease behind; when it ends, another one sends
the same letter with the same timestamp, which a platform that had received it refuses to count twice.
"""

import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from mooc_tool.errors import PlatformError
from mooc_tool.services import (
    administering,
    anonymity,
    breaker,
    chores,
    forgetting,
    key_sets,
    launching,
    leasing,
    legacy,
    notices,
    outcomes,
    rosters,
    sessions,
    signing,
)
from mooc_tool.services.bell import Bell, RedisBell
from mooc_tool.services.leasing import Envelope, Outcome, PlatformDue
from mooc_tool.services.sending import send
from mooc_tool.services.tokens import StoredTokens
from mooc_tool.services.tool import Tool

log = logging.getLogger(__name__)

SENDERS = 8
PER_PLATFORM = 4  # a platform that hangs holds at most these, and the others' letters go on
LOOK_EVERY = 0.5  # seconds
CHORES_EVERY = 1.0  # seconds
SWEEP_EVERY = timedelta(minutes=10)


class EventBell:
    """Waits on the worker's own stop: the bell of an installation without Redis."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def ring(self) -> None:
        """Nobody hears it."""

    def wait(self, seconds: float) -> None:
        """Sleep, or return at once when the worker stops."""
        self._stop.wait(seconds)


class Worker:
    """One process that sends. Any number may run, on any machine."""

    def __init__(self, tool: Tool, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._tool = tool
        self._clock = clock
        self._tokens = StoredTokens(tool.database, tool.secret, clock)
        self._busy: Counter[int] = Counter()
        self._lock = Lock()
        self._swept_at: datetime | None = None

    def run(self, stop: Event) -> None:
        """Work until ``stop`` is set; what is being sent then is finished first."""
        redis = self._tool.settings.redis
        bell: Bell = RedisBell(redis) if redis else EventBell(stop)
        under_way: set[Future[None]] = set()
        with (
            ThreadPoolExecutor(1, thread_name_prefix="chores") as aside,
            ThreadPoolExecutor(SENDERS, thread_name_prefix="sender") as pool,
        ):
            aside.submit(self._do_chores, stop)
            while not stop.is_set():
                under_way = {future for future in under_way if not future.done()}
                envelopes = self._look(SENDERS - len(under_way))
                under_way |= {pool.submit(self._deliver, envelope) for envelope in envelopes}
                if envelopes:
                    continue
                if under_way:
                    wait(under_way, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED)
                else:
                    bell.wait(LOOK_EVERY)

    def _do_chores(self, stop: Event) -> None:
        while not stop.wait(CHORES_EVERY):
            chores.run(self._tool, self._tokens, self._clock())

    def _look(self, room: int) -> list[Envelope]:
        """What there is to send; nothing while the database does not answer."""
        try:
            self._sweep_when_due()
            return self._take(room, self._clock())
        except SQLAlchemyError as error:
            log.warning("database", extra={"error": type(error).__name__})
            return []

    def run_once(self) -> int:
        """Do what is due now, one after another; how many letters were sent."""
        chores.run(self._tool, self._tokens, self._clock())
        now, sent = self._clock(), 0
        while envelopes := self._take(SENDERS, now):
            for envelope in envelopes:
                self._deliver(envelope)
            sent += len(envelopes)
        return sent

    def _take(self, room: int, now: datetime) -> list[Envelope]:
        if room <= 0:
            return []
        with self._tool.database.reading() as db:
            due = leasing.platforms_due(db, now)
        taken: list[Envelope] = []
        for platform in due:
            most = min(room - len(taken), self._room(platform.platform_id))
            if most > 0:
                with self._tool.database.writing() as db:
                    taken += self._take_for(db, platform, now, most)
        with self._lock:
            for envelope in taken:
                self._busy[envelope.platform.platform_id] += 1
        return taken

    def _room(self, platform_id: int) -> int:
        """How many more letters of a platform this process may hold."""
        with self._lock:
            return PER_PLATFORM - self._busy[platform_id]

    @staticmethod
    def _take_for(db: Session, platform: PlatformDue, now: datetime, most: int) -> list[Envelope]:
        if not platform.fails:
            return leasing.take(db, platform.platform_id, now, most)
        if not breaker.may_be_tried(db, platform.platform_id, now):
            return []
        return leasing.take(db, platform.platform_id, now, 1)

    def _deliver(self, envelope: Envelope) -> None:
        try:
            outcome = self._send(envelope)
            with self._tool.database.writing() as db:
                leasing.settle(db, envelope, outcome, self._clock())
            if outcome.error is not None or envelope.platform_failed:
                with self._tool.database.writing() as db:
                    breaker.note(db, envelope.platform.platform_id, outcome.error, self._clock())
        except Exception:
            # the lease ends by itself and the letter is taken again
            log.exception("letter not settled", extra={"letter": envelope.letter_id})
        finally:
            with self._lock:
                self._busy[envelope.platform.platform_id] -= 1

    def _send(self, envelope: Envelope) -> Outcome:
        try:
            send(envelope, self._tool, self._tokens, self._clock())
        except PlatformError as error:
            log.info(
                "letter refused",
                extra={"letter": envelope.letter_id, "code": error.code, "status": error.status},
            )
            return Outcome(error)
        log.info("letter sent", extra={"letter": envelope.letter_id})
        return Outcome()

    def _sweep_when_due(self) -> None:
        now = self._clock()
        if self._swept_at is not None and now - self._swept_at < SWEEP_EVERY:
            return
        self._swept_at = now
        with self._tool.database.writing() as db:
            launching.sweep(db, now)
            key_sets.sweep(db, now)
            legacy.sweep(db, now)
            notices.sweep(db, now)
            outcomes.sweep(db, now)
            rosters.sweep(db, now)
            administering.sweep(db, now)
            sessions.sweep(db, self._tool.limits, now)
            anonymity.sweep(db)
            forgetting.sweep(db, now)
            signing.rotate_when_due(db, self._tool.secret, self._tool.settings.key_days, now)

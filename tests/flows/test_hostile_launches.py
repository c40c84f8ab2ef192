"""Hostile launches: each refused with a code, none an error of ours, none leaves anything behind.

``HOSTILE_LAUNCHES`` says how many (``benchmarks/hostile.py`` asks for 10,000), ``HOSTILE_SEED`` which ones.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from mooc_tool.records import Base
from mooc_tool.services import launching, legacy
from tests.conftest import House
from tests.flows.hostile import KEY, SECRET, Attacker, Login

LAUNCHES = int(os.environ.get("HOSTILE_LAUNCHES", "1000"))
SEED = int(os.environ.get("HOSTILE_SEED", "4"))
BY_LOGIN = 50
TRAIL = {"launch_attempt", "launch_outcome", "event"}
"""What is written of launches that fail, swept by date, without saying who it was."""

log = logging.getLogger(__name__)


class Refusals(logging.Handler):
    """The codes under which the tool refused."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.codes.append(getattr(record, "code", "") if record.getMessage() == "refused" else "unforeseen")


@pytest.fixture
def refusals() -> Iterator[Refusals]:
    """What the tool logs of failures."""
    logger, handler = logging.getLogger("mooc_tool.web.failures"), Refusals()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(before)


def rows(house: House) -> dict[str, int]:
    """How many rows each table has."""
    with house.tool.database.reading() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in TRAIL
        }


@pytest.fixture
def attacker(house: House, now: datetime) -> Attacker:
    """Somebody before a tool that knows one platform by LTI 1.3 and one by 1.1."""
    with house.tool.database.writing() as db:
        made = legacy.register(db, KEY, SECRET, "", "generic", house.tool.secret, now)
        legacy.let_launch(db, made.platform_id, may=True)
    house.visitor("hugo").launch(house.exercise_activity)  # the platform's keys are known, as they always are
    return Attacker(house, SEED)


def test_hostile_launches_are_refused_and_leave_nothing(
    house: House, attacker: Attacker, refusals: Refusals
) -> None:
    before = rows(house)
    login: Login | None = None
    for number in range(LAUNCHES):
        if login is None or number % BY_LOGIN == 0:
            login = attacker.begin()
        attack = attacker.attack(login)
        status = attacker.send(attack).status_code
        assert 400 <= status < 500, f"{number} ({attack.name}): {status}"
        assert len(refusals.codes) == number + 1, f"{number} ({attack.name}): no code"
    counted = Counter(refusals.codes)
    log.info("%s launches, codes: %s", LAUNCHES, counted)
    assert counted.keys().isdisjoint({"", "unforeseen", "bug", "busy"})
    assert len(counted) > 30, "attacks no longer reach the checks"
    assert rows(house) == before
    assert login is not None
    assert attacker.send(attacker.good(login)).status_code == 303, "and the login was not used up"
    with house.tool.database.writing() as db:
        launching.sweep(db, datetime.now().astimezone() + timedelta(hours=1))
        assert db.scalar(select(func.count()).select_from(Base.metadata.tables["launch_attempt"])) == 0

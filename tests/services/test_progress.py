"""Where a learner stands: what was opened and done, in the learner's language."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from mooc_tool.records import Session, UnitRead
from mooc_tool.services import progress
from mooc_tool.services.progress import Overview
from mooc_tool.services.sessions import Visit
from tests.services.campus import BACK, OUT, Campus


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def amina(campus: Campus) -> Visit:
    """A learner."""
    return campus.member("amina")


def overview(campus: Campus, who: Visit) -> Overview:
    """The home page."""
    with campus.tool.database.reading() as db:
        return progress.overview(db, who, campus.content)


def test_a_newcomers_page(campus: Campus, amina: Visit) -> None:
    found = overview(campus, amina)
    assert (found.title, found.done, found.total, found.mean) == ("Petit cours", 0, 3, None)
    assert [week.title for week in found.weeks] == ["Semaine un", "Semaine deux"]
    units = [unit for week in found.weeks for unit in week.units]
    assert [unit.slug for unit in units] == ["1-1-aller", "2-1-retour", "2-2-detour"]
    assert not any(unit.opened for unit in units)
    assert units[0].exercises[0].tries == 2
    assert found.certificate.state == "missing"


def test_what_was_done_shows(campus: Campus, amina: Visit) -> None:
    campus.score(amina, OUT, 40)
    campus.score(amina, OUT, 70)
    campus.score(amina, BACK, 20)
    campus.score(campus.member("bruno"), OUT, 100)
    found = overview(campus, amina)
    assert (found.done, found.mean) == (2, 30.0)
    (card,) = found.weeks[0].units[0].exercises
    assert (card.best, card.tries_used) == (70, 2)


def test_a_unit_is_opened_for_the_first_time_once(campus: Campus, amina: Visit) -> None:
    together = Barrier(4)

    def open_(number: int) -> None:
        together.wait()
        with campus.tool.database.writing() as db:
            progress.note_read(db, amina, "1-1-aller", campus.now + timedelta(seconds=number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_, range(4)))
    with campus.tool.database.reading() as db:
        assert not progress.not_yet_read(db, amina, "1-1-aller")
        assert progress.not_yet_read(db, amina, "2-1-retour")
        (first,) = db.scalars(select(UnitRead))
    with campus.tool.database.writing() as db:
        progress.note_read(db, amina, "1-1-aller", campus.now + timedelta(days=1))
    with campus.tool.database.reading() as db:
        assert [row.read_at for row in db.scalars(select(UnitRead))] == [first.read_at]
    assert overview(campus, amina).weeks[0].units[0].opened


def test_the_language_changes_for_this_session(campus: Campus, amina: Visit) -> None:
    with campus.tool.database.writing() as db:
        progress.set_language(db, amina, "en")
    with campus.tool.database.reading() as db:
        again = db.get_one(Session, amina.session_id)
    assert overview(campus, again).title == "Small course"

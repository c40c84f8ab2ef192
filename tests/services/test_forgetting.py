"""Forgetting: what is erased leaves nothing, what is not stays."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mooc_tool.errors import NotFound
from mooc_tool.lti.login import LoginRequest
from mooc_tool.records import AccessToken, Base, PersonName, Target
from mooc_tool.services import certifying, forgetting, launching, progress
from mooc_tool.services.sessions import Visit
from tests.services.campus import OUT, Campus, launch_of, visit_of

NAME, SUB, HINT = "Zébulonne Quatrepoints", "sub-7f3a9e", "hint-of-zébulonne"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def live(campus: Campus, sub: str, name: str) -> Visit:
    """Somebody who did all that can be done."""
    url = "https://tool.example/"
    with campus.tool.database.writing() as db:
        request = LoginRequest("https://lms.example", HINT, None, "client", "1", HINT, None)
        begun = launching.begin(db, request, launch_url=url, now=campus.now)
        expected = launching.expected(db, begun.state, launch_url=url, now=campus.now)
        launch = launch_of(sub, name=name, custom={"content": f"exercise/{OUT}"})
        ticket = launching.admit(db, expected, launch, campus.tool, campus.now).ticket
    who = visit_of(campus.tool, ticket)
    with campus.tool.database.writing() as db:
        progress.note_read(db, who, "1-1-aller", campus.now)
    for exercise in campus.content.pack.exercises:
        campus.score(who, exercise, 90)
    with campus.tool.database.writing() as db:
        issued = certifying.issue(db, who, campus.content, name, campus.tool.settings, campus.now)
        certifying.revoke(db, campus.course_id, issued.serial, "A mistake", campus.now)
    return who


def everything(campus: Campus) -> dict[str, str]:
    """All that the database holds, by table."""
    with campus.tool.database.reading() as db:
        return {
            table.name: repr([tuple(row) for row in db.execute(select(table))])
            for table in Base.metadata.sorted_tables
            if table.name != "blob"
        }


def test_an_erased_person_leaves_nothing_in_any_table(campus: Campus) -> None:
    campus.placement(Target.COURSE)
    who = live(campus, SUB, NAME)
    before = everything(campus)
    serial = before["certificate"].split("'")[1]
    traces = (NAME, SUB, HINT, serial)
    found = {trace: [table for table, rows in before.items() if trace in rows] for trace in traces}
    assert found == {
        NAME: ["person_name", "session"],
        SUB: ["person"],
        HINT: [],
        serial: ["certificate", "event"],
    }
    with campus.tool.database.writing() as db:
        forgetting.erase(db, who.person_id, campus.tool.secret)
    after = everything(campus)
    assert [(table, trace) for table, rows in after.items() for trace in traces if trace in rows] == []
    with campus.tool.database.reading() as db:
        for table in Base.metadata.sorted_tables:
            if "person_id" in table.columns:
                assert db.execute(select(table).where(table.c.person_id == who.person_id)).all() == []


def test_others_keep_all_that_is_theirs(campus: Campus) -> None:
    campus.placement(Target.COURSE)
    live(campus, "bruno", "Bruno Petit")
    before = everything(campus)
    who = live(campus, SUB, NAME)
    with campus.tool.database.writing() as db:
        forgetting.erase(db, who.person_id, campus.tool.secret)
    after = everything(campus)
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"launch_attempt", "launch_outcome"}, "logins name nobody"


def test_somebody_unknown_is_not_erased(campus: Campus) -> None:
    with campus.tool.database.writing() as db, pytest.raises(NotFound, match="person-unknown"):
        forgetting.erase(db, 4711, campus.tool.secret)


def test_names_go_at_their_date_and_tokens_at_their_end(campus: Campus, now: datetime) -> None:
    one, other = campus.member("one"), campus.member("other")
    second = timedelta(seconds=1)
    with campus.tool.database.writing() as db:
        for who, forget_at in ((one, now), (other, now + second)):
            db.add(PersonName(person_id=who.person_id, name="N", confirmed_at=now, forget_at=forget_at))
        for scopes, expires_at in (("a", now), ("b", now + second)):
            platform_id = campus.platform_id
            db.add(AccessToken(platform_id=platform_id, scopes=scopes, sealed=b"", expires_at=expires_at))
    with campus.tool.database.writing() as db:
        forgetting.sweep(db, now)
    with campus.tool.database.reading() as db:
        assert set(db.scalars(select(PersonName.person_id))) == {other.person_id}
        assert set(db.scalars(select(AccessToken.scopes))) == {"b"}

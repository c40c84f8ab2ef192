"""Platforms come by an invitation that is used once, stay what they were accepted as, and go whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from mooc_tool.errors import NotFound
from mooc_tool.records import Base, Database, Deployment, Event, Invite, Platform, PlatformState
from mooc_tool.services import registering
from mooc_tool.services.registering import Registration
from tests.services.campus import OUT, Campus

URLS = {
    "auth_url": "https://lms.example/auth",
    "token_url": "https://lms.example/token",
    "keyset_url": "https://lms.example/keys",
}
REGISTRATION = Registration(issuer="https://lms.example", client_id="c", **URLS, deployment="1")
FORM = {"issuer": "https://lms.example", "client_id": "c", **URLS}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def invite(database: Database, now: datetime, *, accept: bool = False) -> str:
    """An invitation's code."""
    with database.writing() as db:
        return registering.invite(db, now, accept=accept)


def use(database: Database, code: str, now: datetime, registration: Registration = REGISTRATION) -> Platform:
    """Register with it."""
    with database.writing() as db:
        return registering.use_invite(db, code, registration, now)


def test_an_invitation_registers_one_platform(database: Database, now: datetime) -> None:
    code = invite(database, now)
    row = use(database, code, now)
    assert (row.issuer, row.state, row.name) == ("https://lms.example", PlatformState.PENDING, row.issuer)
    with pytest.raises(NotFound, match="invite-unknown"):
        use(database, code, now)
    with database.reading() as db:
        assert db.scalars(select(Deployment.value)).all() == ["1"]


def test_an_invitation_may_let_the_platform_in_at_once(database: Database, now: datetime) -> None:
    assert use(database, invite(database, now, accept=True), now).state is PlatformState.ACTIVE


def test_an_invitation_holds_for_a_day(database: Database, now: datetime) -> None:
    code = invite(database, now)
    with pytest.raises(NotFound, match="invite-unknown"):
        use(database, code, now + timedelta(hours=24))
    assert use(database, code, now + timedelta(hours=24, seconds=-1))


@pytest.mark.parametrize("code", ["", "nonsense", "é"])
def test_nobody_registers_without_one(database: Database, now: datetime, code: str) -> None:
    invite(database, now)
    with pytest.raises(NotFound, match="invite-unknown"):
        use(database, code, now)


def test_of_two_at_the_same_time_one_registers(database: Database, now: datetime) -> None:
    code, together = invite(database, now), Barrier(4)

    def go(number: int) -> bool:
        together.wait()
        try:
            use(database, code, now, Registration(**{**REGISTRATION.__dict__, "client_id": str(number)}))
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(go, range(4))) == 1
    with database.reading() as db:
        assert len(registering.all_platforms(db)) == 1


def test_the_code_is_not_stored(database: Database, now: datetime) -> None:
    code = invite(database, now)
    with database.reading() as db:
        assert code not in repr(db.execute(select(Invite.__table__)).all())


def test_an_update_changes_addresses_and_never_the_state(database: Database, now: datetime) -> None:
    first = use(database, invite(database, now), now)
    with database.writing() as db:
        registering.set_state(db, first.platform_id, PlatformState.OFF, now)
    news = {"token_url": "https://new.example/", "family": "moodle"}
    changed = Registration(**{**REGISTRATION.__dict__, **news})
    again = use(database, invite(database, now, accept=True), now, changed)
    assert again.platform_id == first.platform_id
    assert (again.token_url, again.family) == ("https://new.example/", "moodle")
    assert again.state is PlatformState.OFF, "an update lets nobody in"
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Deployment)) == 1


def test_an_issuer_has_many_registrations(database: Database, now: datetime) -> None:
    use(database, invite(database, now), now)
    use(database, invite(database, now), now, Registration(**{**REGISTRATION.__dict__, "client_id": "d"}))
    with database.reading() as db:
        assert [row.client_id for row in registering.all_platforms(db)] == ["c", "d"]


def test_states_are_set_and_noted(database: Database, now: datetime) -> None:
    row = use(database, invite(database, now), now)
    for state in (PlatformState.ACTIVE, PlatformState.OFF):
        with database.writing() as db:
            assert registering.set_state(db, row.platform_id, state, now).state is state
    with database.reading() as db:
        kinds = [event.kind for event in db.scalars(select(Event).order_by(Event.event_id))]
    assert kinds == ["platform-registered", "platform-active", "platform-off"]


def test_an_unknown_platform_is_not_found(database: Database, now: datetime) -> None:
    with database.writing() as db:
        with pytest.raises(NotFound, match="platform-unknown"):
            registering.set_state(db, 4711, PlatformState.ACTIVE, now)
        with pytest.raises(NotFound, match="platform-unknown"):
            registering.remove(db, 4711)


def test_a_platform_goes_with_all_that_hangs_on_it(campus: Campus) -> None:
    kept = {"alembic_version", "blob", "revision", "revision_file", "signing_key", "badge_key", "event"}
    database = campus.tool.database
    use(database, invite(database, campus.now), campus.now)
    before = _counts(database)
    with database.writing() as db:
        other = registering.all_platforms(db)[-1].platform_id
    campus.score(campus.member("amina"), OUT, 50)
    with database.writing() as db:
        registering.remove(db, campus.platform_id)
    after = _counts(database)
    assert {table: count for table, count in after.items() if count and table not in kept} == {
        "platform": 1,
        "deployment": 1,
        "invite": 1,
    }
    assert before["revision"] == after["revision"]
    with database.reading() as db:
        assert [row.platform_id for row in registering.all_platforms(db)] == [other]


def _counts(database: Database) -> dict[str, int]:
    with database.reading() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_a_form_is_read() -> None:
    read = registering.read({**FORM, "name": " LMS ", "deployment_id": ""})
    assert isinstance(read, Registration)
    assert (read.name, read.deployment, read.issuer) == ("LMS", None, "https://lms.example")


def test_all_faults_of_a_form_are_named_at_once() -> None:
    assert registering.read({}) == dict.fromkeys(registering.FIELDS, "missing")
    wrong = {**FORM, "auth_url": "http://lms.example", "token_url": "javascript:alert(1)", "name": "x" * 1001}
    found = registering.read(wrong)
    assert isinstance(found, dict)
    assert set(found) == {"auth_url", "token_url", "name"}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("keyset_url", "https://", "no-address"),
        ("keyset_url", "https://[lms.example/keys", "no-address"),
        ("auth_url", "https://lms.example/a b", "no-address"),
        ("auth_url", "https://lms.example:port/", "no-address"),
        ("token_url", "https://me:secret@lms.example/", "no-address"),
        ("token_url", "ftp://lms.example/", "no-address"),
        ("issuer", "x" * 256, "too-long"),
        ("deployment_id", "x" * 256, "too-long"),
    ],
)
def test_what_no_launch_could_use_is_a_fault(name: str, value: str, fault: str) -> None:
    assert registering.read({**FORM, name: value}) == {name: fault}


def test_no_text_keeps_what_a_database_refuses() -> None:
    read = registering.read({**FORM, "name": "L\0MS", "client_id": "\0c"})
    assert isinstance(read, Registration)
    assert (read.name, read.client_id) == ("LMS", "c")


def test_a_test_lms_on_this_machine_may_do_without_https() -> None:
    assert isinstance(registering.read({**FORM, "auth_url": "http://localhost:8001/auth"}), Registration)
    found = registering.read({**FORM, "auth_url": "http://localhost.example.org/auth"})
    assert isinstance(found, dict)

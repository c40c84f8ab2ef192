"""Moments have a zone, enumerations are stored by value, constraints have names."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import configure_mappers

from mooc_tool import records
from mooc_tool.records import Base, Database, Event, Platform, PlatformState, migrating
from mooc_tool.records.base import Moment

DIALECTS = [sqlite.dialect(), postgresql.dialect()]
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(moment=st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=ZONES))  # noqa: DTZ001 - zones are drawn
def test_a_moment_comes_back_the_same_in_utc(dialect: Dialect, moment: datetime) -> None:
    kept = Moment().process_bind_param(moment, dialect)
    back = Moment().process_result_value(kept, dialect)
    assert back == moment
    assert back is not None
    assert back.utcoffset() == timedelta(0)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_moment_without_a_zone_is_refused(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001 - that is the point
    assert Moment().process_bind_param(None, dialect) is None
    assert Moment().process_result_value(None, dialect) is None


def platform(now: datetime, state: PlatformState = PlatformState.OFF) -> Platform:
    """A platform."""
    urls = dict.fromkeys(("auth_url", "token_url", "keyset_url"), "https://lms.example/")
    return Platform(issuer="i", client_id="c", name="n", state=state, created_at=now, **urls)


def test_a_row_keeps_moments_and_values(empty: Database) -> None:
    migrating.upgrade(empty.engine)
    paris = datetime(2026, 3, 2, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    with empty.writing() as db:
        db.add(platform(paris))
    with empty.reading() as db:
        assert db.scalar(text("SELECT state FROM platform")) == "off", "the value, not the name"
        found = db.get_one(Platform, 1)
        assert (found.created_at, found.state) == (paris.astimezone(UTC), PlatformState.OFF)
        assert found.created_at.tzinfo is UTC
    with pytest.raises(StatementError, match="no time zone"), empty.writing() as db:
        db.add(Event(at=datetime(2026, 1, 1), kind="k", data={}))  # noqa: DTZ001 - that is the point


def test_a_value_that_is_none_is_refused(empty: Database, now: datetime) -> None:
    migrating.upgrade(empty.engine)
    with pytest.raises(StatementError, match="OFF"), empty.writing() as db:
        db.add(platform(now, "OFF"))  # type: ignore[arg-type]  # that is the point


def test_every_enumeration_is_stored_by_value() -> None:
    columns = [
        column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if getattr(column.type, "enum_class", None)
    ]
    assert len(columns) >= 6
    for column in columns:
        assert column.type.enums == [member.value for member in column.type.enum_class], column
        assert not column.type.native_enum, column


def test_every_moment_column_wants_a_zone() -> None:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if column.name.endswith("_at") or column.name in {"at", "leased_until"}:
                assert isinstance(column.type, Moment), column


def test_tables_follow_the_naming_rules() -> None:
    configure_mappers()
    assert {mapper.class_.__name__ for mapper in Base.registry.mappers} <= set(records.__all__)
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        assert not table.name.endswith("s"), f"{table.name}: tables are singular"
        assert mapper.class_.__doc__, mapper
        for constraint in table.constraints:  # type: ignore[attr-defined]  # a Table has them
            assert constraint.name, f"{table.name}: {constraint}"


def test_constraints_in_the_database_have_these_names(empty: Database) -> None:
    migrating.upgrade(empty.engine)
    found = inspect(empty.engine).get_unique_constraints("letter")
    assert [one["name"] for one in found] == ["uq_letter_line_id_person_id"]

"""Migrations lead to the tables that the mappings describe, and back, on both databases."""

import pytest
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect

from mooc_tool.records import Base, Database, migrating


def tables(database: Database) -> set[str]:
    """The tables that are there, but for Alembic's own."""
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_up_and_down_again(empty: Database) -> None:
    assert not migrating.is_current(empty.engine)
    migrating.upgrade(empty.engine)
    assert tables(empty) == set(Base.metadata.tables)
    assert migrating.is_current(empty.engine)
    migrating.check(empty.engine)
    migrating.upgrade(empty.engine)
    assert migrating.is_current(empty.engine), "done again, it changes nothing"
    migrating.downgrade(empty.engine, "base")
    assert tables(empty) == set()
    assert not migrating.is_current(empty.engine)


def test_a_table_that_drifted_is_found(empty: Database) -> None:
    migrating.upgrade(empty.engine)
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person DROP COLUMN created_at")
    with pytest.raises(CommandError, match="created_at"):
        migrating.check(empty.engine)


def test_one_step_down_and_up(empty: Database) -> None:
    migrating.upgrade(empty.engine)
    migrating.downgrade(empty.engine, "-1")
    assert not migrating.is_current(empty.engine)
    migrating.upgrade(empty.engine)
    migrating.check(empty.engine)


def test_migrations_form_one_line() -> None:
    scripts = ScriptDirectory(str(migrating._SCRIPTS))
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
    assert scripts.get_current_head() == migrating.head()


def test_migrations_name_no_class_of_ours() -> None:
    """A migration must mean the same when our classes have changed."""
    for script in (migrating._SCRIPTS / "versions").glob("*.py"):
        assert "mooc_tool" not in script.read_text(encoding="utf-8"), script.name

"""A PostgreSQL server to test on, and throw-away databases on it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import OperationalError

from tests.conftest import missing

URL = os.environ.get("TESTS_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@contextmanager
def throw_away_database() -> Iterator[str]:
    """The URL of an empty database of one's own, dropped in the end. Skips where no server answers."""
    why = _why_not()
    if why:
        missing("postgresql", why)
    name = f"mooc_tool_test_{secrets.token_hex(6)}"
    _run(f'CREATE DATABASE "{name}"')
    try:
        yield make_url(URL).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _why_not() -> str:
    try:
        _run("SELECT 1")
    except OperationalError as error:
        return f"no PostgreSQL at {make_url(URL).render_as_string()}: {str(error.orig).splitlines()[0]}"
    return ""


@cache
def _server() -> Engine:
    return create_engine(
        URL, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"connect_timeout": 3}
    )


def _run(statement: str) -> None:
    with _server().connect() as connection:
        connection.exec_driver_sql(statement)

"""What tests share: a prepared database, an installation, and an installation with its LMS."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import requests
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event, make_url

from mooc_tool.app import create_app
from mooc_tool.config import Settings
from mooc_tool.demo import furnishing
from mooc_tool.demo.addresses import facts
from mooc_tool.demo.app import create_lms
from mooc_tool.demo.browserless import Visitor, wired
from mooc_tool.demo.endpoints import current as current_lms
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.serve import ToolAddress
from mooc_tool.records import Database
from mooc_tool.services import library, setting_up
from mooc_tool.services.library import Library, Published
from mooc_tool.services.tool import Tool
from mooc_tool.web import current
from mooc_tool.worker import Worker

THOROUGH = "TESTS_THOROUGH" in os.environ
"""Whether what is tried on drawn cases is tried on twice as many: before a change lands (``.ci/run``)."""

hypothesis_settings.register_profile("shared-machine", deadline=None, max_examples=100 if THOROUGH else 50)
hypothesis_settings.load_profile("shared-machine")

TOOL_URL = "http://localhost:8000"
EXERCISE = "exercise/remplir-les-voitures"
LMS_URL = "http://127.0.0.1:8001"
REQUIRED = frozenset(os.environ.get("TESTS_REQUIRE", "").split())


def missing(what: str, why: str) -> None:
    """Skip with the reason, or fail where ``TESTS_REQUIRE`` says that ``what`` must be there."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium, or a skip that says why."""
    found = shutil.which("chromium")
    if found is None:
        missing("browser", "Chromium is not installed (Debian: apt install chromium)")
    return str(found)


@pytest.fixture
def now() -> datetime:
    """A moment."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder made once: tables, signing key, shipped course. Copied for each test."""
    folder = tmp_path_factory.mktemp("prepared")
    tool = Tool.open(settings_of(folder))
    setting_up.upgrade(tool, datetime.now(UTC))
    tool.database.close()
    return folder


def settings_of(folder: Path, **changes: object) -> Settings:
    """Settings for tests, with the instance in ``folder``."""
    given = {
        "instance": folder,
        "url": TOOL_URL,
        "institution": "École d’essai",
        "allow_private_platforms": True,
        **changes,
    }
    return Settings.model_validate(given)


class _Shelf(Library):
    """A library that has read the shipped course already."""

    def __init__(self, shipped: Published) -> None:
        super().__init__()
        self._published[shipped.revision_id] = shipped


@pytest.fixture(scope="session")
def shipped(prepared: Path) -> Published:
    """The shipped course as ``prepared`` holds it, read once: reading it takes longer than most tests."""
    tool = Tool.open(settings_of(prepared))
    with tool.database.reading() as db:
        found = tool.library.get(db, library.newest_shipped(db).revision_id)
    tool.database.close()
    return found


class Wandering(Database):
    """SQLite in whatever file ``goes_to`` named last.

    An engine keeps the statements that it has compiled, which takes longer than what most tests do with
    them: all tests of a process use this one.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._file = ""
        event.listen(self.engine, "do_connect", self._connect)

    def goes_to(self, file: Path) -> None:
        """Connections are made to this file from now on."""
        self.close()
        self._file = str(file)

    def _connect(self, _dialect: object, _record: object, where: list[str], _how: object) -> None:
        where[0] = self._file


@pytest.fixture(scope="session")
def wandering() -> Wandering:
    """The database of every ``tool`` on SQLite, one after another."""
    return Wandering("sqlite:///nowhere")


@pytest.fixture
def tool(prepared: Path, shipped: Published, wandering: Wandering, tmp_path: Path) -> Iterator[Tool]:
    """An installation of its own for each test, on SQLite."""
    folder = tmp_path / "instance"
    shutil.copytree(prepared, folder)
    settings = settings_of(folder)
    wandering.goes_to(folder / Path(make_url(settings.database_url).database or "").name)
    yield replace(Tool.open(settings), database=wandering, library=_Shelf(shipped))
    wandering.close()


@pytest.fixture
def database(tool: Tool) -> Database:
    """The database of ``tool``."""
    return tool.database


@dataclass
class House:
    """The tool and its LMS, in one process, reaching one another by their addresses."""

    tool: Tool
    app: Flask
    lms: Lms
    lms_app: Flask
    client_id: str
    course_activity: int
    exercise_activity: int

    def visitor(self, user: str, *, third_party_cookies: bool = True, **headers: str) -> Visitor:
        """Somebody with a browser."""
        apps = {TOOL_URL: self.app, LMS_URL: self.lms_app}
        return Visitor(LMS_URL, user, apps, third_party_cookies=third_party_cookies, headers=headers)

    def deliver(self) -> int:
        """Let the worker send what is due; how many letters that was."""
        return Worker(self.tool).run_once()


@dataclass(frozen=True)
class Made:
    """What takes longer to make than most tests take: both applications, and the LMS's signing key."""

    app: Flask
    lms_app: Flask
    key: dict[str, object]


@pytest.fixture(scope="session")
def made(prepared: Path) -> Iterator[Made]:
    """Made once; ``house`` gives the applications the installation and the LMS of each test."""
    tool, lms = Tool.open(settings_of(prepared)), Lms(LMS_URL)
    lms.keys.active(datetime.now(UTC))
    (key,) = lms.store.rows("SELECT * FROM signing_key")
    yield Made(create_app(tool), create_lms(lms), dict(key))
    tool.database.close()
    lms.close()


@pytest.fixture
def house(tool: Tool, made: Made) -> Iterator[House]:
    """The tool, registered with an LMS in which the course stands."""
    app, lms_app = made.app, made.lms_app
    current.remember(app, tool)
    by_wire = wired({TOOL_URL: app})
    lms = Lms(LMS_URL, fetch=lambda url: _json(by_wire, url), post=partial(_post, by_wire))
    lms.store.insert("signing_key", **made.key)
    current_lms.remember(lms_app.extensions, lms)
    wired({LMS_URL: lms_app}, tool.http)
    known = introduce(tool, lms)
    furnishing.furnish(lms, tool)
    whole, exercise = (furnishing.placed(lms, content).activity_id for content in ("course", EXERCISE))
    yield House(tool, app, lms, lms_app, known, whole, exercise)
    lms.close()


def _json(session: requests.Session, url: str) -> object:
    answer = session.get(url, timeout=5)
    answer.raise_for_status()
    return answer.json()


def _post(session: requests.Session, url: str, document: object) -> tuple[int, str]:
    answer = session.post(url, json=document, timeout=5)
    return answer.status_code, answer.text


def introduce(tool: Tool, lms: Lms, url: str = TOOL_URL) -> str:
    """Register the tool and the LMS with one another; the client id."""
    address = ToolAddress(
        name="Économie collaborative",
        login_url=f"{url}/lti/login",
        launch_url=f"{url}/lti/launch",
        keyset_url=f"{url}/lti/keys.json",
        deep_link_url=f"{url}/lti/launch",
    )
    said = facts(lms, lms.tools.register(address.tool()))
    furnishing.introduce(tool, said)
    return said.client_id

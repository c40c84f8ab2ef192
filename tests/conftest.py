"""What tests share: a prepared database, an installation, and an installation with its LMS."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import CodeType

import pytest
import requests
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2.bccache import Bucket, BytecodeCache

from mooc_tool.app import create_app
from mooc_tool.config import Settings
from mooc_tool.demo import furnishing
from mooc_tool.demo.addresses import facts
from mooc_tool.demo.app import create_lms
from mooc_tool.demo.browserless import Visitor, wired
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.serve import ToolAddress
from mooc_tool.records import Database
from mooc_tool.services import setting_up
from mooc_tool.services.tool import Tool
from mooc_tool.worker import Worker

hypothesis_settings.register_profile("shared-machine", deadline=None)
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


@pytest.fixture
def tool(prepared: Path, tmp_path: Path) -> Iterator[Tool]:
    """An installation of its own for each test, on SQLite."""
    folder = tmp_path / "instance"
    shutil.copytree(prepared, folder)
    opened = Tool.open(settings_of(folder))
    yield opened
    opened.database.close()


@pytest.fixture
def database(tool: Tool) -> Database:
    """The database of ``tool``."""
    return tool.database


class _Compiled(BytecodeCache):
    """Templates compiled once for all applications: each test has one of its own."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str, str | None], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(self._place(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._codes[self._place(bucket)] = bucket.code

    def _place(self, bucket: Bucket) -> tuple[str, str, str | None]:
        return bucket.key, bucket.checksum, getattr(bucket.environment, "language", None)


_compiled = _Compiled()


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


@pytest.fixture
def house(tool: Tool) -> Iterator[House]:
    """The tool, registered with an LMS in which the course stands."""
    app = create_app(tool)
    app.testing = False
    app.jinja_env.bytecode_cache = _compiled
    by_wire = wired({TOOL_URL: app})
    lms = Lms(LMS_URL, fetch=lambda url: _json(by_wire, url), post=partial(_post, by_wire))
    lms_app = create_lms(lms)
    lms_app.jinja_env.bytecode_cache = _compiled
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

"""The platform's keys change, or its key server is away: launches go on."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from mooc_tool.demo.state.faults import FaultPlan
from tests.conftest import House


class Counting:
    """WSGI middleware that counts requests by path."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self.paths: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.paths[environ["PATH_INFO"]] += 1
        return self._app(environ, start_response)


@pytest.fixture
def asked(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often the platform was asked for its keys."""
    counting = Counting(house.lms_app.wsgi_app)
    monkeypatch.setattr(house.lms_app, "wsgi_app", counting)
    return lambda: counting.paths["/jwks"]


def launch(house: House, user: str = "amina") -> int:
    """A whole launch; its last status."""
    return house.visitor(user).launch(house.exercise_activity).status_code


def test_a_rotation_costs_one_fetch_and_no_launch(house, asked):
    assert [launch(house) for _ in range(3)] == [200] * 3
    assert asked() == 1
    house.lms.rotate_keys()
    assert [launch(house, user) for user in ("amina", "hugo", "emma") * 3] == [200] * 9
    assert asked() == 2


def test_launches_go_on_while_the_key_server_is_away(house, asked):
    assert launch(house) == 200
    house.lms.faults.set(FaultPlan(error_before=1.0, services=("key-set",)))
    assert [launch(house, user) for user in ("amina", "hugo", "emma") * 3] == [200] * 9
    assert asked() == 1


def test_a_new_key_waits_for_the_key_server(house, caplog):
    assert launch(house) == 200
    house.lms.faults.set(FaultPlan(error_before=1.0, services=("key-set",)))
    house.lms.rotate_keys()
    caplog.set_level("INFO", "mooc_tool.web.failures")
    assert launch(house) == 400
    assert [record.code for record in caplog.records if record.message == "refused"] == [
        "platform-keys-unreachable"
    ]


def test_a_process_that_starts_while_the_key_server_is_away_knows_the_keys(house, asked):
    assert launch(house) == 200
    house.lms.faults.set(FaultPlan(error_before=1.0, services=("key-set",)))
    house.tool.platform_keys._sources.clear()  # as in a new process
    assert launch(house, "hugo") == 200
    assert asked() == 1

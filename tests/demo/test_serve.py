"""The platform on a socket of this machine."""

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from mooc_tool.demo.serve import Server, ToolAddress
from mooc_tool.demo.state.faults import FaultPlan
from mooc_tool.errors import SettingsError

TOOL = ToolAddress("Paper", "http://localhost:9/login", "http://localhost:9/launch", "http://localhost:9/keys")


@pytest.fixture
def server():
    with Server("127.0.0.1", 0, tool=TOOL, control_open=True) as server:
        yield server


def test_it_answers_and_knows_its_tool(server):
    configuration = requests.get(f"{server.address}/.well-known/openid-configuration", timeout=5).json()
    assert configuration["issuer"] == server.address == server.facts.issuer
    assert server.facts.client_id == "mooc-tool"
    assert requests.get(server.facts.keyset_url, timeout=5).json()["keys"]


def test_one_connection_serves_many_requests(server):
    """Also after an answer that was given before the body was read."""
    server.lms.faults.set(FaultPlan(outage=True))
    with requests.Session() as session:
        for _ in range(3):
            answer = session.post(f"{server.address}/token", data={"a": "b" * 10_000}, timeout=5)
            assert answer.status_code == 503
            assert answer.raw.version == 11
        server.lms.faults.lift()
        assert session.get(f"{server.address}/jwks", timeout=5).status_code == 200


def test_connections_are_cut(server):
    server.lms.faults.set(FaultPlan(cut_before=1.0, services=("token",)))
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{server.address}/token", timeout=5)
    server.lms.faults.set(FaultPlan(hang=1.0, hang_seconds=0.05, services=("token",)))
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{server.address}/token", timeout=5)


def test_it_answers_many_at_once(server):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: requests.get(f"{server.address}/jwks", timeout=5), range(40)))
    assert {answer.status_code for answer in answers} == {200}


def test_it_starts_again_on_the_same_state(tmp_path):
    path = tmp_path / "lms"
    with Server("127.0.0.1", 0, path, TOOL) as first:
        first.lms.courses.add_activity(1, "mooc-tool", "Fill", TOOL.launch_url)
    with Server("127.0.0.1", 0, path, TOOL) as second:
        assert [one.title for one in second.lms.courses.activities(1)] == ["Fill"]
        assert len(second.lms.tools.all()) == 1


def test_a_port_in_use_is_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"Port {port} is in use"):
            Server("127.0.0.1", port)


def test_a_useless_host_is_a_sentence():
    with pytest.raises(SettingsError, match="cannot be used"):
        Server("192.0.2.1", 0)


def test_a_useless_state_is_a_sentence_and_frees_the_port(tmp_path):
    (tmp_path / "lms").write_bytes(b"x" * 5000)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(SettingsError, match="cannot be used"):
        Server("127.0.0.1", port, tmp_path / "lms")
    with socket.create_server(("127.0.0.1", port)):
        pass

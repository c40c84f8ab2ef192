"""What benchmarks share: processes, addresses, people, patience."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests

from mooc_tool.demo.serve import Server, ToolAddress
from mooc_tool.demo.state.people import Person

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def tool_address(client_id: str, port: int) -> ToolAddress:
    url = f"http://localhost:{port}"
    return ToolAddress(
        client_id, f"{url}/lti/login", f"{url}/lti/launch", f"{url}/lti/keys.json", client_id=client_id
    )


def enrol(server: Server, number: int) -> list[str]:
    users = [f"learner-{each}" for each in range(number)]
    for user in users:
        server.lms.people.add(Person(user, user, "Essai", f"{user}@example.org", "learner"))
    server.lms.people.enrol(1, users)
    return users


@contextmanager
def started(arguments: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, *arguments], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def answers(port: int) -> bool:
    try:
        return requests.get(f"http://{HOST}:{port}/health", timeout=2).ok
    except requests.RequestException:
        return False


def wait_for(ready: Callable[[], bool], what: str, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what} did not come within {seconds:.0f} s")
        time.sleep(0.05)

"""CPU of a whole flow: login, launch, exercise, a graded answer, the score in the LMS's gradebook.

Ours (web process and worker) beside plain PyLTI1p3 as its documentation shows it, in the same run, against
the same demonstration LMS, both served by granian. Ours does more in a flow: it stores the launch, draws an
instance, takes a prediction, has the engine mark the answer and explains it. Forms are sent as the page's own
script sends them. Run: python benchmarks/flow.py
"""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import requests
from cpu import tree_seconds
from installation import HOST, answers, enrol, free_port, started, tool_address, wait_for
from peer import register
from sqlalchemy import select

from mooc_tool.config import Settings
from mooc_tool.demo.browserless import Visitor, read_form
from mooc_tool.demo.furnishing import furnish, introduce, placed
from mooc_tool.demo.run import environment_of
from mooc_tool.demo.serve import Server
from mooc_tool.exercises import play
from mooc_tool.records import Attempt
from mooc_tool.services import setting_up
from mooc_tool.services.tool import Tool

TOOL_PORT, PEER_PORT, LMS_PORT = free_port(), free_port(), free_port()
HERE = Path(__file__).parent
Flow = Callable[[Visitor], None]


@dataclass
class Contender:
    """A tool that is measured: its processes, and one flow through it."""

    name: str
    processes: list[subprocess.Popen[bytes]]
    flow: Flow
    line_item: int

    def cpu(self) -> float:
        return sum(tree_seconds(process.pid) for process in self.processes)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--flows", type=int, default=60, help="in each round")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        server = running.enter_context(Server(HOST, LMS_PORT, None, tool_address("mooc-tool", TOOL_PORT)))
        contenders = [_ours(running, folder, server), _peer(running, folder, server)]
        people = iter(enrol(server, chosen.flows * (chosen.rounds + 1) * len(contenders)))
        spent: dict[str, list[float]] = {each.name: [] for each in contenders}
        for number in range(chosen.rounds + 1):  # the first one warms up
            for each in contenders:
                took = _round(server, each, people, chosen.flows)
                if number:
                    spent[each.name].append(took)
    _print({name: statistics.median(times) for name, times in spent.items()})


def _round(server: Server, contender: Contender, people: Iterator[str], flows: int) -> float:
    before = contender.cpu()
    done = []
    for _ in range(flows):
        person = next(people)
        contender.flow(Visitor(server.address, person))
        done.append(person)
    wait_for(lambda: set(done) <= set(server.lms.gradebook.column(contender.line_item)), "all scores")
    return 1000 * (contender.cpu() - before) / flows


def _print(medians: dict[str, float]) -> None:
    ours = medians["mooc_tool"]
    print(f"{'tool':<34}{'CPU ms / flow':>14}{'x ours':>10}")
    for name, took in medians.items():
        print(f"{name:<34}{took:>14.1f}{took / ours:>10.2f}")


def _ours(running: ExitStack, folder: Path, server: Server) -> Contender:
    settings = Settings(
        instance=folder / "tool",
        url=f"http://localhost:{TOOL_PORT}",
        port=TOOL_PORT,
        processes=1,
        allow_private_platforms=True,
        log_level="ERROR",
    )
    tool = Tool.open(settings)
    setting_up.upgrade(tool, datetime.now(UTC))
    assert server.facts is not None
    introduce(tool, server.facts)
    furnish(server.lms, tool)
    activity = placed(server.lms, "exercise/remplir-les-voitures").activity_id
    column = server.lms.line_items.of_course(1, activity_id=str(activity))[0].line_item_id
    environment = {**os.environ, **environment_of(settings)}
    processes = [
        running.enter_context(started(["-m", "mooc_tool", command], environment))
        for command in ("serve", "work")
    ]
    wait_for(lambda: answers(TOOL_PORT), "the tool")
    return Contender("mooc_tool", processes, lambda visitor: _play(tool, visitor, activity), column)


def _play(tool: Tool, visitor: Visitor, activity: int) -> None:
    visitor.headers = {"X-Fragment": "#attempt"}  # as the page's own script sends forms
    page = visitor.launch(activity)
    page = visitor.follow(_form(page, "predict"), {"prediction": "6"})
    number = int(page.headers["Content-Location"].rpartition("/")[2])
    with tool.database.reading() as db:
        attempt = db.scalars(select(Attempt).where(Attempt.attempt_id == number)).one()
    blank = [-1] * len(attempt.question["passengers"])
    solution = play.mark(attempt.kind, attempt.question, None, {"pairs": blank, "kilometres": blank}).solution
    fields = {
        f"{part}-{index}": str(driver) if driver >= 0 else ""
        for part in ("pairs", "kilometres")
        for index, driver in enumerate(solution[part]["plan"])  # type: ignore[call-overload,index]  # the kind's own form
    }
    assert "100" in visitor.follow(_form(page, "answer"), fields).text


def _form(page: requests.Response, ending: str) -> str:
    found = re.search(rf'action="([^"]*/{ending})"', page.text)
    assert found, page.text[:2000]
    return f"http://localhost:{TOOL_PORT}{found[1]}"


def _peer(running: ExitStack, folder: Path, server: Server) -> Contender:
    peer = register(server, folder, PEER_PORT)
    command = [str(HERE / "peers" / "plain_pylti1p3.py"), str(PEER_PORT)]
    environment = {**os.environ, **peer.environment, "PYTHONWARNINGS": "ignore"}
    process = running.enter_context(started(command, environment))
    wait_for(lambda: answers(PEER_PORT), "the peer")

    def flow(visitor: Visitor) -> None:
        page = visitor.launch(peer.activity)
        form = read_form(page)
        assert form, page.text[:2000]
        assert visitor.follow(form[0], {f"p{n}": "1" for n in range(16)}).ok

    return Contender("plain PyLTI1p3 2.0.0", [process], flow, peer.line_item)


if __name__ == "__main__":
    main()

"""A sweep from the command line: gone on with, not computed twice, and never over somebody's file."""

from pathlib import Path

import pytest

from mooc_tool.cli import simulation
from mooc_tool.services.sweeps import Cell, Outcome, compute
from tests.cli.conftest import Ran, Run

_SMALL = ("--people", "60", "--weeks", "4", "--runs", "1", "--jobs", "1")


def _simulate(run: Run, out: Path, *options: str) -> Ran:
    return run("simulate", *_SMALL, "--out", str(out), *options)


def test_a_sweep_is_written_and_gone_on_with(run: Run, tmp_path: Path) -> None:
    first = _simulate(run, tmp_path, "--initial", "0.1,0.5")
    assert first.status == 0
    assert "2 cells, 0 of them computed before." in first.err
    table = (tmp_path / "sweep.csv").read_text("utf-8")
    again = _simulate(run, tmp_path, "--initial", "0.1,0.5,0.9")
    assert "3 cells, 2 of them computed before." in again.err
    assert (tmp_path / "sweep.csv").read_text("utf-8").startswith(table)
    assert "two separate" not in (tmp_path / "sweep.svg").read_text("utf-8")
    _simulate(run, tmp_path, "--initial", "0.5", "--separate")
    assert "two separate services" in (tmp_path / "sweep.svg").read_text("utf-8")


def test_an_interruption_keeps_what_is_computed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(cells: list[Cell], _jobs: int | None):  # type: ignore[no-untyped-def] # a generator that raises
        yield compute(cells[0])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(simulation, "on_cores", interrupted)
        ended = _simulate(run, tmp_path, "--initial", "0.1,0.5")
    assert ended.status == 130
    assert "The same command goes on" in ended.err
    assert "2 cells, 1 of them computed before." in _simulate(run, tmp_path, "--initial", "0.1,0.5").err


def test_a_file_of_somebody_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    for name, word in (("sweep.svg", "sweep.svg already"), ("sweep.csv", "line 1 is not the heading")):
        (tmp_path / name).write_text("precious", encoding="utf-8")
        ended = _simulate(run, tmp_path, "--initial", "0.1")
        assert (ended.status, (tmp_path / name).read_text("utf-8")) == (2, "precious")
        assert ended.failed_with(word, "--force")
    assert _simulate(run, tmp_path, "--initial", "0.1", "--force").status == 0
    assert "precious" not in (tmp_path / "sweep.csv").read_text("utf-8")


@pytest.mark.parametrize(
    "wrong", [("--initial", "0.1,1.5"), ("--initial", "many"), ("--initial", "nan"), ("--incentive", "-1"),
              ("--people", "3"), ("--jobs", "0"), ("--runs", "0"), ("--weeks", "0")],
)  # fmt: skip
def test_wrong_options_are_named(run: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    ended = _simulate(run, tmp_path / "out", *wrong)
    assert ended.status == 2
    assert ended.failed_with(wrong[0])
    assert not (tmp_path / "out").exists()


def test_without_dask_the_extra_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("mooc_tool.services.spreading.import_module", missing)
    ended = _simulate(run, tmp_path, "--initial", "0.1", "--dask", "tcp://127.0.0.1:9")
    assert ended.status == 2
    assert "install mooc-tool[dask]" in ended.err
    assert "Traceback" not in ended.err


def test_a_dask_cluster_computes_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for the scheduler: what matters here is that the same cells go there and come back."""

    class Cluster:
        def __init__(self, address: str, timeout: int) -> None:
            assert (address, timeout > 0) == ("tcp://scheduler:8786", True)

        def __enter__(self) -> "Cluster":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def map(self, function, cells):  # type: ignore[no-untyped-def] # as Dask's own
            return [Future(function(cell)) for cell in cells]

    class Future:
        def __init__(self, outcome: Outcome) -> None:
            self.result = lambda: outcome

    class Dask:
        Client = Cluster
        as_completed = staticmethod(reversed)

    monkeypatch.setattr("mooc_tool.services.spreading.import_module", lambda _name: Dask)
    options = ("--initial", "0.1,0.5")
    sent = _simulate(run, tmp_path / "sent", *options, "--dask", "tcp://scheduler:8786")
    here = _simulate(run, tmp_path / "here", *options)
    assert (sent.status, here.status) == (0, 0)
    for name in ("sweep.csv", "sweep.svg"):
        assert (tmp_path / "sent" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()

"""Kernels run both ways, and where numba is not there, or cannot cache, or is switched off."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mooc_tool.engine import Market, deferred_acceptance, runs_compiled, warm
from mooc_tool.engine.__main__ import main
from mooc_tool.engine.kernels import build
from mooc_tool.engine.kernels.implicit import mixed
from mooc_tool.engine.kernels.top_trading_cycles import trade


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, *code.split("|")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_plainly_switches_and_comes_back() -> None:
    before = runs_compiled()
    with build.plainly():
        assert not runs_compiled()
        assert mixed(12345) == mixed.python(12345)
    assert runs_compiled() == before


@pytest.mark.skipif(not runs_compiled(), reason="numba is not there")
def test_types_are_given_beforehand() -> None:
    """No request ever waits for a second compilation: other types are refused."""
    wrong = np.zeros(2, np.float32)
    with pytest.raises(TypeError):
        trade(wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong)


@pytest.mark.skipif(not runs_compiled(), reason="numba is not there")
def test_warm_compiles_every_kernel() -> None:
    assert warm() == len(build._registry) > 30


def test_warm_is_a_command() -> None:
    done = run("-m|mooc_tool.engine|warm", NUMBA_DISABLE_JIT="1")
    assert done.returncode == 0
    assert done.stdout.startswith("kernels run as plain Python: numba is ")


def test_warm_says_how_it_went(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["warm"]) == 0
    assert "kernels" in capsys.readouterr().out
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


SAME = """
import sys
if "hide" in sys.argv:
    sys.modules["numba"] = None
from mooc_tool.engine import Market, deferred_acceptance, runs_compiled
found = deferred_acceptance(Market.of([[0, 1], [0, 1]], [[1, 0], [0, 1]]))
print(runs_compiled(), found.partner.tolist(), found.proposals)
"""


def test_without_numba() -> None:
    found = deferred_acceptance(Market.of([[0, 1], [0, 1]], [[1, 0], [0, 1]]))
    expected = f"False {found.partner.tolist()} {found.proposals}\n"
    assert run(f"-c|{SAME}|hide").stdout == expected
    assert run(f"-c|{SAME}", NUMBA_DISABLE_JIT="1").stdout == expected


@pytest.mark.skipif(not runs_compiled(), reason="numba is not there")
def test_a_cache_elsewhere_is_used(tmp_path: Path) -> None:
    code = "from mooc_tool.engine.kernels.implicit import mixed; print(mixed(1))"
    assert run(f"-c|{code}", NUMBA_CACHE_DIR=str(tmp_path)).stdout.strip().isdigit()
    assert list(tmp_path.rglob("*.nbi"))


def _that_allocates(size: int) -> float:
    room = np.zeros(size)
    return float(room[0])


@pytest.mark.skipif(not runs_compiled(), reason="numba is not there")
def test_a_kernel_owns_no_memory() -> None:
    """So that its machine code counts no references: some kernels took five times as long with them."""
    with pytest.raises(Exception, match="array passed into the function"):
        _ = build.Kernel(_that_allocates, ("float64(int64)",)).compiled


def test_nowhere_to_cache_means_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    class Numba:
        def njit(self, **_options: object) -> object:
            raise RuntimeError("cannot cache function: no locator available")

    monkeypatch.setattr(build, "_numba", Numba)
    lonely = build.Kernel(lambda x: x + 1, ("int64(int64)",))
    assert lonely.compiled is None
    assert lonely(1) == 2

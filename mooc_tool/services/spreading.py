"""The cells of a sweep over the cores of this machine (joblib) or the machines of a cluster (Dask)."""

import signal
from collections.abc import Iterator, Sequence
from importlib import import_module

from joblib import Parallel, delayed

from mooc_tool.services.sweeps import Cell, Outcome, compute


class NoCluster(Exception):
    """There is no cluster to send to; the words say why."""


def on_cores(cells: Sequence[Cell], jobs: int | None) -> Iterator[Outcome]:
    """Each outcome as it comes; ``jobs`` processes, None for as many as there are cores."""
    spread = Parallel(n_jobs=jobs or -1, return_as="generator_unordered")
    # Ctrl-C reaches a whole process group. Workers that begin while it is blocked leave it to their parent,
    # which ends them; a worker that died of it would be waited for without end.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        outcomes = spread(delayed(compute)(cell) for cell in cells)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    yield from outcomes


def on_cluster(cells: Sequence[Cell], address: str, patience: float = 10) -> Iterator[Outcome]:
    """Each outcome as it comes from the Dask scheduler at ``address``. Its workers need mooc-tool too.

    NoCluster without Dask, or when no scheduler answers within ``patience`` seconds.
    """
    try:
        dask = import_module("distributed")
    except ModuleNotFoundError:
        raise NoCluster("Dask is not installed: install mooc-tool[dask]") from None
    try:
        client = dask.Client(address, timeout=patience)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise NoCluster(f"no Dask scheduler answers at {address} ({error})") from None
    with client:
        for future in dask.as_completed(client.map(compute, cells)):
            yield future.result()

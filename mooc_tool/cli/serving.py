"""``serve`` and ``work``: the two processes of an installation."""

import os
import signal
import socket
from pathlib import Path
from threading import Event

import click
from granian import Granian
from granian.constants import Interfaces

import mooc_tool
from mooc_tool.cli.opening import open_tool
from mooc_tool.engine.kernels.build import warm
from mooc_tool.errors import SettingsError
from mooc_tool.worker import Worker

_KILL_AFTER = 10  # seconds: a process that was told to stop while it was starting does not hear it


@click.command()
def serve() -> None:
    """Serve the pages (granian, processes and threads as set)."""
    tool = open_tool(log=True)
    settings = tool.settings
    tool.database.close()
    require_free(settings.host, settings.port)
    _warm_engine(settings.instance)
    click.echo(f"mooc-tool serves {settings.url} on {settings.host}:{settings.port}", err=True)
    Granian(
        "mooc_tool.app:from_environment",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.processes,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=_KILL_AFTER,
        log_enabled=False,
    ).serve()


def _warm_engine(instance: Path) -> None:
    """Compile the engine's kernels, where numba is installed, before the processes part and share them.

    numba keeps them beside the sources; where these cannot be written to, in the instance folder.
    """
    if not os.access(Path(mooc_tool.__file__).parent, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(instance / "kernels"))
    warm()


def require_free(host: str, port: int, by: str = "MOOC_TOOL_PORT") -> None:
    """Raise SettingsError when nobody can listen there: the server itself would say it less clearly.

    ``by``: what another port is chosen with.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                "port-taken",
                f"Port {port} of {host} cannot be used ({error.strerror}). Choose another one with {by}.",
            ) from None


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now, then stop.")
def work(*, once: bool) -> None:
    """Send scores to the LMSs, and keep the house clean."""
    tool = open_tool(log=True)
    worker = Worker(tool)
    if once:
        click.echo(f"letters sent: {worker.run_once()}")
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop)


COMMANDS = (serve, work)

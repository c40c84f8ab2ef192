"""``serve`` and ``work``: the two processes of an installation."""

import signal
import socket
from threading import Event

import click
from granian import Granian
from granian.constants import Interfaces

from mooc_tool.cli.opening import open_tool
from mooc_tool.errors import SettingsError
from mooc_tool.worker import Worker


@click.command()
def serve() -> None:
    """Serve the pages (granian, processes and threads as set)."""
    tool = open_tool(log=True)
    settings = tool.settings
    tool.database.close()
    require_free(settings.host, settings.port)
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
        log_enabled=False,
    ).serve()


def require_free(host: str, port: int) -> None:
    """Raise SettingsError when nobody can listen there: the server itself would say it less clearly."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                "port-taken",
                f"Port {port} of {host} cannot be used ({error.strerror}). Choose another one.",
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

"""``demo``: the main job, on this machine, with nothing else to install."""

import signal
import sys
from pathlib import Path
from threading import Event

import click

from mooc_tool import paths
from mooc_tool.cli.serving import require_free
from mooc_tool.demo import run
from mooc_tool.demo.serve import serve_lms


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port of the tool.")
@click.option("--lms-port", default=8001, show_default=True, help="Port of the demonstration LMS.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to keep data [default: instance/demo]."
)
def demo(port: int, lms_port: int, folder: Path | None) -> None:
    """Show the main job: a small LMS and the tool, course included."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    for wanted, option in ((port, "--port"), (lms_port, "--lms-port")):
        require_free(run.LMS_HOST, wanted, option)
    run.run((folder or paths.instance() / "demo").absolute(), port, lms_port, _say, stop)


def _say(sentence: str) -> None:
    click.echo(sentence)
    sys.stdout.flush()


@click.command(name="demo-lms")
@click.option("--port", default=8001, show_default=True)
@click.option("--state", type=click.Path(path_type=Path), default=None, help="File that keeps its state.")
@click.option("--control", is_flag=True, help="Let this machine set faults (for tests).")
def demo_lms(port: int, state: Path | None, *, control: bool) -> None:
    """Serve the demonstration LMS alone, to register a tool by hand."""
    require_free(run.LMS_HOST, port, "--port")
    click.echo(f"The demonstration LMS answers at http://{run.LMS_HOST}:{port}/")
    serve_lms(run.LMS_HOST, port, state, control_open=control)


COMMANDS = (demo, demo_lms)

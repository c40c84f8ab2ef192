"""``pack``: course packs as folders."""

import sys
from pathlib import Path

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.packs.files import folder_files
from mooc_tool.services import library, proofreading

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def pack() -> None:
    """Course packs."""


@pack.command()
@click.argument("folder", type=_FOLDER)
def check(folder: Path) -> None:
    """Say all that is wrong with the pack in FOLDER, with file and line."""
    problems = proofreading.check_files(folder_files(folder), now().date())
    for problem in problems:
        click.echo(f"{folder / str(problem)}")
    if problems:
        sys.exit(f"{len(problems)} problem(s).")
    click.echo("No problem.")


@pack.command(name="import")
@click.argument("folder", type=_FOLDER)
def import_(folder: Path) -> None:
    """Import the pack in FOLDER: new courses begin with it."""
    tool = open_tool()
    files = folder_files(folder)
    problems = proofreading.check_files(files, now().date())
    if problems:
        sys.exit(f"The pack has {len(problems)} problem(s): run `mooc-tool pack check {folder}`.")
    with tool.database.writing() as db:
        revision = library.store(db, folder.resolve().name, files, shipped=True, now=now())
        click.echo(f"Imported as revision {revision.revision_id}.")


COMMANDS = (pack,)

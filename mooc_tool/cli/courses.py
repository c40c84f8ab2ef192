"""``pack``: course packs as folders or zips."""

import sys
from pathlib import Path

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.packs.archive import read_zip
from mooc_tool.packs.files import Files, folder_files
from mooc_tool.services import library, proofreading

_PACK = click.Path(exists=True, path_type=Path)


@click.group()
def pack() -> None:
    """Course packs."""


@pack.command()
@click.argument("path", type=_PACK)
def check(path: Path) -> None:
    """Say all that is wrong with the pack at PATH, a folder or a zip, with file and line."""
    problems = proofreading.check_files(_files(path), now().date())
    for problem in problems:
        click.echo(f"{path / str(problem)}")
    if problems:
        sys.exit(f"{len(problems)} problem(s).")
    click.echo("No problem.")


@pack.command(name="import")
@click.argument("path", type=_PACK)
def import_(path: Path) -> None:
    """Import the pack at PATH, a folder or a zip: new courses begin with it."""
    tool = open_tool()
    files, slug = _files(path), path.resolve().name.removesuffix(".zip")
    problems = proofreading.check_files(files, now().date())
    if problems:
        sys.exit(f"The pack has {len(problems)} problem(s): run `mooc-tool pack check {path}`.")
    with tool.database.writing() as db:
        revision = library.store(db, slug, files, shipped=True, now=now())
        click.echo(f"Imported as revision {revision.revision_id}.")


def _files(path: Path) -> Files:
    return folder_files(path) if path.is_dir() else read_zip(path.read_bytes())


COMMANDS = (pack,)

"""``pack``: course packs as folders or zips."""

import os
import sys
from functools import partial
from pathlib import Path

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.packs.archive import read_zip
from mooc_tool.packs.files import Files, folder_files
from mooc_tool.services import library, proofreading
from mooc_tool.web.language import LANGUAGES, sentence
from mooc_tool.web.language import mark as _

_PACK = click.Path(exists=True, path_type=Path)
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts


@click.group()
def pack() -> None:
    """Course packs."""


@pack.command()
@click.argument("path", type=_PACK)
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language to say it in; if not given, that of LANG."
)
def check(path: Path, language: str | None) -> None:
    """Say all that is wrong with the pack at PATH, a folder or a zip, with file and line."""
    say = partial(sentence, language or _wished())
    problems = proofreading.check_files(_files(path), now().date())
    for problem in problems:
        click.echo(f"{path / problem.path}:{problem.line}: {problem.said(say)}")
    if problems:
        sys.exit(say(_("%(num)s problem(s).")) % {"num": len(problems)})
    click.echo(say(_("No problem.")))


def _wished() -> str:
    """The language of the reader's environment; English where it is none of ours."""
    wish = next((value for name in _LOCALE if (value := os.environ.get(name))), "")
    return wish[:2] if wish[:2] in LANGUAGES else "en"


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

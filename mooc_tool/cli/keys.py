"""``key``: the tool's own signing keys."""

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.services import signing


@click.group()
def key() -> None:
    """The keys that the tool signs with."""


@key.command()
def rotate() -> None:
    """Sign with a new key; the old one stays published for a week."""
    tool = open_tool()
    with tool.database.writing() as db:
        click.echo(f"The tool signs with key {signing.rotate(db, tool.secret, now())}.")


COMMANDS = (key,)

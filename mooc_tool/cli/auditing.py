"""``audit``: every graded attempt computed again."""

import sys

import click

from mooc_tool.cli.opening import open_tool
from mooc_tool.services.auditing import audit as recompute


@click.command()
def audit() -> None:
    """Recompute every score from its stored question and answer, and say what differs."""
    tool = open_tool()
    with tool.database.reading() as db:
        found = recompute(db, tool.library)
    for difference in found.differences:
        click.echo(f"{difference.key}: {difference.what} was {difference.stored}, is {difference.recomputed}")
    click.echo(
        f"{found.attempts} attempts and {found.certificates} certificates recomputed, "
        f"{len(found.differences)} differ."
    )
    if found.differences:
        sys.exit(1)


COMMANDS = (audit,)

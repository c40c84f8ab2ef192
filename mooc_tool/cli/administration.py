"""``admin``: the administrator's pages."""

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.services import administering


@click.group()
def admin() -> None:
    """The administrator's pages."""


@admin.command()
def link() -> None:
    """Make a link to the administrator's pages: it works once, within ten minutes, for an hour."""
    tool = open_tool()
    with tool.database.writing() as db:
        code = administering.make_link(db, now())
    click.echo(tool.address(f"/admin/enter/{code}"))


COMMANDS = (admin,)

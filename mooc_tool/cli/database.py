"""``db``: the tables of the installation."""

import click
from alembic.util import CommandError

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.errors import SettingsError
from mooc_tool.records import migrating
from mooc_tool.services import setting_up


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Make or update the tables, the first signing key, the shipped course."""
    tool = open_tool(ready=False)
    for done in setting_up.upgrade(tool, now()):
        click.echo(f"ready: {done}")


@db.command()
def check() -> None:
    """Say whether the database has this version's tables."""
    tool = open_tool()
    try:
        migrating.check(tool.database.engine)
    except CommandError as error:
        raise SettingsError(
            "tables-differ", f"The tables are not those of this version: somebody changed them ({error})."
        ) from None
    click.echo("The database has the tables of this version.")


COMMANDS = (db,)

"""``person``: what is kept of people."""

import click

from mooc_tool.cli.opening import open_tool
from mooc_tool.services import forgetting


@click.group()
def person() -> None:
    """What is kept of people."""


@person.command()
@click.argument("person_id", type=int)
@click.confirmation_option(prompt="All that is kept of this person goes, for good. Go on?")
def erase(person_id: int) -> None:
    """Forget a person (the number in P-0001) and all that was kept of them."""
    tool = open_tool()
    with tool.database.writing() as db:
        forgetting.erase(db, person_id, tool.secret)
    click.echo("Forgotten.")


COMMANDS = (person,)

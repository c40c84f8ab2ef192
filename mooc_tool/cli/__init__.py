"""The command line, ``mooc-tool``. What can be foreseen ends in one sentence and a status that is not 0."""

import sys

import click
from sqlalchemy.exc import DBAPIError

from mooc_tool.cli import (
    administration,
    auditing,
    courses,
    database,
    demonstration,
    exercises,
    keys,
    matching,
    people,
    platforms,
    serving,
    simulation,
)
from mooc_tool.cli.failing import database_sentence, sentence_of
from mooc_tool.errors import ToolError

STATUS = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mooc-tool")
def command() -> None:
    """An LTI tool that carries a course on the collaborative economy inside any LMS."""


_MODULES = (
    demonstration, serving, database, courses, platforms, keys, people, auditing, matching, simulation,
    exercises, administration,
)  # fmt: skip
for module in _MODULES:
    for part in module.COMMANDS:
        command.add_command(part)


def main() -> None:
    """Run the command line."""
    try:
        command(prog_name="mooc-tool")
    except ToolError as error:
        _fail(sentence_of(error))
    except DBAPIError as error:
        sentence = database_sentence(error)
        if sentence is None:
            raise
        _fail(sentence)


def _fail(sentence: str) -> None:
    click.secho(f"mooc-tool: {sentence}", err=True, fg="red")
    sys.exit(STATUS)

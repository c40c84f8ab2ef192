"""``platform add-legacy`` and ``platform legacy``: LMSs that speak LTI 1.1 only."""

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.lti.legacy.consumer import Consumer
from mooc_tool.services import legacy as registrations


@click.command(name="add-legacy")
@click.option("--key", required=True, help="Consumer key: names the platform, here and there.")
@click.option("--secret", default=None, help="If the platform chose one; otherwise one is made.")
@click.option("--name", default="", help="As your colleagues call it.")
@click.option("--family", default="generic", help="moodle, canvas, open-edx... as the platform calls itself.")
def add_legacy(key: str, secret: str | None, name: str, family: str) -> None:
    """Register a platform that speaks LTI 1.1 only; it may not launch yet."""
    tool = open_tool()
    with tool.database.writing() as db:
        made = registrations.register(db, key, secret, name, family, tool.secret, now())
    click.echo(f"Platform {made.platform_id} is known by the consumer key {key}. It may not launch yet:")
    click.echo(f"  mooc-tool platform legacy on {made.platform_id}")
    click.echo(f"Launch address: {tool.address('/lti/1.1/launch')}")
    _show(made.consumer, given=secret)


@click.group()
def legacy() -> None:
    """Whether a platform may launch by LTI 1.1, and with what secret."""


@legacy.command()
@click.argument("platform_id", type=int)
def on(platform_id: int) -> None:
    """Let a platform launch by LTI 1.1."""
    _let(platform_id, may=True)


@legacy.command()
@click.argument("platform_id", type=int)
def off(platform_id: int) -> None:
    """Refuse a platform's launches by LTI 1.1 from now on; nothing is forgotten."""
    _let(platform_id, may=False)


@legacy.command()
@click.argument("key")
@click.option("--secret", default=None, help="If the platform chose one; otherwise one is made.")
def secret(key: str, secret: str | None) -> None:
    """Change the secret of the consumer key KEY; the old one ends at once."""
    tool = open_tool()
    with tool.database.writing() as db:
        changed = registrations.change_secret(db, key, secret, tool.secret)
    click.echo(f"The secret of {key} is changed: write it down in the platform too.")
    _show(changed, given=secret)


def _show(consumer: Consumer, *, given: str | None) -> None:
    if given is None:
        click.echo(f"The secret, shown this once: {consumer.secret}")


def _let(platform_id: int, *, may: bool) -> None:
    tool = open_tool()
    with tool.database.writing() as db:
        keys = registrations.let_launch(db, platform_id, may=may)
    click.echo(f"By LTI 1.1, {', '.join(keys)} {'may' if may else 'may not'} launch.")

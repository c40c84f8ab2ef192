"""``platform``: the LMSs that may launch the tool."""

import click

from mooc_tool.cli.legacy import add_legacy, legacy
from mooc_tool.cli.opening import now, open_tool
from mooc_tool.cli.platform_check import check_platform
from mooc_tool.records import PlatformState
from mooc_tool.services import registering
from mooc_tool.services.registering import Registration

_FAULTS = {
    "missing": "is empty",
    "too-long": "is too long",
    "no-address": "is no web address",
    "not-https": "must begin with https://",
}


@click.group()
def platform() -> None:
    """The platforms (LMSs) that may launch the tool."""


@platform.command()
@click.option("--accept", is_flag=True, help="The platform may launch at once, without `platform accept`.")
def invite(*, accept: bool) -> None:
    """Make an invitation that registers one platform within a day."""
    tool = open_tool()
    with tool.database.writing() as db:
        code = registering.invite(db, now(), accept=accept)
    click.echo("One platform may register within 24 hours, by either address:")
    click.echo(f"  dynamic registration: {tool.address(f'/lti/register/{code}')}")
    click.echo(f"  paste form:           {tool.address(f'/register/{code}')}")


@platform.command()
@click.option("--name", default="", help="As your colleagues call it.")
@click.option("--issuer", required=True, help="Platform ID, exactly as the platform gives it.")
@click.option("--client-id", required=True)
@click.option("--auth-url", required=True, help="Authentication request address.")
@click.option("--token-url", required=True, help="Access token address.")
@click.option("--keyset-url", required=True, help="Public key set address.")
@click.option("--token-audience", default=None, help="If it is not the token address (Brightspace).")
@click.option("--deployment", default=None, help="May stay away: the first launch tells it.")
@click.option("--family", default="generic", help="moodle, canvas, open-edx... as the platform calls itself.")
def add(**values: str | None) -> None:
    """Register a platform by its addresses; it may launch at once."""
    tool = open_tool()
    given = {name: value for name, value in values.items() if value is not None}
    registration = _read(given, lax=tool.settings.allow_private_platforms)
    with tool.database.writing() as db:
        row = registering.add(db, registration, PlatformState.ACTIVE, now())
        click.echo(f"Platform {row.platform_id} may launch the tool.")


@platform.command(name="list")
def list_() -> None:
    """List the platforms."""
    tool = open_tool()
    with tool.database.reading() as db:
        for row in registering.all_platforms(db):
            click.echo(f"{row.platform_id}\t{row.state.value}\t{row.name}\t{row.issuer}\t{row.client_id}")


@platform.command()
@click.argument("platform_id", type=int)
def accept(platform_id: int) -> None:
    """Let a platform that registered by itself launch the tool."""
    _set(platform_id, PlatformState.ACTIVE)


@platform.command()
@click.argument("platform_id", type=int)
def off(platform_id: int) -> None:
    """Refuse a platform's launches from now on; nothing is forgotten."""
    _set(platform_id, PlatformState.OFF)


@platform.command(name="set")
@click.argument("platform_id", type=int)
@click.option(
    "--anonymous/--no-anonymous", default=None, help="Let in visitors whom it does not name; ungraded."
)
@click.option("--review/--no-review", default=None, help="Its gradebook opens learners' work in the tool.")
@click.option("--deployment", help="Let visitors in, or not, for this deployment alone.")
def set_(platform_id: int, *, anonymous: bool | None, review: bool | None, deployment: str | None) -> None:
    """Change what a platform may do, or say how it stands."""
    if deployment is not None:
        _set_visitors(platform_id, deployment, anonymous=anonymous, alone=review is None)
        return
    tool = open_tool()
    with tool.database.writing() as db:
        row = registering.set_options(db, platform_id, now(), anonymous=anonymous, review=review)
        visitors, reviews = row.allows_anonymous, row.offers_review
    click.echo(f"Visitors without a name: {'let in' if visitors else 'refused'}.")
    click.echo(f"Columns that open learners' work: {'asked for' if reviews else 'not asked for'}.")


def _set_visitors(platform_id: int, deployment: str, *, anonymous: bool | None, alone: bool) -> None:
    if anonymous is None or not alone:
        raise click.UsageError("--deployment goes with --anonymous or --no-anonymous, and nothing else.")
    if not 0 < len(deployment) <= 255:
        raise click.UsageError("--deployment has 1 to 255 characters.")
    with open_tool().database.writing() as db:
        registering.set_visitors(db, platform_id, deployment, now(), anonymous=anonymous)
    click.echo(f"Visitors without a name: {'let in' if anonymous else 'refused'} at deployment {deployment}.")


@platform.command()
@click.argument("platform_id", type=int)
@click.confirmation_option(prompt="All that hangs on this platform goes, for good. Go on?")
def remove(platform_id: int) -> None:
    """Forget a platform, its courses, its learners and their work."""
    tool = open_tool()
    with tool.database.writing() as db:
        registering.remove(db, platform_id)
    click.echo("Forgotten.")


def _read(given: dict[str, str], *, lax: bool) -> Registration:
    """The options as a registration; ``lax``: addresses without https will do, for a test LMS."""
    read = registering.read({**given, "deployment_id": given.get("deployment", "")})
    faults = read if isinstance(read, dict) else {}
    told = [
        f"--{name.replace('_', '-')} {_FAULTS[fault]}"
        for name, fault in faults.items()
        if not (lax and fault == "not-https")
    ]
    if told:
        raise click.UsageError("; ".join(told) + ".")
    return Registration(
        issuer=given["issuer"],
        client_id=given["client_id"],
        auth_url=given["auth_url"],
        token_url=given["token_url"],
        keyset_url=given["keyset_url"],
        name=given["name"],
        family=given["family"],
        token_audience=given.get("token_audience"),
        deployment=given.get("deployment"),
    )


def _set(platform_id: int, state: PlatformState) -> None:
    tool = open_tool()
    with tool.database.writing() as db:
        row = registering.set_state(db, platform_id, state, now())
        click.echo(f"Platform {row.platform_id} ({row.issuer}) is {row.state.value}.")


platform.add_command(add_legacy)
platform.add_command(legacy)

platform.add_command(check_platform)

COMMANDS = (platform,)

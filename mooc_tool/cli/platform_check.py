"""``platform check``: what is wrong with a platform's set-up, in plain sentences."""

import click

from mooc_tool.cli.opening import now, open_tool
from mooc_tool.errors import NotFound
from mooc_tool.lti.check import Finding, check
from mooc_tool.records import Platform, PlatformState
from mooc_tool.services import platforms

WRONG = 1

_SERVICES = {"score": "send scores", "line-item": "make columns", "roster": "read the roster"}
_SENTENCES = {
    "own-keys-published": "Our key set can be read at {subject}, and holds the key that we sign with.",
    "own-keys-private": "Our own address, {subject}, is not a public one as this machine sees it. "
    "If it is none from outside either, the platform cannot read our key set and gives no access.",
    "own-keys-unreachable": "Our own key set does not answer at {subject} ({words}): "
    "the platform gives no access without it. Is the tool served there?",
    "own-keys-other": "{subject} answers, but not with our key set: {words}. "
    "Is MOOC_TOOL_URL the address of this installation?",
    "keys-read": "The platform's key set at {subject} can be read: {words} usable key(s).",
    "keys-unreadable": "The platform's key set address, {subject}, holds no usable key: {words}. "
    "No launch works. Compare the address with the platform's registration page.",
    "keys-platform-unreachable": "The platform's key set address, {subject}, does not answer ({words}). "
    "No launch works. Compare it with the platform's registration page; does a firewall stop us?",
    "keys-address-private": "The platform's key set address, {subject}, is not public: refused. "
    "A test LMS needs MOOC_TOOL_ALLOW_PRIVATE_PLATFORMS=true.",
    "clock": "The platform's clock and ours differ by {words} s.",
    "clock-unknown": "The platform does not tell its time.",
    "token-given": "The platform lets the tool {service}.",
    "token-refused": "The platform does not let the tool {service}: {words}. "
    "Is the tool active there, is this service allowed, and can the platform read our key set?",
    "token-platform-unreachable": "The platform's token address does not answer ({words}): "
    "the tool cannot {service}.",
    "token-address-private": "The platform's token address is not public: refused. "
    "The tool cannot {service}.",
}
_OTHERWISE = "{subject}: {code} ({words})."


@click.command(name="check")
@click.argument("platform_id", type=int)
@click.pass_context
def check_platform(context: click.Context, platform_id: int) -> None:
    """Try a platform's set-up, and say what is wrong with it."""
    tool = open_tool()
    with tool.database.reading() as db:
        row = db.get(Platform, platform_id)
        if row is None:
            raise NotFound("platform-unknown", platform=platform_id)
        accepted, platform, key = row.state, platforms.as_lti(row), tool.keyring.current(db)
    wrong = accepted is not PlatformState.ACTIVE
    if wrong:
        click.echo(f"✗ The platform is {accepted.value}: its launches are refused. See `platform accept`.")
    for finding in check(platform, key, tool.address("/lti/keys.json"), tool.http, now()):
        wrong = wrong or not finding.fine
        click.echo(f"{'✓' if finding.fine else '✗'} {_sentence(finding)}")
    context.exit(WRONG if wrong else 0)


def _sentence(finding: Finding) -> str:
    sentence = _SENTENCES.get(finding.code, _OTHERWISE)
    return sentence.format(
        code=finding.code,
        subject=finding.subject,
        words=finding.words or "no words",
        service=_SERVICES.get(finding.subject, ""),
    )

"""Putting contents in the LMS: choose, then go back to it with the signed choice (LTI: deep linking)."""

from urllib.parse import urlsplit

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from mooc_tool.lti.deep_linking import DeepLinkingSettings
from mooc_tool.services import cartridge as cartridges
from mooc_tool.services import placing
from mooc_tool.web import current, headers, tickets
from mooc_tool.web.launch import launch_url
from mooc_tool.web.learn import published


def pick() -> ResponseReturnValue:
    """All there is to choose; the search is a plain form, and what was ticked stays ticked."""
    return _page(_settings())


def place() -> ResponseReturnValue:
    """Send the choice to the platform."""
    settings = _settings()
    picked: tuple[placing.Choice, ...] = ()
    if "cancel" not in request.form:
        picked = placing.chosen(_all(), request.form.getlist("choice"))
        if not picked:
            return _page(settings, fault=True), 422
    token = placing.answer(
        tickets.course(),
        settings,
        picked,
        launch_url=launch_url(),
        key=current.tool().keyring.current(current.db()),
        now=current.now(),
    )
    target = urlsplit(settings.return_url)
    headers.allow_form_target(f"{target.scheme}://{target.netloc}")
    return render_template("lti/return.html", return_url=settings.return_url, token=token)


def cartridge() -> ResponseReturnValue:
    """The whole course as a file that an LMS imports: links to every unit and exercise."""
    pack, who = published().pack, tickets.session()
    vendor = current.tool().settings.institution or pack.titles[who.language]
    content = cartridges.cartridge(pack, who.language, launch_url(), vendor)
    return current.attachment(content, f"{pack.slug}-{who.language}.imscc", download=True)


def _page(settings: DeepLinkingSettings, *, fault: bool = False) -> str:
    asked = request.values
    picked = placing.chosen(_all(), asked.getlist("choice"))
    wish = placing.Wish(asked.get("words", ""), asked.get("week", type=int), asked.get("kind", ""))
    found = placing.search(_all(), wish)
    return render_template(
        "studio/pick.html",
        choices=found,
        kept=[choice for choice in picked if choice not in found],
        picked=picked,
        weeks=published().pack.weeks,
        wish=wish,
        every_unit=len(placing.every_unit(found)) if wish == placing.Wish() else 0,
        multiple=settings.accept_multiple,
        line_items=placing.offers_columns(tickets.course(), settings),
        pick_url=url_for("studio.pick"),
        fault=fault,
    )


def _settings() -> DeepLinkingSettings:
    return placing.settings_of(tickets.session().deep_linking)


def _all() -> tuple[placing.Choice, ...]:
    return placing.choices(published().pack, tickets.session().language)

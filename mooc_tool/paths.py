"""Where templates, content and the instance folder lie, in a checkout and in an installed wheel."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped() -> Path:
    """The folder that holds ``templates/`` and ``content/``: inside the wheel, else the checkout."""
    inside = _PACKAGE / "_shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def templates() -> Path:
    """The Jinja2 and Typst templates."""
    return shipped() / "templates"


def content() -> Path:
    """The course packs that come with the tool."""
    return shipped() / "content"


def static() -> Path:
    """Style sheets, scripts and images that pages load."""
    return _PACKAGE / "static"


def translations() -> Path:
    """The gettext catalogues."""
    return _PACKAGE / "translations"


def instance() -> Path:
    """The folder that one installation writes to (not made here).

    ``$MOOC_TOOL_INSTANCE``, else the checkout's ``instance/``, else ``$XDG_DATA_HOME/mooc-tool``.
    """
    named = os.environ.get("MOOC_TOOL_INSTANCE")
    if named:
        return Path(named).expanduser().absolute()
    checkout = _PACKAGE.parent / "instance"
    if checkout.is_dir() and not (_PACKAGE / "_shipped").is_dir():
        return checkout
    data_home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data_home) / "mooc-tool"

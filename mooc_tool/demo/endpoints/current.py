"""The platform that serves the present request."""

from flask import current_app

from mooc_tool.demo.lms import Lms

_NAME = "mooc_tool_demo"


def current_lms() -> Lms:
    """The platform behind the present request."""
    lms = current_app.extensions[_NAME]
    assert isinstance(lms, Lms)  # noqa: S101 - put there by create_lms
    return lms


def remember(extensions: dict[str, object], lms: Lms) -> None:
    """Let ``current_lms`` find this platform."""
    extensions[_NAME] = lms

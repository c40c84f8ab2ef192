"""Opening the installation that the environment names."""

import os
from datetime import UTC, datetime

from mooc_tool.config import Settings
from mooc_tool.services import logs
from mooc_tool.services.tool import Tool


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def settings() -> Settings:
    """The settings of the environment."""
    return Settings.read(os.environ)


def open_tool(*, ready: bool = True, log: bool = False) -> Tool:
    """The installation; ``ready``: its database must have this version's tables."""
    found = settings()
    if log:
        logs.start(found.log_level)
    tool = Tool.open(found)
    if ready:
        tool.require_current()
    return tool

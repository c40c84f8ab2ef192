"""What the worker does beside sending letters: work that asks platforms for something, done aside."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from mooc_tool.lti.connector import TokenStore
from mooc_tool.services import columns, notices, renaming, rosters
from mooc_tool.services.tool import Tool

log = logging.getLogger(__name__)

Chore = Callable[[Tool, TokenStore, datetime], int]

CHORES: tuple[Chore, ...] = (columns.work, renaming.work, notices.work, rosters.work)
"""Each takes what is due and says how much that was; none leaves a transaction open while it waits."""


def run(tool: Tool, tokens: TokenStore, now: datetime) -> int:
    """Do what is due; how much that was. One chore that fails holds up no other."""
    done = 0
    for chore in CHORES:
        try:
            done += chore(tool, tokens, now)
        except SQLAlchemyError as error:
            log.warning("database", extra={"error": type(error).__name__})
        except Exception:
            log.exception("chore failed", extra={"chore": chore.__module__})
    return done

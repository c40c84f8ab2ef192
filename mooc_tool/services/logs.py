"""Structured logs, a JSON object a line, to standard error: no personal data, no token.

What is logged is said by name (``extra={...}``); addresses are not, since a session's address opens it.
"""

import logging
import sys

from pythonjsonlogger.json import JsonFormatter

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_TALKATIVE = ("urllib3", "werkzeug", "alembic", "_granian", "granian.access")


def start(level: str) -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter(_FORMAT, rename_fields={"asctime": "at", "levelname": "level", "name": "where"})
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)

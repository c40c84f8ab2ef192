"""Run by Alembic: migrates on the connection that ``mooc_tool.records.migrating`` hands over."""

from typing import Any, Literal

from alembic import context

from mooc_tool.records import Base
from mooc_tool.records.base import Moment


def _plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration names no class of ours: it must mean the same when the class has changed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=_plain
)
with context.begin_transaction():
    context.run_migrations()

"""Line items, the columns of the gradebook (AGS 2.0 section 3.2)."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from mooc_tool.demo.state.refusal import Refusal
from mooc_tool.demo.state.store import Store

_OURS = {"id", "label", "scoreMaximum", "tag", "resourceId", "resourceLinkId"}


@dataclass(frozen=True)
class LineItem:
    """A column of a course's gradebook. ``other`` keeps the members that the platform does not use itself."""

    course_id: int
    client_id: str
    label: str
    maximum: float
    tag: str | None = None
    resource_id: str | None = None
    activity_id: int | None = None
    other: Mapping[str, Any] = field(default_factory=dict)
    line_item_id: int = 0

    def for_activity(self, activity_id: int) -> "LineItem":
        """The same column, belonging to an activity."""
        return replace(self, activity_id=activity_id)

    def closed(self, now: datetime) -> bool:
        """Whether ``endDateTime`` is past (AGS 2.0 section 3.2.9)."""
        end = self.other.get("endDateTime")
        return isinstance(end, str) and datetime.fromisoformat(end) < now

    def document(self, url: str) -> dict[str, Any]:
        """The line item as a tool reads it."""
        link = None if self.activity_id is None else str(self.activity_id)
        ours = {
            "id": url, "label": self.label, "scoreMaximum": self.maximum, "tag": self.tag,
            "resourceId": self.resource_id, "resourceLinkId": link,
        }  # fmt: skip
        return {**self.other, **{name: value for name, value in ours.items() if value is not None}}


def read_line_item(document: object, course_id: int, client_id: str) -> LineItem:
    """A line item from a tool's JSON. Raises Refusal (400) that names the member."""
    if not isinstance(document, Mapping):
        raise Refusal(400, "invalid_line_item", "a JSON object is needed")
    label, maximum = document.get("label"), document.get("scoreMaximum")
    if not isinstance(label, str) or not label.strip():
        raise Refusal(400, "invalid_line_item", "label must be text")
    if not isinstance(maximum, int | float) or isinstance(maximum, bool) or not 0 < maximum <= 1e9:
        raise Refusal(400, "invalid_line_item", "scoreMaximum must be a number above 0")
    link = _text(document, "resourceLinkId")
    if link is not None and not (link.isascii() and link.isdigit() and len(link) < 16):
        raise Refusal(404, "unknown_resource_link", "resourceLinkId is no activity of this course")
    _check_end(document.get("endDateTime"))
    return LineItem(
        course_id=course_id,
        client_id=client_id,
        label=label,
        maximum=float(maximum),
        tag=_text(document, "tag"),
        resource_id=_text(document, "resourceId"),
        activity_id=None if link is None else int(link),
        other={name: value for name, value in document.items() if name not in _OURS},
    )


def _check_end(value: object) -> None:
    try:
        zoned = value is None or datetime.fromisoformat(str(value)).utcoffset() is not None
    except ValueError:
        zoned = False
    if not zoned:
        raise Refusal(400, "invalid_line_item", "endDateTime must be ISO 8601 with a zone")


def _text(document: Mapping[str, object], name: str) -> str | None:
    value = document.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > 256):
        raise Refusal(400, "invalid_line_item", f"{name} must be text of at most 256 characters")
    return value or None


class LineItems:
    """The line items of every course."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, item: LineItem) -> LineItem:
        """Add a column."""
        self._check_activity(item)
        return replace(item, line_item_id=self._store.insert("line_item", **_columns(item)))

    def replace(self, line_item_id: int, item: LineItem) -> LineItem:
        """Replace all that a column says; whatever is not given is gone, as PUT means."""
        self._check_activity(item)
        columns = _columns(item)
        changes = ", ".join(f"{name} = ?" for name in columns)
        self._store.write(
            f"UPDATE line_item SET {changes} WHERE line_item_id = ?",  # noqa: S608 - names are ours
            *columns.values(), line_item_id,
        )
        return replace(item, line_item_id=line_item_id)

    def _check_activity(self, item: LineItem) -> None:
        if item.activity_id is None:
            return
        if not self._store.row(
            "SELECT 1 FROM activity WHERE activity_id = ? AND course_id = ? AND client_id = ?",
            item.activity_id, item.course_id, item.client_id,
        ):
            raise Refusal(404, "unknown_resource_link", "resourceLinkId is no activity of this course")

    def remove(self, line_item_id: int) -> None:
        """Delete a column; the history of what was received for it is kept."""
        self._store.write("DELETE FROM line_item WHERE line_item_id = ?", line_item_id)

    def find(self, line_item_id: int) -> LineItem | None:
        """The column with that number."""
        row = self._store.row("SELECT * FROM line_item WHERE line_item_id = ?", line_item_id)
        return _line_item(row) if row else None

    def of_course(
        self,
        course_id: int,
        *,
        client_id: str | None = None,
        activity_id: str | None = None,
        resource_id: str | None = None,
        tag: str | None = None,
    ) -> list[LineItem]:
        """The columns of a course that fit every filter given, oldest first."""
        wanted = {
            "client_id": client_id, "CAST(activity_id AS TEXT)": activity_id,
            "resource_id": resource_id, "tag": tag,
        }  # fmt: skip
        filters = {column: value for column, value in wanted.items() if value is not None}
        where = "".join(f" AND {column} = ?" for column in filters)
        rows = self._store.rows(
            f"SELECT * FROM line_item WHERE course_id = ?{where} ORDER BY line_item_id",  # noqa: S608 - ours
            course_id, *filters.values(),
        )
        return [_line_item(row) for row in rows]


def _columns(item: LineItem) -> dict[str, str | int | float | None]:
    return {
        "course_id": item.course_id, "client_id": item.client_id, "label": item.label,
        "maximum": item.maximum, "tag": item.tag, "resource_id": item.resource_id,
        "activity_id": item.activity_id, "other": json.dumps(dict(item.other)),
    }  # fmt: skip


def _line_item(row: sqlite3.Row) -> LineItem:
    return LineItem(**{**dict(row), "other": json.loads(row["other"])})

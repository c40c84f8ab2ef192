"""Launches under way: each is an unguessable hint that works once."""

import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from mooc_tool.demo.state.store import Store

Kind = Literal["resource", "deep-linking", "submission-review"]
Window = Literal["iframe", "window"]

LIFE = timedelta(minutes=10)
ANSWER_LIFE = timedelta(hours=2)


@dataclass(frozen=True)
class Launch:
    """Somebody on the way to a tool. ``hint`` names the launch, ``data`` its deep linking request."""

    kind: Kind
    user_id: str
    client_id: str
    course_id: int
    target_url: str
    document_target: Window = "iframe"
    activity_id: int | None = None
    line_item_id: int | None = None
    for_user_id: str | None = None
    hint: str = ""
    data: str | None = None


class Launches:
    """Launches begun and not yet used up."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, launch: Launch, now: datetime) -> Launch:
        """Write a launch down; the one given back has its hint."""
        data = secrets.token_urlsafe(24) if launch.kind == "deep-linking" else None
        begun = replace(launch, hint=secrets.token_urlsafe(24), data=data)
        self._store.insert("launch", **vars(begun), made_at=now.isoformat())
        return begun

    def take(self, hint: str, now: datetime) -> Launch | None:
        """The launch of that hint, once and within ten minutes."""
        taken = self._store.write(
            "UPDATE launch SET used_at = ?1 WHERE hint = ?2 AND used_at IS NULL AND made_at >= ?3",
            now.isoformat(), hint, (now - LIFE).isoformat(),
        )
        row = self._store.row("SELECT * FROM launch WHERE hint = ?", hint) if taken else None
        return _launch(row) if row else None

    def peek(self, hint: str) -> Launch | None:
        """The launch of that hint, used or not."""
        row = self._store.row("SELECT * FROM launch WHERE hint = ?", hint)
        return _launch(row) if row else None

    def answer(self, data: str, now: datetime) -> Launch | None:
        """The deep linking request that ``data`` belongs to, once and within two hours of its launch."""
        taken = self._store.write(
            "UPDATE launch SET answered_at = ?1 WHERE data = ?2 AND used_at IS NOT NULL"
            " AND answered_at IS NULL AND made_at >= ?3",
            now.isoformat(), data, (now - ANSWER_LIFE).isoformat(),
        )
        row = self._store.row("SELECT * FROM launch WHERE data = ?", data) if taken else None
        return _launch(row) if row else None


def _launch(row: sqlite3.Row) -> Launch:
    columns = dict(row)
    for moment in ("made_at", "used_at", "answered_at"):
        del columns[moment]
    return Launch(**columns)

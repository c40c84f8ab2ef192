"""Where each tool wants to be told of what (LTI platform notification service 1.0)."""

import json

from mooc_tool.demo.state.store import Store

HELLO, COURSE_COPIED = "LtiHelloWorldNotice", "LtiContextCopyNotice"
KINDS = (HELLO, COURSE_COPIED)
"""What the platform tells of."""


class NoticeHandlers:
    """Addresses by kind of notice, for each tool."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_tool(self, client_id: str) -> dict[str, str]:
        """The tool's handlers by kind of notice."""
        row = self._store.row("SELECT value FROM setting WHERE name = ?", _name(client_id))
        found: dict[str, str] = json.loads(row["value"]) if row else {}
        return found

    def set(self, client_id: str, kind: str, url: str) -> None:
        """Set one handler; an empty address takes it away."""
        with self._store.together():
            kept = {**self.of_tool(client_id), kind: url}
            value = json.dumps({name: address for name, address in kept.items() if address})
            self._store.write("INSERT OR REPLACE INTO setting VALUES (?, ?)", _name(client_id), value)


def _name(client_id: str) -> str:
    return f"notice handlers of {client_id}"

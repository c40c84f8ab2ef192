"""How the platform behaves: what a teacher may switch on its page and a test on the object."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

from mooc_tool.demo.state.store import Store

LoginMethod = Literal["GET", "POST"]
Storage = Literal["on", "silent", "off"]


@dataclass(frozen=True)
class Settings:
    """What can be switched; lives are in seconds.

    - ``storage`` "on": the page names itself as storage target and answers; "silent": it names itself and
      never answers; "off": neither
    - ``names``: tools get names and e-mail addresses
    - ``anonymous``: tools learn nothing at all of who opens an activity
    - ``query``: addresses of services carry a query, as Moodle's do
    - ``multiple``, ``line_items``: what deep linking accepts
    """

    login_method: LoginMethod = "GET"
    storage: Storage = "on"
    names: bool = True
    anonymous: bool = False
    query: bool = False
    multiple: bool = True
    line_items: bool = True
    page_size: int = 50
    id_token_life: int = 60
    token_life: int = 3600

    def __post_init__(self) -> None:
        if self.login_method not in get_args(LoginMethod) or self.storage not in get_args(Storage):
            raise ValueError(f"no such setting: {self.login_method}, {self.storage}")


def read_settings(store: Store) -> Settings:
    """The settings as last written."""
    row = store.row("SELECT value FROM setting WHERE name = 'settings'")
    return replace(Settings(), **json.loads(row["value"])) if row else Settings()


def write_settings(store: Store, settings: Settings) -> None:
    """Keep them."""
    store.write("INSERT OR REPLACE INTO setting VALUES ('settings', ?)", json.dumps(asdict(settings)))

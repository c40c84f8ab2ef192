"""The errors the tool foresees.

::

    ToolError                 code: a stable word; data: what the sentence needs
    ├── SettingsError         the installation is set up wrong (said by the command line)
    ├── NotFound              no such page, exercise, certificate... (404)
    ├── SessionEnded          the address no longer opens a session (401)
    ├── Refused               this person may not do that (403)
    ├── Closed                it was possible once and is no more (409)
    ├── Unreadable            what was sent cannot be read (422)
    ├── LaunchError           a launch that cannot be accepted (400), and who can mend it
    └── PlatformError         a platform refused for good, in its own words (502)
        └── TryLater          a platform refused for now

Everything else that is raised is a bug. Learners' mistakes are values, not errors.
"""

from typing import Literal

Mender = Literal["learner", "administrator", "tool"]


class ToolError(Exception):
    """A foreseen failure. ``code`` never changes once published; the sentence is the reader's language's."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code, data)
        self.code = code
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.data.items())
        return f"{self.code} ({details})" if details else self.code


class SettingsError(ToolError):
    """The installation cannot work as it is set up. ``sentence`` is said by the command line."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class NotFound(ToolError):
    """There is nothing here, or nothing that this person may know of."""


class SessionEnded(ToolError):
    """The address holds no living session: the learner opens the page again from the LMS."""


class Refused(ToolError):
    """The person is known and may not do that."""


class Closed(ToolError):
    """It was possible once: tries used up, page published meanwhile, certificate revoked."""


class Unreadable(ToolError):
    """What was sent cannot be read at all (what is read and wrong is a value)."""


class LaunchError(ToolError):
    """A login or a launch that cannot be accepted. ``mender`` says who can do something about it."""

    def __init__(self, code: str, mender: Mender = "administrator", **data: object) -> None:
        super().__init__(code, **data)
        self.mender: Mender = mender


class PlatformError(ToolError):
    """A platform refused a service call for good. ``words`` are its own, for the instructor."""

    def __init__(self, code: str, *, words: str = "", status: int | None = None) -> None:
        super().__init__(code, words=words, status=status)
        self.words = words
        self.status = status


class TryLater(PlatformError):
    """A platform refused for now; ``after`` is the pause in seconds that it asked for, if any."""

    def __init__(
        self, code: str, *, words: str = "", status: int | None = None, after: float | None = None
    ) -> None:
        super().__init__(code, words=words, status=status)
        self.after = after

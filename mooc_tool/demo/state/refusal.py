"""What the platform says no to."""


class Refusal(Exception):
    """A request that the platform refuses: HTTP ``status``, a stable ``code``, and ``words`` for the log."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(f"{status} {code}: {words}")
        self.status = status
        self.code = code
        self.words = words

"""A platform as LTI 1.1 knows it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Consumer:
    """The consumer key, which names a platform, and the secret that both sides sign with."""

    key: str
    secret: str = field(repr=False)

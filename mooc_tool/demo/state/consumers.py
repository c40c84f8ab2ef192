"""Tools that this platform launches by LTI 1.1, for tests: kept in memory."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Consumer:
    """One such registration. People have other ids in LTI 1.1 than in 1.3."""

    key: str
    secret: str = field(repr=False)
    launch_url: str
    same_links: bool = False
    """Whether links have the same ids in LTI 1.1 as in 1.3."""

    def user(self, user_id: str) -> str:
        """What LTI 1.1 calls a person."""
        return f"old-{user_id}"

    def link(self, activity_id: int) -> str:
        """What LTI 1.1 calls an activity."""
        return str(activity_id) if self.same_links else f"old-{activity_id}"


class Consumers:
    """Registrations by LTI 1.1; ``moved`` is the one whose tool is launched by 1.3 now, which says so."""

    def __init__(self) -> None:
        self._by_key: dict[str, Consumer] = {}
        self.moved: Consumer | None = None

    def register(self, consumer: Consumer) -> Consumer:
        """Write one down."""
        self._by_key[consumer.key] = consumer
        return consumer

    def find(self, key: str) -> Consumer | None:
        """The registration of that key."""
        return self._by_key.get(key)

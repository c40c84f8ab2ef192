"""Our own keys: sealed at rest, rotated without a break, published for a week after."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from mooc_tool.errors import SettingsError
from mooc_tool.lti.keys import key_bytes, load_key
from mooc_tool.lti.sealing import unseal
from mooc_tool.records import SigningKey
from mooc_tool.services import signing
from mooc_tool.services.signing import Keyring
from mooc_tool.services.tool import Tool


def rotate(tool: Tool, now: datetime) -> str:
    """Rotate; the new key's kid."""
    with tool.database.writing() as db:
        return signing.rotate(db, tool.secret, now)


def published(tool: Tool) -> list[str]:
    """The kids that platforms see."""
    with tool.database.reading() as db:
        return sorted(key["kid"] for key in tool.keyring.published(db)["keys"])


def test_the_first_key_is_made_once(tool: Tool, now: datetime) -> None:
    before = published(tool)
    with tool.database.writing() as db:
        signing.ensure_key(db, tool.secret, now)
    assert published(tool) == before
    assert len(before) == 1


def test_an_old_key_stays_published_and_no_longer_signs(tool: Tool, now: datetime) -> None:
    (old,) = published(tool)
    new = rotate(tool, now)
    assert published(tool) == sorted([old, new])
    with tool.database.reading() as db:
        assert tool.keyring.current(db).kid == new
        assert Keyring(tool.secret).current(db).kid == new, "in every process"


def test_a_key_is_forgotten_a_week_after_it_was_retired(tool: Tool, now: datetime) -> None:
    (first,) = published(tool)
    second = rotate(tool, now)
    third = rotate(tool, now + timedelta(days=7))
    assert published(tool) == sorted([first, second, third]), "seven days are a week"
    fourth = rotate(tool, now + timedelta(days=7, seconds=1))
    assert published(tool) == sorted([second, third, fourth])


def test_what_is_published_is_public(tool: Tool) -> None:
    with tool.database.reading() as db:
        for key in tool.keyring.published(db)["keys"]:
            assert set(key) == {"kty", "n", "e", "kid", "alg", "use"}


def test_private_halves_are_sealed(tool: Tool) -> None:
    with tool.database.reading() as db:
        row = db.scalars(select(SigningKey)).one()
        plain = key_bytes(tool.keyring.current(db))
    assert b"PRIVATE" not in row.sealed
    assert plain not in row.sealed
    assert unseal(row.sealed, tool.secret) == plain
    assert load_key(plain).kid == row.kid
    with pytest.raises(SettingsError):
        unseal(row.sealed, b"another secret")


def test_keys_are_parsed_once(tool: Tool) -> None:
    with tool.database.reading() as db:
        assert tool.keyring.current(db) is tool.keyring.current(db)


def test_an_installation_without_a_key_says_what_to_do(tool: Tool) -> None:
    with tool.database.writing() as db:
        db.execute(delete(SigningKey))
        with pytest.raises(SettingsError, match="mooc-tool db upgrade"):
            tool.keyring.current(db)


class TestOnSchedule:
    """A new key is announced, then signed with; the old one leaves a week later."""

    @pytest.fixture
    def made_at(self, tool: Tool) -> datetime:
        with tool.database.reading() as db:
            return db.scalars(select(SigningKey.created_at)).one()

    def sweep(self, tool: Tool, at: datetime, days: int = 365) -> tuple[list[str], str]:
        """What is published then, and the key that signs."""
        with tool.database.writing() as db:
            signing.rotate_when_due(db, tool.secret, days, at)
        with tool.database.reading() as db:
            return published(tool), tool.keyring.current(db).kid

    def test_a_whole_year(self, tool: Tool, made_at: datetime) -> None:
        day, second = timedelta(days=1), timedelta(seconds=1)
        (old,) = published(tool)
        assert self.sweep(tool, made_at + 365 * day - second) == ([old], old)
        announced, signs = self.sweep(tool, made_at + 365 * day)
        assert (len(announced), signs) == (2, old)
        assert self.sweep(tool, made_at + 372 * day - second) == (announced, old)
        (new,) = set(announced) - {old}
        assert self.sweep(tool, made_at + 372 * day) == (announced, new)
        assert self.sweep(tool, made_at + 379 * day) == (announced, new)
        assert self.sweep(tool, made_at + 379 * day + second) == ([new], new)

    def test_never(self, tool: Tool, made_at: datetime) -> None:
        old = published(tool)
        assert self.sweep(tool, made_at + timedelta(days=4000), days=0) == (old, old[0])

    def test_by_hand_while_one_is_announced(self, tool: Tool, made_at: datetime) -> None:
        at = made_at + timedelta(days=400)
        self.sweep(tool, at)
        new = rotate(tool, at + timedelta(hours=1))
        assert self.sweep(tool, at + timedelta(days=7)) == (published(tool), new)
        assert len(published(tool)) == 3
        assert self.sweep(tool, at + timedelta(days=8)) == ([new], new)

    def test_many_workers_make_one_key(self, tool: Tool, made_at: datetime) -> None:
        at = made_at + timedelta(days=400)

        def sweep(_number: int) -> None:
            with tool.database.writing() as db:
                signing.rotate_when_due(db, tool.secret, 365, at)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(sweep, range(8)))
        assert len(published(tool)) == 2

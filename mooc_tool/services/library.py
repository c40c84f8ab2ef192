"""Course packs as published: stored as revisions, read once a process, served from the database."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import NotFound, SettingsError
from mooc_tool.exercises.territory import Territory, TerritoryFault, read_territory
from mooc_tool.packs.model import Pack, Week
from mooc_tool.packs.page import Page, Say, Sheet
from mooc_tool.packs.reading import read_pack
from mooc_tool.packs.rendering import render_unit
from mooc_tool.records import Blob, Revision, RevisionFile

DEFAULT_PACK = "economie-collaborative"
_KEPT = 8  # revisions held in memory: the shipped ones and those of a few courses
_PAGES_KEPT = 256

Files = Mapping[str, bytes]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Published:
    """A revision, read."""

    revision_id: int
    pack: Pack
    files: Files
    territory: Territory


class Library:
    """The revisions in use, read once each: a revision never changes."""

    def __init__(self) -> None:
        self._published: OrderedDict[int, Published] = OrderedDict()
        self._pages: OrderedDict[tuple[int, str, str, str], Page] = OrderedDict()
        self._lock = Lock()

    def get(self, db: Db, revision_id: int) -> Published:
        """The revision, from memory or from the database."""
        with self._lock:
            if found := self._published.get(revision_id):
                self._published.move_to_end(revision_id)
                return found
        read = _read(db, revision_id)
        with self._lock:
            _keep(self._published, revision_id, read, _KEPT)
        return read

    def page(self, published: Published, slug: str, language: str, say: Say) -> Page:
        """A unit's page; ``say`` translates the few words it adds itself. Raises NotFound."""
        return self._page(published, slug, language, say, None)

    def week(self, published: Published, week: Week, language: str, say: Say) -> tuple[Page, ...]:
        """The pages of a week, to be put on one sheet."""
        return tuple(
            self._page(published, unit.slug, language, say, _on_a_sheet(unit.slug)) for unit in week.units
        )

    def _page(
        self, published: Published, slug: str, language: str, say: Say, sheet: Sheet | None
    ) -> Page:
        if published.pack.unit(slug) is None:
            raise NotFound("unit-unknown", slug=slug)
        key = (published.revision_id, slug, language, sheet.place if sheet else "")
        with self._lock:
            if found := self._pages.get(key):
                return found
        page = render_unit(published.pack, published.files, slug, language, say=say, addresses=sheet)
        with self._lock:
            _keep(self._pages, key, page, _PAGES_KEPT)
        return page


def _on_a_sheet(slug: str) -> Sheet:
    """Links as they are at ``week/<number>``, beside the units' ``unit/<slug>``."""
    return Sheet(page="../unit/{}".format, figure="../figures/{}".format, place=f"{slug}-")


def _keep(shelf: "OrderedDict[K, V]", key: K, value: V, most: int) -> None:
    shelf[key] = value
    while len(shelf) > most:
        shelf.popitem(last=False)


TERRITORY = ("data/communes.csv", "data/corridors.toml", "data/campaigns.csv", "data/flows.csv")


def _read(db: Db, revision_id: int) -> Published:
    files = stored_files(db, revision_id)
    reading = read_pack(files)
    if reading.pack is None:
        raise SettingsError("revision-unreadable", f"Revision {revision_id} of the course cannot be read.")
    territory = territory_of(files)
    return Published(
        revision_id, reading.pack, files, territory if isinstance(territory, Territory) else Territory()
    )


def territory_of(files: Files) -> Territory | tuple[TerritoryFault, ...]:
    """The places that the exercises of a pack play on, or what is wrong with their files."""
    return read_territory(*(files.get(path, b"") for path in TERRITORY))


def stored_files(db: Db, revision_id: int) -> dict[str, bytes]:
    """The files of a revision by path."""
    rows = db.execute(
        select(RevisionFile.path, Blob.content)
        .join(Blob, Blob.digest == RevisionFile.digest)
        .where(RevisionFile.revision_id == revision_id)
    )
    return dict(rows.all())


def store(db: Db, pack: str, files: Files, *, shipped: bool, now: datetime) -> Revision:
    """Publish ``files``: the same files are the same revision."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    whole = hashlib.sha256("\n".join(f"{d} {p}" for p, d in sorted(digests.items())).encode()).hexdigest()
    revision = db.scalar(select(Revision).where(Revision.pack == pack, Revision.digest == whole))
    if revision is None:
        revision = Revision(pack=pack, digest=whole, shipped=shipped, published_at=now)
        db.add(revision)
        db.flush()
        for path, content in files.items():
            if db.get(Blob, digests[path]) is None:
                db.add(Blob(digest=digests[path], content=content))
                db.flush()
            db.add(RevisionFile(revision_id=revision.revision_id, path=path, digest=digests[path]))
    elif shipped and not revision.shipped:
        revision.shipped = True
    return revision


def newest_shipped(db: Db, pack: str = DEFAULT_PACK) -> Revision:
    """The revision that a new course begins with. Raises SettingsError when nothing was imported yet."""
    found = db.scalars(
        select(Revision)
        .where(Revision.pack == pack, Revision.shipped)
        .order_by(Revision.published_at.desc(), Revision.revision_id.desc())
    ).first()
    if found is None:
        raise SettingsError("no-pack", "No course is imported yet: run `mooc-tool db upgrade`.")
    return found

"""What an installation needs before its first launch: tables, a signing key, the shipped course."""

from collections.abc import Iterator
from datetime import datetime

from mooc_tool import paths
from mooc_tool.packs.files import folder_files
from mooc_tool.packs.reading import read_pack
from mooc_tool.records import migrating
from mooc_tool.services import library, signing
from mooc_tool.services.tool import Tool


def upgrade(tool: Tool, now: datetime) -> list[str]:
    """Bring the database to this version. Done again, it changes nothing. What was done, in words."""
    migrating.upgrade(tool.database.engine)
    with tool.database.writing() as db:
        signing.ensure_key(db, tool.secret, now)
        courses = []
        for slug, files in shipped_packs():
            library.store(db, slug, files, shipped=True, now=now)
            courses.append(slug)
    return [f"tables of version {migrating.head()}", "a signing key", *(f"course {slug}" for slug in courses)]


def shipped_packs() -> Iterator[tuple[str, library.Files]]:
    """The course packs that come with the tool, by slug."""
    for folder in sorted(path for path in paths.content().iterdir() if (path / "pack.toml").is_file()):
        files = folder_files(folder)
        pack = read_pack(files).pack
        if pack is not None:
            yield folder.name, files

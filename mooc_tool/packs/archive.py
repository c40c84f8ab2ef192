"""A pack as a zip: read with suspicion, written the same for good."""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from mooc_tool.errors import Unreadable
from mooc_tool.packs.files import Files

MOST_FILES = 2_000
MOST_BYTES = 32 * 1024 * 1024  # unpacked, all files together
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read_zip(content: bytes) -> Files:
    """The files of a zip, without the folder around them if there is one.

    Raises Unreadable: ``zip-broken``, ``zip-too-big``, ``zip-path`` (outside the pack), ``zip-link``,
    ``zip-encrypted``, ``zip-twice``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Unreadable("zip-too-big", files=MOST_FILES, bytes=MOST_BYTES)
            return _without_folder(_unpack(archive, entries))
    except _BROKEN as error:
        raise Unreadable("zip-broken", reason=str(error)) from error


def write_zip(files: Files) -> bytes:
    """A zip of the files; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path])
    return target.getvalue()


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        path = _checked_path(entry)
        if path in files:
            raise Unreadable("zip-twice", path=path)
        with archive.open(entry) as source:
            files[path] = source.read(left + 1)  # the size that an entry declares may be a lie
        left -= len(files[path])
        if left < 0:
            raise Unreadable("zip-too-big", files=MOST_FILES, bytes=MOST_BYTES)
    return {path: content for path, content in files.items() if not _hidden(path)}


def _checked_path(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(entry.filename)
    if entry.flag_bits & 0x1:
        raise Unreadable("zip-encrypted", path=entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("zip-link", path=entry.filename)
    outside = path.is_absolute() or ".." in path.parts or not path.parts
    if outside or any(sign in entry.filename for sign in "\\:\0"):
        raise Unreadable("zip-path", path=entry.filename)
    return path.as_posix()


def _hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(path).parts)


def _without_folder(files: Mapping[str, bytes]) -> Files:
    tops = {PurePosixPath(path).parts[0] for path in files}
    if len(tops) != 1 or any("/" not in path for path in files):
        return files
    return {path.split("/", 1)[1]: content for path, content in files.items()}

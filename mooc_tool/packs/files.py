"""The files of a pack, wherever they are kept."""

from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, bytes]
"""POSIX path inside the pack -> content. A folder, a zip and a stored revision all read as this."""


def folder_files(folder: Path) -> Files:
    """All files under ``folder``, without hidden ones and without following links."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            found[inside.as_posix()] = path.read_bytes()
    return found

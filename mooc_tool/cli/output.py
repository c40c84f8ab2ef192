"""The folder that a command writes its results into; nothing there is overwritten unasked."""

from collections.abc import Sequence
from pathlib import Path

import click


class Refusal(click.ClickException):
    """What can be foreseen: one sentence, and the status of a foreseen error."""

    exit_code = 2


def claim(folder: Path, names: Sequence[str], *, force: bool) -> None:
    """Make the folder. A refusal if it cannot be written to, or holds one of the files and not ``force``."""
    taken = [name for name in names if (folder / name).exists()]
    if taken and not force:
        raise Refusal(f"{folder} holds {', '.join(taken)} already: give another --out, or --force.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{folder} cannot be made ({error.strerror}).") from None


def write(path: Path, content: bytes) -> None:
    """The whole file or nothing of it."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise Refusal(f"{path} cannot be written ({error.strerror}).") from None
    finally:
        part.unlink(missing_ok=True)

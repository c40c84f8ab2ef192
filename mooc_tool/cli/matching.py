"""``match``: the engine on lists of one's own."""

import json
from pathlib import Path
from typing import TypeVar

import click

from mooc_tool.cli.output import Refusal, claim, write
from mooc_tool.services import communes as gazetteer
from mooc_tool.services import own_lists
from mooc_tool.services.offers_and_requests import (
    MOST_DETOUR,
    MOST_SEATS,
    MOST_WINDOW,
    Defaults,
    read_trips,
)
from mooc_tool.services.own_lists import Aim
from mooc_tool.services.sheets import Fault

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILES = ("matching.csv", "summary.txt", "summary.json")
T = TypeVar("T")


@click.command()
@click.argument("offers", type=_FILE)
@click.argument("requests", type=_FILE)
@click.option("--communes", type=_FILE, help="CSV with code, name, latitude, longitude, instead of ours.")
@click.option("--out", "folder", type=_FOLDER, required=True, help="Folder for the results.")
@click.option(
    "--aim",
    type=click.Choice(["pairs", "kilometres"]),
    default="pairs",
    show_default=True,
    help="What there shall be most of: pairs, or kilometres avoided.",
)
@click.option(
    "--detour",
    type=click.IntRange(0, MOST_DETOUR),
    default=8,
    show_default=True,
    help="Minutes of detour that a driver accepts whose row does not say.",
)
@click.option(
    "--window",
    type=click.IntRange(0, MOST_WINDOW),
    default=15,
    show_default=True,
    help="Minutes earlier or later that are accepted by those whose row does not say.",
)
@click.option(
    "--seats",
    type=click.IntRange(0, MOST_SEATS),
    default=1,
    show_default=True,
    help="Free seats of a car whose row does not say.",
)
@click.option("--force", is_flag=True, help="Overwrite results of an earlier run.")
def match(
    offers: Path, requests: Path, communes: Path | None, folder: Path, aim: Aim, *,
    detour: int, window: int, seats: int, force: bool,
) -> None:  # fmt: skip
    """Match the trips in OFFERS with those in REQUESTS, two CSV files."""
    known = _sound(_communes(communes))
    defaults = Defaults(window, detour, seats)
    lists = [read_trips(str(path), _bytes(path), known, defaults) for path in (offers, requests)]
    offered, requested = _all_sound(lists)
    claim(folder, _FILES, force=force)
    for path, trips in ((offers, offered), (requests, requested)):
        if trips.not_read:
            click.echo(f"{path}: not read: {', '.join(trips.not_read)}", err=True)
    matched = own_lists.match(offered, requested, aim)
    summary = own_lists.as_text(matched.summary)
    write(folder / "matching.csv", own_lists.as_csv(matched, offered.delimiter))
    write(folder / "summary.txt", summary.encode())
    write(folder / "summary.json", json.dumps(own_lists.as_data(matched.summary), indent=2).encode())
    click.echo(summary)
    click.echo(f"Written: {', '.join(str(folder / name) for name in _FILES)}")


def _communes(path: Path | None) -> gazetteer.Communes | tuple[Fault, ...]:
    content = _bytes(path) if path else gazetteer.shipped()
    return gazetteer.read_communes(str(path or "communes.csv"), content)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}).") from None


def _sound(read: T | tuple[Fault, ...]) -> T:
    return _all_sound([read])[0]


def _all_sound(read: list[T | tuple[Fault, ...]]) -> list[T]:
    """What was read; if anything is wrong, all of it is said."""
    faults = [fault for one in read if isinstance(one, tuple) for fault in one]
    if faults:
        said = "".join(f"\n{fault}" for fault in faults)
        raise Refusal(f"{len(faults)} problem(s); nothing was written.{said}")
    return [one for one in read if not isinstance(one, tuple)]


COMMANDS = (match,)

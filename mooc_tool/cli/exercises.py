"""``exercise``: kinds of exercise, tried on many seeds."""

from difflib import get_close_matches
from pathlib import Path

import click

from mooc_tool import paths
from mooc_tool.cli.output import Refusal
from mooc_tool.exercises import play, trying
from mooc_tool.exercises.territory import Territory
from mooc_tool.packs.files import folder_files
from mooc_tool.services.library import territory_of

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_LAWS = {
    "blind": f"Blind answers earn more than {trying.MOST_BLIND} points on average.",
    "careful": f"The careful strategy earns less than {trying.LEAST_CAREFUL} points on average, or all.",
    "uneven": f"Cases are not equally hard: the careful strategy is too seldom within {trying.NEAR} points.",
    "gap": "In some case the best is not better than the reference.",
    "alike": "Two seeds give the same question.",
}


@click.group()
def exercise() -> None:
    """Kinds of exercise."""


@exercise.command(name="try")
@click.argument("kind")
@click.option(
    "--seeds", type=click.IntRange(1, 10_000), default=200, show_default=True, help="How many cases to try."
)
@click.option(
    "--level", type=click.Choice(["discovery", "standard", "expert"]), default="standard", show_default=True,
    help="The level of the cases.",
)  # fmt: skip
@click.option("--pack", "folder", type=_FOLDER, help="A pack's folder, for its territory, instead of ours.")
def try_(kind: str, seeds: int, level: str, folder: Path | None) -> None:
    """Try KIND on many seeds and say what chance earns, how even the cases are and what they cost."""
    if kind not in play.kinds():
        near = get_close_matches(kind, play.kinds(), 1, 0.0)
        raise Refusal(f"There is no kind {kind}; did you mean {near[0]}?")
    found = trying.tried(kind, level, seeds, _territory(folder or paths.content() / "economie-collaborative"))
    for name, value in found.figures().items():
        click.echo(f"{name:<14}{value:8.2f}")
    click.echo(f"{'smallest_gap':<14}{found.smallest_gap:8d}")
    click.echo(f"{'different':<14}{found.different:8d} of {seeds}")
    broken = [_LAWS[law] for law in found.broken()]
    if broken:
        raise Refusal(" ".join(broken))


def _territory(folder: Path) -> Territory:
    files = folder_files(folder)
    if "data/communes.csv" not in files:
        raise Refusal(f"The territory of {folder} cannot be read: there is no data/communes.csv.")
    read = territory_of(files)
    if not isinstance(read, Territory):
        raise Refusal(f"The territory of {folder} has {len(read)} problem(s): see `mooc-tool pack check`.")
    return read


COMMANDS = (exercise,)

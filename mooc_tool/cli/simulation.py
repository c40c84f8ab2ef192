"""``simulate``: a critical-mass sweep over all cores or a cluster; one can interrupt it and go on later."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from mooc_tool.cli.output import Refusal, claim, write
from mooc_tool.services import sweeps
from mooc_tool.services.spreading import NoCluster, on_cluster, on_cores
from mooc_tool.services.sweep_chart import as_svg
from mooc_tool.services.sweeps import Cell, Outcome

_FOLDER = click.Path(file_okay=False, path_type=Path)
_INTERRUPTED = 130  # as shells have it


class _Shares(click.ParamType[tuple[float, ...]]):
    """Numbers from 0 to 1 with commas between."""

    name = "shares"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        try:
            shares = tuple(float(part) for part in str(value).split(","))
        except ValueError:
            shares = ()
        if not shares or not all(0 <= share <= 1 for share in shares):
            self.fail(f"“{value}” must be numbers from 0 to 1, as 0.05,0.1,0.2", param, ctx)
        return shares


@click.command()
@click.option(
    "--people", type=click.IntRange(10, 20_000), multiple=True, default=(1500,), show_default=True,
    help="How many could take part; may be given several times.",
)
@click.option(
    "--initial", type=_Shares(), default="0.02,0.05,0.08,0.11,0.14,0.17,0.2,0.25,0.3,0.4", show_default=True,
    help="Shares of them who begin.",
)
@click.option(
    "--incentive", type=click.FloatRange(0, 100), multiple=True, default=(0.0,), show_default=True,
    help="Euros paid a match; may be given several times.",
)
@click.option("--weeks", type=click.IntRange(1, 1040), default=52, show_default=True)
@click.option(
    "--runs", type=click.IntRange(1, 1000), default=16, show_default=True, help="Runs of each setting."
)
@click.option("--separate/--federated", help="Two services that do not share; without it, one.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other chances.")
@click.option("--out", "folder", type=_FOLDER, required=True, help="Folder for the results.")
@click.option("--jobs", type=click.IntRange(1), help="Processes at once [default: one a core].")
@click.option("--dask", "scheduler", metavar="ADDRESS", help="Compute on the cluster of this Dask scheduler.")
@click.option("--force", is_flag=True, help="Begin anew, without the results of earlier runs.")
def simulate(
    people: tuple[int, ...], initial: tuple[float, ...], incentive: tuple[float, ...], *,
    weeks: int, runs: int, separate: bool, seed: int, folder: Path, jobs: int | None, scheduler: str | None,
    force: bool,
) -> None:  # fmt: skip
    """Simulate who takes part in car-pooling, by how many begin; go on with what FOLDER holds."""
    wanted = sweeps.cells(
        people, incentive, initial, separate=separate, weeks=weeks, runs=runs, seed=seed
    )
    table = folder / "sweep.csv"
    known = {one.cell: one for one in ([] if force else _known(table))}
    claim(folder, ("sweep.svg",), force=force or table.exists())
    missing = [cell for cell in wanted if cell not in known]
    click.echo(f"{len(wanted)} cells, {len(wanted) - len(missing)} of them computed before.", err=True)
    found = on_cluster(missing, scheduler) if scheduler and missing else on_cores(missing, jobs)
    _compute(found, len(missing), known, table)
    alike = [one for cell, one in known.items() if (cell.weeks, cell.runs, cell.seed) == (weeks, runs, seed)]
    write(folder / "sweep.svg", as_svg(alike))
    click.echo(f"Written: {table}, {folder / 'sweep.svg'}")


def _known(table: Path) -> list[Outcome]:
    """What an earlier run computed."""
    if not table.exists():
        return []
    try:
        return sweeps.read_csv(table.read_bytes())
    except OSError as error:
        raise Refusal(f"{table} cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise Refusal(f"{table} is no sweep of ours: {error}. Give another --out, or --force.") from None


def _compute(found: Iterator[Outcome], count: int, known: dict[Cell, Outcome], table: Path) -> None:
    """Keep each outcome as it comes: an interruption loses none."""
    try:
        with click.progressbar(length=count, label="Simulating", file=sys.stderr) as bar:
            for outcome in found:
                known[outcome.cell] = outcome
                write(table, sweeps.as_csv(known.values()))
                bar.update(1)
    except NoCluster as error:
        raise Refusal(f"{error}.") from None
    except KeyboardInterrupt:
        click.echo(f"\nInterrupted. The same command goes on from {table}.", err=True)
        sys.exit(_INTERRUPTED)


COMMANDS = (simulate,)

"""Lists matched: results in a folder, nothing overwritten, every fault in a sentence."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run

OFFERS = """name;origin;destination;time;seats
=cmd();Rive-de-Gier;42218;7:35;1
Bob;42207;st etienne;07h45;2
"""
REQUESTS = "nom,origine,destination,heure\nRita,Saint-Chamond,42218,7:50\nZoé,42207,42218,12:00\n"


@pytest.fixture
def lists(tmp_path: Path) -> list[str]:
    """Two files."""
    for name, text in (("offers.csv", OFFERS), ("requests.csv", REQUESTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "offers.csv"), str(tmp_path / "requests.csv")]


def _match(run: Run, lists: list[str], out: Path, *options: str) -> Ran:
    return run("match", *lists, "--out", str(out), *options)


def test_a_list_is_matched(run: Run, lists: list[str], tmp_path: Path) -> None:
    ended = _match(run, lists, tmp_path / "new" / "out")
    assert (ended.status, ended.err) == (0, "")
    with (tmp_path / "new/out/matching.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["state"], row["request"], row["offer"]) for row in rows] == [
        ("matched", "Rita", "Bob"), ("request left", "Zoé", ""), ("offer left", "", "'=cmd()"),
    ]  # fmt: skip
    assert rows[0]["kilometres_avoided"] == "12,8"
    summary = json.loads((tmp_path / "new/out/summary.json").read_text("utf-8"))
    assert summary["optimum"] == summary["first_come"]
    assert (summary["optimum"]["pairs"], summary["optimum"]["share_served"]) == (1, 50.0)
    assert (tmp_path / "new/out/summary.txt").read_text("utf-8") in ended.out
    assert not list((tmp_path / "new/out").glob("*.part"))


def test_results_are_not_overwritten_unasked(run: Run, lists: list[str], tmp_path: Path) -> None:
    _match(run, lists, tmp_path)
    (tmp_path / "matching.csv").write_text("precious", encoding="utf-8")
    ended = _match(run, lists, tmp_path)
    assert ended.status == 2
    assert ended.failed_with("matching.csv", "--force")
    assert (tmp_path / "matching.csv").read_text("utf-8") == "precious"
    assert _match(run, lists, tmp_path, "--force").status == 0
    assert (tmp_path / "matching.csv").read_text("utf-8") != "precious"


def test_faults_of_both_files_are_said(run: Run, lists: list[str], tmp_path: Path) -> None:
    for path in lists:
        Path(path).write_text("origin,destination,time\n42207,42218,noon\n", encoding="utf-8")
    ended = _match(run, lists, tmp_path / "out")
    assert ended.status == 2
    assert ended.failed_with(*(f"{path}:2: time: “noon” is no time of day" for path in lists))
    assert not (tmp_path / "out").exists()


def test_columns_that_are_not_read_are_said(run: Run, lists: list[str], tmp_path: Path) -> None:
    Path(lists[0]).write_text("origin,phone,destination,time\n42207,1,42218,7h50\n", encoding="utf-8")
    ended = _match(run, lists, tmp_path / "out", "--aim", "kilometres")
    assert (ended.status, ended.err) == (0, f"{lists[0]}: not read: phone\n")


def test_communes_of_ones_own(run: Run, lists: list[str], tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("code,name,latitude,longitude\n1,Ici,45,4\n", encoding="utf-8")
    ended = _match(run, lists, tmp_path / "out", "--communes", str(own))
    assert ended.status == 2
    assert "“Rive-de-Gier” is no code or name" in ended.err


@pytest.mark.parametrize("name", ["offers.csv", "offers.csv/out"])
def test_a_folder_that_cannot_be_made_is_said(
    run: Run, lists: list[str], tmp_path: Path, name: str
) -> None:
    ended = _match(run, lists, tmp_path / name)
    assert ended.status == 2
    assert ended.failed_with("offers.csv")

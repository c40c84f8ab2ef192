"""Kinds tried from the command line: figures, a wrong name, a law that does not hold."""

from pathlib import Path

import pytest

from mooc_tool.exercises import trying
from tests.cli.conftest import Run


def test_a_kind_is_tried(run: Run) -> None:
    ended = run("exercise", "try", "ring-of-exchange", "--seeds", "3")
    assert (ended.status, ended.err) == (0, "")
    assert "blind_mean" in ended.out
    assert "different" in ended.out


def test_a_wrong_name_gives_the_nearest(run: Run) -> None:
    ended = run("exercise", "try", "fill-the-car")
    assert ended.status == 2
    assert "did you mean fill-the-cars?" in ended.err


def test_a_broken_law_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "MOST_BLIND", -1)
    ended = run("exercise", "try", "ring-of-exchange", "--seeds", "2")
    assert ended.status == 2
    assert "Blind answers earn more" in ended.err


def test_a_folder_without_a_territory_is_refused(run: Run, tmp_path: Path) -> None:
    ended = run("exercise", "try", "fill-the-cars", "--seeds", "1", "--pack", str(tmp_path))
    assert ended.status == 2
    assert "cannot be read" in ended.err

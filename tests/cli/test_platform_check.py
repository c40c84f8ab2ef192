"""``platform check`` says in sentences what is wrong, and ends with a status that tells."""

import re
from pathlib import Path

import pytest

from mooc_tool.cli import platform_check
from mooc_tool.lti import check as checking
from mooc_tool.lti.check import Finding
from tests.cli.conftest import Run
from tests.conftest import House


def test_what_does_not_answer_is_said(run: Run, house: House) -> None:
    folder = house.tool.settings.instance
    ended = run("platform", "check", "1", instance=folder, allow_private_platforms="true")
    assert ended.status == 1
    lines = ended.out.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("✗ ") and line.endswith((".", "?")) for line in lines)
    assert "Our own key set does not answer at http://localhost:8000/lti/keys.json" in ended.out
    assert "the tool cannot send scores" in ended.out


def test_all_well_is_status_0(run: Run, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Finding("keys-read", fine=True, subject="https://lms.example/keys", words="2")
    findings = [read, Finding("clock-unknown", fine=True)]
    monkeypatch.setattr(platform_check, "check", lambda *_: iter(findings))
    ended = run("platform", "check", "1", instance=house.tool.settings.instance)
    assert (ended.status, ended.out.count("✓")) == (0, 2)


def test_a_platform_that_is_off_is_wrong(run: Run, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform_check, "check", lambda *_: iter(()))
    run("platform", "off", "1", instance=house.tool.settings.instance)
    ended = run("platform", "check", "1", instance=house.tool.settings.instance)
    assert (ended.status, "accept" in ended.out) == (1, True)


def test_every_finding_has_a_sentence() -> None:
    """But those that no set-up is known to give: they are told by their code."""
    source = Path(checking.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"((?:own-keys|keys|clock|token)-?[a-z-]*)", fine', source))
    codes |= {"own-keys-private", "own-keys-unreachable", "keys-platform-unreachable", "token-refused"}
    assert len(codes) >= 8
    assert codes <= set(platform_check._SENTENCES)

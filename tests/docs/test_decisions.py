"""Decisions are numbered without gaps, have one form, and stand in their list."""

import re


def test_numbered_without_gaps(root):
    names = sorted(path.name for path in (root / "docs/decisions").glob("[0-9]*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_one_form(root):
    for path in (root / "docs/decisions").glob("[0-9]*.md"):
        text = path.read_text("utf-8")
        parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert re.match(rf"# {int(path.name[:4])}\. .+\n", text), path.name
        assert parts == ["Context", "Decision", "Consequences"], path.name
        assert len(text.splitlines()) < 60, f"{path.name} is more than a page"


def test_listed_with_their_titles(root):
    folder = root / "docs/decisions"
    listed = (folder / "README.md").read_text("utf-8")
    for path in folder.glob("[0-9]*.md"):
        number, title = re.match(r"# (\d+)\. (.+)\n", path.read_text("utf-8")).groups()
        assert f"| [{number}]({path.name}) | {title} |" in listed

"""What the tutorial asks its reader to type does what it says."""

import re
from datetime import date
from pathlib import Path

from mooc_tool.packs.checking import check_pack
from mooc_tool.packs.files import folder_files
from mooc_tool.packs.reading import read_pack


def test_the_rule_to_paste_asks_for_one_exercise(root: Path) -> None:
    tutorial = (root / "docs/tutorial/first-hour.md").read_text("utf-8")
    rule = re.findall(r"```toml\n(.*?)```", tutorial, re.DOTALL)[0]
    files = dict(folder_files(root / "content/economie-collaborative"))
    head, found, _ = files["pack.toml"].decode().partition("\n[certification]\n")
    assert found
    files["pack.toml"] = f"{head}\n{rule}".encode()
    assert check_pack(files, date(2026, 3, 2)) == ()
    pack = read_pack(files).pack
    assert pack is not None
    assert [level.rule.over for level in pack.rule.levels] == [("remplir-les-voitures",)]

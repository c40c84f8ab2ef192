"""Pictures are there, are small enough, and are all shown."""


def test_pictures_are_small_and_shown(root):
    pictures = list((root / "docs/pictures").glob("*.png"))
    shown = "".join(path.read_text("utf-8") for path in (root / "README.md", *(root / "docs").rglob("*.md")))
    assert pictures
    for path in pictures:
        assert path.stat().st_size < 250_000, path.name
        assert f"pictures/{path.name})" in shown, f"{path.name} is shown nowhere"

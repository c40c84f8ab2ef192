"""Differences lose nothing: each text can be read back from them."""

from hypothesis import given
from hypothesis import strategies as st

from mooc_tool.services.differences import Line, Piece, difference

LINES = st.sampled_from(["un", "deux trois", "deux quatre", "", "un, deux"])
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


def plain(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def test_the_same_text_has_no_difference() -> None:
    assert difference("a\nb\n", "a\nb\n") == ()


def test_words_are_marked_within_a_line() -> None:
    old, new = difference("Le bus part à huit heures.", "Le car part à huit heures.")
    changed = [("Le ", False), ("bus", True), (" part à huit heures.", False)]
    assert old == Line("removed", tuple(Piece(text, changed=is_changed) for text, is_changed in changed))
    assert [piece.text for piece in new.pieces if piece.changed] == ["car"]


def test_lines_with_little_in_common_are_marked_whole() -> None:
    old, new = difference("Tout autre chose", "Rien de cela, jamais plus")
    assert [line.pieces for line in (old, new)] == [
        (Piece("Tout autre chose", changed=True),),
        (Piece("Rien de cela, jamais plus", changed=True),),
    ]


def test_far_changes_are_told_apart() -> None:
    lines = [str(n) for n in range(20)]
    changed = ["x", *lines[1:-1], "y"]
    kinds = [line.kind for line in difference("\n".join(lines), "\n".join(changed))]
    assert kinds == ["removed", "added", "same", "gap", "same", "removed", "added"]


@given(TEXTS, TEXTS)
def test_each_text_can_be_read_back(before: str, after: str) -> None:
    found = difference(before, after, context=100)
    if before.splitlines() == after.splitlines():
        assert found == ()
        return
    assert [plain(line) for line in found if line.kind in {"same", "removed"}] == before.splitlines()
    assert [plain(line) for line in found if line.kind in {"same", "added"}] == after.splitlines()

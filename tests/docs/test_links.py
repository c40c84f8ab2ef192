"""Links between documents lead somewhere."""

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`\n]*`")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def test_links_resolve(document):
    prose = _CODE.sub("", document.prose)
    lost = [link for link in _LINK.findall(prose) if not _leads_somewhere(document.path, link)]
    assert lost == []


def test_pictures_have_words(document):
    assert not re.search(r"!\[\s*\]\(", document.text)


def test_every_document_is_linked(root):
    docs = root / "docs"
    linked = {
        (path.parent / unquote(link.partition("#")[0])).resolve()
        for path in (root / "README.md", *docs.rglob("*.md"))
        for link in _LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in link
    }
    assert [path.name for path in docs.rglob("*.md") if path.resolve() not in linked] == []


def _leads_somewhere(path: Path, link: str) -> bool:
    if "://" in link or link.startswith("mailto:"):
        return link.startswith(("https://", "mailto:"))
    file, _, anchor = unquote(link).partition("#")
    target = (path.parent / file).resolve() if file else path
    return target.is_file() and (not anchor or anchor in _anchors(target.read_text(encoding="utf-8")))


def _anchors(text: str) -> set[str]:
    return {_anchor(heading) for heading in _HEADING.findall(text)}


def _anchor(heading: str) -> str:
    """As GitHub makes it: letters and digits, dashes for spaces."""
    kept = (sign for sign in heading.lower() if sign in " -_" or unicodedata.category(sign)[0] in "LN")
    return "".join(kept).replace(" ", "-")

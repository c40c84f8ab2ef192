"""Reads a page of an exercise, and what holds for each of them."""

from html.parser import HTMLParser

Attributes = dict[str, str | None]
VOID = {"input", "link", "meta", "br", "path", "circle", "rect", "line"}


class Reader(HTMLParser):
    """Every element with its attributes; complains of elements that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, *tags: str) -> list[Attributes]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]


def check(page: str) -> Reader:
    """What holds for every page: unique ids, names for all, references that lead somewhere."""
    reader = Reader(page)
    ids = reader.ids()
    assert len(ids) == len(set(ids))
    for _, attributes in reader.elements:
        for reference in ("aria-describedby", "aria-labelledby", "for"):
            for target in (attributes.get(reference) or "").split():
                assert target in ids, f"{reference} leads to {target}, which is not there"
    labelled = {attributes["for"] for attributes in reader.all("label")}
    for control in reader.all("input", "select"):
        assert control["id"] in labelled
    tables = len(reader.all("table"))
    assert len(reader.all("caption")) == tables
    assert all("scope" in heading for heading in reader.all("th"))
    pictures = [each for each in reader.all("svg") if each.get("aria-hidden") != "true"]
    assert len(reader.all("title")) == len(pictures)
    return reader


def controls(page: str) -> dict[str, list[Attributes]]:
    """What may be chosen in each field of a page's form: the attributes of each choice but its value."""
    found: dict[str, list[Attributes]] = {}
    name = ""
    for tag, attributes in Reader(page).elements:
        if tag in ("select", "input"):
            name = str(attributes["name"])
        if tag in ("option", "input"):
            kept = {key: value for key, value in attributes.items() if key not in ("name", "value")}
            found.setdefault(name, []).append(kept)
    return found

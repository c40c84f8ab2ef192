"""Tables that people keep in a spreadsheet, as CSV: comma or semicolon, UTF-8 with or without its mark.

All that is wrong is said at once, with file, line and column.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Aliases = Mapping[str, Sequence[str]]  # a column's name: the other headings that mean it

_SENTENCES = {
    "not-utf-8": "is not UTF-8: save it as “CSV UTF-8”",
    "no-heading": "the first line must name the columns",
    "not-csv": "cannot be read as CSV ({reason})",
    "column-twice": "two columns have this meaning",
    "column-missing": "there is no such column",
    "no-rows": "there is no row below the heading",
    "row-length": "{given} cells under {expected} headings: is the text with the separator in quotes?",
    "empty": "is empty",
    "time": "“{given}” is no time of day: write 7:45 or 07h45",
    "whole-number": "“{given}” is no whole number from {least} to {most}",
    "degrees": "“{given}” is no number of degrees within ±{most}",
    "unknown-commune": "“{given}” is no code or name of a commune{hint}",
    "commune-ambiguous": "“{given}” is the name of several communes: give the code",
    "code-twice": "“{given}” stands in line {before} already",
    "goes-nowhere": "is where the trip begins: give latitudes and longitudes for trips within a commune",
}


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file. ``code`` is stable, ``str`` is a line in plain English."""

    file: str
    line: int
    column: str
    code: str
    data: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:" + (f" {self.column}:" if self.column else "")
        return f"{where} {_SENTENCES[self.code].format(**self.data)}."


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of the known columns, without spaces around; a missing column's cell is empty."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``columns``: the known ones that are there; ``not_read``: the other headings.

    ``faults``: lines that are not among the ``rows``, for what is wrong in the rows to be said with them.
    """

    file: str
    columns: frozenset[str]
    not_read: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str
    faults: tuple[Fault, ...]


def folded(text: str) -> str:
    """Without case, accents, dashes and apostrophes; what one hears when a heading or name is read out."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", plain))


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula (CSV injection)."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows for a spreadsheet: UTF-8 with its mark and semicolons, which French Excel opens as they are."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(map(inert, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def read_sheet(file: str, content: bytes, aliases: Aliases) -> Sheet | tuple[Fault, ...]:
    """The rows below the heading, or what is wrong with the heading or the file as a whole."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (Fault(file, content[: error.start].count(b"\n") + 1, "", "not-utf-8"),)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    lines = list(_lines(file, text, delimiter))
    faults = [line for line in lines if isinstance(line, Fault)]
    records = [line for line in lines if not isinstance(line, Fault)]
    if not records or not any(cell.strip() for cell in records[0][1]):
        return (*faults, Fault(file, 1, "", "no-heading"))
    meant = _columns(records[0][1], aliases)
    twice = sorted({name for name in meant if name and meant.count(name) > 1})
    if twice:
        return (*faults, *(Fault(file, 1, name, "column-twice") for name in twice))
    rows = tuple(_rows(file, meant, records[1:], faults))
    if not rows and not faults:
        faults.append(Fault(file, 1, "", "no-rows"))
    pairs = zip(records[0][1], meant, strict=True)
    not_read = tuple(heading.strip() for heading, name in pairs if not name and heading.strip())
    return Sheet(file, frozenset(filter(None, meant)), not_read, rows, delimiter, tuple(faults))


def _lines(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]] | Fault]:
    """Each record with the line that it begins in; a fault ends them, for what follows may be shifted."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(file, line, "", "not-csv", {"reason": str(error)})
            return
        yield line, record


def _columns(heading: Sequence[str], aliases: Aliases) -> list[str]:
    """For each heading the column that it means, "" if none."""
    names = {folded(word): name for name, others in aliases.items() for word in (name, *others)}
    return [names.get(folded(cell), "") for cell in heading]


def _rows(
    file: str, meant: Sequence[str], records: Sequence[tuple[int, list[str]]], faults: list[Fault]
) -> Iterator[Row]:
    for line, record in records:
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(meant):
            faults.append(Fault(file, line, "", "row-length", {"given": len(record), "expected": len(meant)}))
            continue
        yield Row(line, {name: cell.strip() for name, cell in zip(meant, record, strict=True) if name})

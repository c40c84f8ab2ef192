"""Tables as spreadsheets save them: cells between commas, or between semicolons where commas are decimal."""

import csv
import io
import re
from collections.abc import Iterator

_DECIMAL_COMMA = re.compile(r"\s*(-?[0-9]+),([0-9]+)\s*")


def table_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line on which it ends; a text that is no table gives a row that
    says why.
    """
    semicolons = ";" in text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if semicolons else ",")
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:  # a field beyond csv's limit
            row = [str(error)]
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield reader.line_num, [_with_point(cell) for cell in row] if semicolons else row


def _with_point(cell: str) -> str:
    return _DECIMAL_COMMA.sub(r"\1.\2", cell) if _DECIMAL_COMMA.fullmatch(cell) else cell

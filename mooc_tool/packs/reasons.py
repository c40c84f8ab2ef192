"""Why a value cannot be what it is: sentences for what pydantic, tomllib and the kinds of exercise find."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_TEXT = "it must be a text"
_WHOLE = "it must be a whole number"
_NUMBER = "it must be a number"
_YES_NO = "it must be true or false"
_LIST = "it must be a list"
_TABLE = "it must be a table"
_DAY = "it must be a day, written as 2026-11-21"
_ONE_OF = "it must be one of %(expected)s"
_KIND = "its kind must be one of %(expected)s"

_TOML = (
    "Invalid statement",
    "Expected newline or end of document after a statement",
    "Expected '=' after a key in a key/value pair",
    "Expected ']' at the end of a table declaration",
    "Expected ']]' at the end of an array declaration",
    "Expected %(found)s",
    "Found invalid character %(found)s",
    "Illegal character %(found)s",
    "Invalid initial character for a key part",
    "Invalid value",
    "Invalid date or datetime",
    "Invalid hex value",
    "Cannot overwrite a value",
    "Cannot declare %(found)s twice",
    "Cannot redefine namespace %(found)s",
    "Cannot mutate immutable namespace %(found)s",
    "Duplicate inline table key %(found)s",
    "Unclosed array",
    "Unclosed inline table",
    "Unterminated string",
    "Unescaped '\\' in a string",
    "Escaped character is not a Unicode scalar value",
)
"""What tomllib says, from Python 3.11 on; newer sentences are said as they come."""
_PLACE = re.compile(r"\s*\(at (?:line \d+, column \d+|end of document)\)")

REASONS: Mapping[str, str] = {
    **{sentence: sentence for sentence in _TOML},
    "missing": "it is missing",
    "extra_forbidden": "it is unknown here",
    "string_type": _TEXT,
    "string_too_short": "it needs %(min_length)s characters at least",
    "string_too_long": "it has room for %(max_length)s characters at most",
    "string_pattern_mismatch": "it is not written as it must be: %(pattern)s",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than": "it must be more than %(gt)s",
    "greater_than_equal": "it must be %(ge)s at least",
    "less_than": "it must be less than %(lt)s",
    "less_than_equal": "it must be %(le)s at most",
    "multiple_of": "it must be a multiple of %(multiple_of)s",
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "literal_error": _ONE_OF,
    "enum": _ONE_OF,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": "it needs %(min_length)s entries at least",
    "too_long": "it has room for %(max_length)s entries at most",
    "mapping_type": _TABLE,
    "dict_type": _TABLE,
    "dataclass_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "union_tag_invalid": _KIND,
    "union_tag_not_found": _KIND,
    # the kinds of exercise
    "unknown-kind": "there is no such kind of exercise",
    "no-instance": "no case worth putting is found with these parameters on this territory",
    "no-corridors": "the territory has no corridor",
    "unknown-corridor": "there is no corridor “%(corridor)s”",
    "too-few-communes": "the territory has too few communes",
    "too-few-items": "there are only %(items)s items to draw from",
    "below-least": "it is below the least one",
    "no-campaigns": "the territory has no campaign to start from",
}

Say = Callable[[str], str]


@dataclass(frozen=True)
class Reason:
    """A code and what its sentence needs. Of a code that has none, ``words`` are said as they are."""

    code: str
    data: Mapping[str, object] = field(default_factory=dict)
    words: str = ""

    def said(self, say: Say = str) -> str:
        """The reason as part of a sentence; ``say``: English sentence -> the same in another language."""
        sentence = REASONS.get(self.code)
        if sentence is None:
            return say(self.words or self.code)
        return say(sentence) % self.data

    def __str__(self) -> str:
        return self.said()


def reason_of_toml(words: str) -> Reason:
    """The reason that tomllib gives, without the place: that is told beside it."""
    bare = _PLACE.sub("", words).strip()
    for sentence in _TOML:
        before, blank, after = sentence.partition("%(found)s")
        found = re.fullmatch(f"{re.escape(before)}(.*){re.escape(after)}", bare)
        if found and (blank or not found[1]):
            return Reason(sentence, {"found": found[1]})
    return Reason("toml", words=bare)


def reason_of(code: str, context: Mapping[str, object], words: str = "") -> Reason:
    """The reason that pydantic gives: its type of error, what it says of the limits, and its own words."""
    data = dict(context)
    expected = str(data.pop("expected_tags", "") or data.get("expected", ""))
    if code.startswith("union_tag"):
        expected = expected or str(data.get("discriminator", ""))
    return Reason(code, {**data, "expected": re.sub(r" or ", ", ", expected)}, words)

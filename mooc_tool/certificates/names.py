"""Names of people, as they are printed on a certificate."""

import unicodedata

from mooc_tool.errors import Unreadable

LONGEST_NAME = 200
_JOINERS = "\u200c\u200d"  # shape letters in Persian and in the scripts of India


def read_name(text: str) -> str:
    """The name that someone confirmed, on one line, without invisible characters, in Unicode's form C.

    Direction marks and other format characters go: they could make a name look like another one.
    Raises Unreadable (``name-empty``, ``name-too-long``).
    """
    visible = "".join(map(_printed, unicodedata.normalize("NFC", text)))
    name = " ".join(visible.split())
    if all(unicodedata.category(character)[0] in "CMZ" for character in name):  # marks need a letter
        raise Unreadable("name-empty")
    if len(name) > LONGEST_NAME:
        raise Unreadable("name-too-long", limit=LONGEST_NAME, length=len(name))
    return name


def _printed(character: str) -> str:
    if character.isspace():
        return " "
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return "" if hidden and character not in _JOINERS else character

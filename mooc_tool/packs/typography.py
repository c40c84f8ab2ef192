"""The small marks of good typesetting, so that authors need not type invisible characters."""

import re
from collections.abc import Mapping

NO_BREAK = "\u00a0"

QUOTES = {
    "fr": [f"«{NO_BREAK}", f"{NO_BREAK}»", "‹" + NO_BREAK, NO_BREAK + "›"],
    "en": list("“”‘’"),
}
"""Opening and closing quotation marks, outer then inner, as markdown-it takes them."""

_NUMBER = re.compile(r"(?<=\d) (?=(?:\d{3}(?!\d)|[%€£°]|(?:km|kg|g|h|min|ms|m)\b))")
_FRENCH_BEFORE = re.compile(r" (?=[:;!?»›])")
_FRENCH_AFTER = re.compile(r"(?<=[«‹]) ")


def typeset(text: str, language: str) -> str:
    """Put no-break spaces within numbers and units and, in French, beside double punctuation."""
    text = _NUMBER.sub(NO_BREAK, text)
    if language == "fr":
        text = _FRENCH_AFTER.sub(NO_BREAK, _FRENCH_BEFORE.sub(NO_BREAK, text))
    return text


def typeset_plain(text: str, language: str) -> str:
    """The same for text that no Markdown parser has seen: its apostrophes too."""
    return typeset(text.replace("'", "’"), language)


def typeset_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """A text in each language, typeset in each as plain text."""
    return {language: typeset_plain(text, language) for language, text in texts.items()}

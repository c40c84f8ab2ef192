"""The sentences of the PDFs: the same in every language, and in each language's own typography."""

import json
import re
from collections.abc import Iterator
from typing import get_args

import pytest

from mooc_tool.certificates.bands import Band
from mooc_tool.certificates.pdf import Language, Rule
from mooc_tool.paths import templates


def sentences(language: str) -> dict[str, str]:
    """Each sentence by its path in the file."""

    def walk(node: object, path: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, str):
            yield path, node
        else:
            for key, child in node.items() if isinstance(node, dict) else enumerate(node):  # type: ignore[arg-type,var-annotated] # JSON
                yield from walk(child, f"{path}.{key}")

    return dict(walk(json.loads((templates() / "certificate" / f"{language}.json").read_text("utf-8")), ""))


@pytest.mark.parametrize("language", get_args(Language))
def test_languages_have_the_same_sentences_with_the_same_blanks(language: str) -> None:
    blanks = {path: sorted(re.findall(r"\{\w+\}", text)) for path, text in sentences(language).items()}
    assert blanks == {path: sorted(re.findall(r"\{\w+\}", text)) for path, text in sentences("fr").items()}


@pytest.mark.parametrize("language", get_args(Language))
def test_bands_and_rules_have_words(language: str) -> None:
    found = sentences(language)
    assert {path for path in found if path.startswith((".bands.", ".thresholds."))} == {
        *(f".bands.{band}" for band in get_args(Band)),
        *(f".thresholds.{rule}" for rule in get_args(Rule)),
    }


def test_french_typography() -> None:
    for text in sentences("fr").values():
        assert not re.search(r" [:;!?%»]|« |'|\w[;!?»]|[^\d\s\u00a0\u202f]%", text), text


def test_english_typography() -> None:
    for text in sentences("en").values():
        assert not re.search(r"['\"]|\s[:;!?%]", text), text

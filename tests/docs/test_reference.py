"""The reference says what the code does."""

import re

from mooc_tool.config import PREFIX, Settings


def test_generated_tables_are_up_to_date(reference):
    documents = reference.files()
    assert len(documents) == len(reference.GENERATED)
    for path in documents:
        text = path.read_text(encoding="utf-8")
        assert reference.rewritten(text) == text, f"{path.name}: run `python tools/reference.py`"


def test_every_code_of_an_error_is_explained(reference, root):
    said = "".join((root / "docs/reference" / name).read_text("utf-8") for name in ("errors.md", "lti.md"))
    codes = {code for code, _ in reference.raised()}
    assert len(codes) > 50, "the codes are no longer found"
    assert {code for code in codes if f"`{code}`" not in said} == set()


def test_every_code_of_a_letter_says_what_to_do(root):
    advice = (root / "docs/how-to/when-scores-wait.md").read_text("utf-8")
    service = (root / "docs/reference/lti.md").read_text("utf-8").partition("## Codes of service calls")[2]
    of_scores = r"^\| `([a-z-]+)` \| (?:later|no) \| (?!registration|the next page|the key set|the roster)"
    codes = re.findall(of_scores, service, re.MULTILINE)
    assert len(codes) > 10
    assert {code for code in codes if f"`{code}`" not in advice} == set()


def test_every_setting_that_is_named_exists(document):
    named = set(re.findall(rf"{PREFIX}([A-Z_]+)", document.text))
    assert {name.lower() for name in named} <= set(Settings.model_fields)

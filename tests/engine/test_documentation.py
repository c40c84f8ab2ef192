"""Every example of the reference runs and gives what the page says."""

import doctest
import re
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parents[2] / "docs" / "reference" / "engine").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples(page: Path) -> None:
    text = "\n".join(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL))
    parsed = doctest.DocTestParser().get_doctest(text, {}, page.stem, str(page), 0)
    assert parsed.examples or page.stem == "index"
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(parsed, out=told.append)
    assert not told, "".join(told)


def test_the_index_names_every_page() -> None:
    index = next(page for page in PAGES if page.stem == "index").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([a-z-]+)\.md\)", index)
    assert sorted(linked) == [page.stem for page in PAGES if page.stem != "index"]

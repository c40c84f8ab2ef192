"""Rendered pages bring no accessibility fault: every unit, in one language and the other in turn."""

from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from mooc_tool import paths
from mooc_tool.packs.reading import folder_files, read_pack
from mooc_tool.packs.rendering import render_unit

FRAME = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""


@pytest.mark.browser
def test_axe_finds_nothing_on_the_shipped_pages(chromium_path: str) -> None:
    files = folder_files(paths.content() / "economie-collaborative")
    pack = read_pack(files).pack
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 320, "height": 640})
        for unit, language in zip((*pack.units(), *pack.pages), cycle(pack.languages)):
            page = render_unit(pack, files, unit.slug, language)
            texts = (part.caption if part.chart else part for part in page.parts if part.exercise is None)
            body = "".join(text.html for text in texts)
            window.set_content(FRAME.format(language=language, title=page.title, body=body))
            found = Axe().run(window)
            assert found.response["violations"] == [], f"{unit.slug} {language}"
        browser.close()

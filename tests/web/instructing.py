"""An instructor at work in the studio, page after page."""

import re
from html import unescape

import requests

from mooc_tool.demo.browserless import Visitor

TOOL = "http://localhost:8000"
UNIT = "fr/2-1-remplir-les-voitures.md"


class Studio:
    """An instructor in the studio of a course."""

    def __init__(self, visitor: Visitor, page: requests.Response) -> None:
        found = re.search(r"/s/[^/]+/", page.url)
        assert found, page.url
        self.visitor, self.base = visitor, TOOL + found[0]

    def get(self, path: str = "studio") -> requests.Response:
        return self.visitor.follow(self.base + path)

    def post(self, path: str, **fields: str) -> requests.Response:
        return self.visitor.follow(self.base + path, fields)

    def save(self, text: str, path: str = UNIT, version: str | None = None) -> requests.Response:
        seen = version or version_on(self.get(f"studio/file/{path}"))
        return self.post(f"studio/file/{path}", text=text, version=seen)


def version_on(page: requests.Response) -> str:
    found = re.search(r'name="version" value="([0-9a-f]+)"', page.text)
    assert found, page.text
    return found[1]


def text_on(page: requests.Response) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.S)
    assert found, page.text
    return unescape(found[1])


def open_studio(house, user: str = "claire") -> Studio:
    visitor = house.visitor(user)
    return Studio(visitor, visitor.launch(house.course_activity))

"""Line items: found before they are made, and kept whole."""

import json
from dataclasses import replace

import pytest

from mooc_tool.errors import PlatformError
from mooc_tool.lti.lines import LineSpec, find_or_create, update

SPEC = LineSpec("Fill the cars", 10.0, "exercise", "remplir-les-voitures", "link-1")


class Gradebook:
    """Line items as a platform keeps them; one that ignores filters and gives two a page."""

    def __init__(self, service, *items):
        self.url = f"{service.server.url}/lines"
        self.items = [{"id": f"{self.url}/{number}"} | item for number, item in enumerate(items)]
        service.answer = self

    def __call__(self, seen):
        if seen.method == "POST":
            item = json.loads(seen.body) | {"id": f"{self.url}/{len(self.items)}"}
            self.items.append(item)
            return 201, {}, json.dumps(item).encode()
        page = int(seen.path.partition("page=")[2] or 0)
        links = {"Link": f'</lines?page={page + 1}>; rel="next"'} if len(self.items) > 2 * (page + 1) else {}
        return 200, links, json.dumps(self.items[2 * page : 2 * page + 2]).encode()


OURS = {"tag": "exercise", "resourceId": "remplir-les-voitures", "resourceLinkId": "link-1"}
OTHERS = (
    OURS | {"tag": "quiz"},
    OURS | {"resourceId": "other"},
    OURS | {"resourceLinkId": "link-2"},
    {"resourceLinkId": "link-1"},
)


def test_made_once_with_all_that_platforms_need(service):
    book = Gradebook(service)
    first = find_or_create(service.connector(), book.url, SPEC)
    assert find_or_create(service.connector(), book.url, SPEC) == first
    assert book.items == [OURS | {"label": "Fill the cars", "scoreMaximum": 10, "id": f"{book.url}/0"}]
    assert isinstance(book.items[0]["scoreMaximum"], int)
    made = service.server.seen[2]
    kind = "application/vnd.ims.lis.v2.lineitem+json"
    assert made.headers["Content-Type"] == made.headers["Accept"] == kind
    assert service.server.seen[1].path == "/lines?tag=exercise&resource_id=remplir-les-voitures"


def test_found_on_a_later_page_among_others(service):
    book = Gradebook(service, *OTHERS, OURS)
    assert find_or_create(service.connector(), book.url, SPEC) == f"{book.url}/4"


def test_one_bound_to_no_link_serves_if_there_is_none_better(service):
    unbound = {"tag": "exercise", "resourceId": "remplir-les-voitures"}
    book = Gradebook(service, *OTHERS, unbound)
    assert find_or_create(service.connector(), book.url, SPEC) == f"{book.url}/4"
    book = Gradebook(service, unbound, *OTHERS, OURS)
    assert find_or_create(service.connector(), book.url, SPEC) == f"{book.url}/5"


def test_another_link_gets_its_own(service):
    book = Gradebook(service, OURS)
    another = replace(SPEC, resource_link_id="link-3")
    assert find_or_create(service.connector(), book.url, another) == f"{book.url}/1"
    assert len(book.items) == 2


@pytest.mark.parametrize("listed", [b"{}", b"[5, null]"])
@pytest.mark.parametrize("made", [b"[]", b'{"id": 5}', b'{"id": "javascript:x"}'])
def test_an_answer_that_makes_no_sense(service, listed, made):
    service.answer = lambda seen: (200, {}, made if seen.method == "POST" else listed)
    with pytest.raises(PlatformError, match="answer-unreadable"):
        find_or_create(service.connector(), f"{service.server.url}/lines", SPEC)


def test_update_keeps_what_it_does_not_know(service):
    held = OURS | {"id": "x", "label": "Old", "scoreMaximum": 5, "startDateTime": "2026-01-01", "odd": [1]}
    given = held | {"endDateTime": None}
    service.answer = lambda seen: (200, {}, json.dumps(given).encode() if seen.method == "GET" else b"")
    update(service.connector(), f"{service.server.url}/lines/1?t=1", SPEC)
    assert service.calls() == ["GET /lines/1?t=1", "PUT /lines/1?t=1"]
    assert json.loads(service.server.seen[-1].body) == held | {"label": "Fill the cars", "scoreMaximum": 10}
    service.answer = lambda _seen: (200, {}, b"[]")
    with pytest.raises(PlatformError, match="answer-unreadable"):
        update(service.connector(), f"{service.server.url}/lines/1", SPEC)

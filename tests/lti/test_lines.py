"""Line items: found before they are made, and kept whole."""

import json
from dataclasses import replace

import pytest

from mooc_tool.errors import PlatformError
from mooc_tool.lti.lines import LineSpec, find_or_create, rename

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
    assert find_or_create(service.connector(), book.url, SPEC) == first == (f"{book.url}/0", SPEC.label)
    assert book.items == [OURS | {"label": "Fill the cars", "scoreMaximum": 10, "id": f"{book.url}/0"}]
    assert isinstance(book.items[0]["scoreMaximum"], int)
    made = service.server.seen[2]
    kind = "application/vnd.ims.lis.v2.lineitem+json"
    assert made.headers["Content-Type"] == made.headers["Accept"] == kind
    assert service.server.seen[1].path == "/lines?tag=exercise&resource_id=remplir-les-voitures"


def test_found_on_a_later_page_among_others(service):
    book = Gradebook(service, *OTHERS, OURS)
    assert find_or_create(service.connector(), book.url, SPEC).url == f"{book.url}/4"


def test_one_bound_to_no_link_serves_if_there_is_none_better(service):
    unbound = {"tag": "exercise", "resourceId": "remplir-les-voitures"}
    book = Gradebook(service, *OTHERS, unbound)
    assert find_or_create(service.connector(), book.url, SPEC).url == f"{book.url}/4"
    book = Gradebook(service, unbound, *OTHERS, OURS)
    assert find_or_create(service.connector(), book.url, SPEC).url == f"{book.url}/5"


def test_another_link_gets_its_own(service):
    book = Gradebook(service, OURS)
    another = replace(SPEC, resource_link_id="link-3")
    assert find_or_create(service.connector(), book.url, another).url == f"{book.url}/1"
    assert len(book.items) == 2


@pytest.mark.parametrize("listed", [b"{}", b"[5, null]"])
@pytest.mark.parametrize("made", [b"[]", b'{"id": 5}', b'{"id": "javascript:x"}'])
def test_an_answer_that_makes_no_sense(service, listed, made):
    service.answer = lambda seen: (200, {}, made if seen.method == "POST" else listed)
    with pytest.raises(PlatformError, match="answer-unreadable"):
        find_or_create(service.connector(), f"{service.server.url}/lines", SPEC)


class OneLine:
    """A line item as the platform holds it, whole."""

    def __init__(self, service, held):
        self.held = held
        self.url = f"{service.server.url}/lines/1?t=1"
        service.answer = self

    def __call__(self, seen):
        if seen.method == "PUT":
            self.held = json.loads(seen.body)
        return 200, {}, json.dumps(self.held).encode()


def test_a_rename_keeps_what_it_does_not_know(service):
    kept = OURS | {"id": "x", "scoreMaximum": 5, "startDateTime": "2026-01-01", "odd": [1]}
    line = OneLine(service, kept | {"label": "Old", "endDateTime": None})
    assert rename(service.connector(), line.url, "Old", "New")
    assert service.calls() == ["GET /lines/1?t=1", "PUT /lines/1?t=1"]
    assert line.held == kept | {"label": "New"}


def test_a_rename_whose_answer_was_lost_is_done(service):
    line = OneLine(service, OURS | {"label": "New"})
    assert rename(service.connector(), line.url, "Old", "New")
    assert service.calls() == ["GET /lines/1?t=1"]


@pytest.mark.parametrize("theirs", [{"label": "Notre note"}, {"label": None}, {}])
def test_what_somebody_renamed_there_stays(service, theirs):
    line = OneLine(service, OURS | theirs)
    assert not rename(service.connector(), line.url, "Old", "New")
    assert service.calls() == ["GET /lines/1?t=1"]


def test_a_line_that_makes_no_sense_is_not_renamed(service):
    line = OneLine(service, [])
    with pytest.raises(PlatformError, match="answer-unreadable"):
        rename(service.connector(), line.url, "Old", "New")

"""A week on one sheet: whole, sound as a page, with the sources of its figures."""

import re
from collections import Counter
from html import unescape

import pytest

from mooc_tool import paths
from mooc_tool.packs.reading import folder_files, read_pack
from tests.conftest import House

PACK = read_pack(folder_files(paths.content() / "economie-collaborative")).pack
WEEK = PACK.week(2)


@pytest.fixture(params=["amina", "emma"])  # who reads French, and English
def printed(house: House, request):
    visitor = house.visitor(request.param)
    home = visitor.launch(house.course_activity)
    return visitor, home, visitor.visit(home.url.rstrip("/") + "/week/2")


def test_a_week_is_whole_on_one_sheet(printed):
    visitor, home, page = printed
    assert "week/2" in home.text
    language = re.search(r'<html lang="(\w+)"', page.text)[1]
    text = unescape(page.text)
    for unit in WEEK.units:
        assert f'<h2 id="{unit.slug}">{unit.titles[language]}</h2>' in text
        for slug in unit.exercises:
            assert PACK.exercises[slug].titles[language] in text
        assert "/week/2" in visitor.visit(home.url.rstrip("/") + f"/unit/{unit.slug}").text
    assert text.count('class="notes"') == len(WEEK.units)
    assert PACK.glossary["masse-critique"].said(language)[1] not in text  # a word of another week
    assert PACK.glossary["appariement"].said(language)[1] in text


def test_its_anchors_are_unique_and_all_its_links_to_itself_lead_somewhere(printed):
    text = printed[2].text
    anchors = Counter(re.findall(r' id="([^"]+)"', text))
    assert [anchor for anchor, times in anchors.items() if times > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)
    assert set(" ".join(re.findall(r'aria-labelledby="([^"]+)"', text)).split()) <= set(anchors)


def test_a_link_to_another_unit_leads_to_it(printed):
    visitor, _, page = printed
    links = set(re.findall(r'href="(\.\./unit/[^"]+)"', page.text))
    assert links
    for link in links:
        assert visitor.visit(page.url.rpartition("/")[0] + "/" + link).status_code == 200


def test_there_is_no_ninth_week(printed):
    visitor, home, _ = printed
    assert visitor.visit(home.url.rstrip("/") + "/week/9").status_code == 404

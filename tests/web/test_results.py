"""The page of results: of very many learners, one page after another."""

import re

import pytest

from mooc_tool.services import paging
from tests.conftest import TOOL_URL, House


def test_pages_of_learners_lead_to_one_another(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for user in ("amina", "hugo"):
        house.visitor(user).launch(house.course_activity)
    claire = house.visitor("claire")
    address = claire.launch(house.course_activity).url + "results"
    assert "Page suivante" not in claire.visit(address).text
    monkeypatch.setattr(paging, "PER_PAGE", 1)
    first = claire.visit(address).text
    assert "Page 1 sur 2" in first
    onward = re.search(r'<a rel="next" href="([^"#]+)', first)
    assert onward
    second = claire.visit(TOOL_URL + onward[1]).text
    assert "Page 2 sur 2" in second
    assert 'rel="next"' not in second
    learners = [re.findall(r"/results/(\d+)\"", page) for page in (first, second)]
    assert [len(page) for page in learners] == [1, 1]
    assert learners[0] != learners[1]


def test_the_register_of_a_report_is_shown_page_by_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in ("amina", "hugo"):
        house.visitor(user).launch(house.course_activity)
    claire = house.visitor("claire")
    address = claire.launch(house.course_activity).url + "report"
    monkeypatch.setattr(paging, "PER_PAGE", 1)
    pages = [claire.visit(f"{address}?page={number}").text for number in (1, 2)]
    registers = [page.split('id="register"')[1].split("</table>")[0] for page in pages]
    assert [register.count('<th scope="row">') for register in registers] == [1, 1]
    assert registers[0] != registers[1]
    assert "Page 1 sur 2" in pages[0]
    assert "Page 2 sur 2" in pages[1]
    assert claire.visit(f"{address}.csv").text.count("\n") == 3

"""Charts on pages: drawn for wide and narrow screens with their text, their source and their values."""

import pytest

from tests.web.instructing import open_studio, text_on


@pytest.fixture
def home(house):
    """A learner's browser, and the address of the session's pages."""
    visitor = house.visitor("amina")
    return visitor, visitor.launch(house.course_activity).url.rstrip("/")


@pytest.mark.parametrize("path", ["unit/3-5-densite", "week/3"])
def test_lines_are_drawn_with_text_source_and_values(home, path: str) -> None:
    visitor, base = home
    page = visitor.visit(f"{base}/{path}").text
    chart = "3-5-densite-chart-densite" if path == "week/3" else "chart-densite"
    for layout in ("wide", "narrow"):
        assert f'aria-labelledby="{chart}-{layout}-title {chart}-{layout}-desc"' in page
    assert "Vers une seule destination, la part servie monte de 33" in page
    assert "Mêmes règles, mêmes routes" in page
    assert f'id="{chart}-table"' in page
    assert "css/chart.css" in page


def test_bars_are_read_as_they_are(home) -> None:
    visitor, base = home
    page = visitor.visit(f"{base}/unit/4-2-covoiturage").text
    assert page.count('class="chart-bar-name"') == page.count("<rect") == 4
    assert '<span class="chart-bar-value">110\u202f000</span>' in page


def test_a_page_without_a_chart_loads_nothing_for_it(home) -> None:
    visitor, base = home
    assert "css/chart.css" not in visitor.visit(f"{base}/unit/1-1-un-mot").text


def test_the_studio_previews_a_chart_and_lets_its_table_be_changed(house) -> None:
    studio = open_studio(house)
    assert 'id="chart-densite"' in studio.get("studio/file/fr/3-5-densite.md").text
    page = studio.get("studio/file/charts/densite.toml")
    assert text_on(page).startswith("titles = ")
    assert "Une figure tracée d’après ses nombres" in page.text
    wrong = studio.save(text_on(page).replace("alt.", "said."), "charts/densite.toml")
    assert "Le champ «\u00a0said\u00a0» est inconnu." in wrong.text

"""What a learner's browser fetches for the pages of an exercise, as it travels: compressed."""

import pytest
from playwright.sync_api import BrowserContext, Response

from mooc_tool import paths
from tests.browser.people import predict

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_BYTES, MOST_BYTES_OF_ANY = 60_000, 90_000


def test_the_pages_of_an_exercise_are_light(browse, copy):
    hugo = browse("hugo")
    session = hugo.in_window(copy.exercise)
    predict(hugo.page)
    pages = {
        "start": f"{session}/exercise/remplir-les-voitures",
        "answer": hugo.page.url,
        "unit": f"{session}/unit/2-1-remplir-les-voitures",
    }
    for name, address in pages.items():
        newcomer = browse("hugo").context  # nothing is in its cache
        newcomer.add_cookies(hugo.context.cookies(address))
        assert _weight(newcomer, address) < MOST_BYTES, name


def test_every_exercise_is_light_for_experts_too(browse, copy):
    hugo = browse("hugo")
    session = hugo.in_window(copy.whole)
    folder = paths.content() / "economie-collaborative" / "exercises"
    weights = {}
    for slug in sorted(path.stem for path in folder.glob("*.toml")):
        newcomer = browse("hugo").context
        newcomer.add_cookies(hugo.context.cookies(session))
        weights[slug] = _weight(newcomer, f"{session}/exercise/{slug}/training/expert/")
        newcomer.close()
    assert {slug: weight for slug, weight in weights.items() if weight > MOST_BYTES_OF_ANY} == {}


def _weight(context: BrowserContext, address: str) -> int:
    """The bytes of all answers, with their headers."""
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    context.on("response", keep)
    context.new_page().goto(address, wait_until="networkidle")
    assert {answer.status for answer in answers} <= {200, 303}
    assert {"document", "stylesheet", "script"} <= {answer.request.resource_type for answer in answers}
    sizes = [answer.request.sizes() for answer in answers]
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)

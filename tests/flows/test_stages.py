"""An exercise of several sittings, through its pages: each stage is kept, none is asked twice."""

import re
from typing import Any

import requests

from mooc_tool.demo.browserless import Visitor
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.launch_the_service import LaunchTheService
from mooc_tool.exercises.kinds.launch_the_service.forms import Answer, Levers, Question
from mooc_tool.records import Stage
from mooc_tool.services import auditing
from tests.conftest import House
from tests.flows.playing import ORIGIN, newest_attempt

SLUG = "lancez-le-covoiturage"
KIND = LaunchTheService()


def forms(answer: Answer) -> dict[str, dict[str, str]]:
    """The fields of each stage of an answer."""
    places, scale = answer.diagnosis.places, answer.scale
    return {
        "diagnosis": {
            "role": answer.diagnosis.role,
            **{f"place-{i}": str(place) for i, place in enumerate(places)},
            **{f"band-{i}": str(band) for i, band in enumerate(answer.diagnosis.bands)},
            **{f"{name}-{i}": "" for name in ("place", "band") for i in range(len(places), 3)},
        },
        "launch": {
            **{f"recruits-{i}": str(count) for i, count in enumerate(answer.launch.recruits)},
            **{f"points-{i}": "1" for i, has in enumerate(answer.launch.points) if has},
            **levers(answer.launch.levers),
            "stop": str(answer.launch.stop_below),
        },
        "adjust": {
            **{f"run-{i}": "go" if runs else "stop" for i, runs in enumerate(answer.adjust.running)},
            **{f"recruits-{i}": str(count) for i, count in enumerate(answer.adjust.recruits)},
            **levers(answer.adjust.levers),
        },
        "scale": {
            "opening": scale.opening,
            "place": "" if scale.place < 0 else str(scale.place),
            "recruits": str(scale.recruits),
            **levers(scale.levers),
            "bearer": scale.bearer,
            "contract": scale.contract,
            **{f"indicator-{i}": one for i, one in enumerate(scale.indicators)},
        },
    }


def levers(paid: Levers) -> dict[str, str]:
    given = {"aid": str(paid.aid), "animation": str(paid.animation)}
    return {**given, "guarantee": "1"} if paid.guarantee else given


def home(visitor: Visitor, house: House) -> str:
    return visitor.launch(house.course_activity).url.rstrip("/")


def address(page: requests.Response) -> str:
    found = re.search(r'action="([^"]*/(?:predict|answer))"', page.text)
    assert found
    return ORIGIN + found[1]


def test_stages_are_kept_over_sittings_and_only_the_last_is_marked(house: House) -> None:
    visitor = house.visitor("amina")
    page = visitor.visit(f"{home(visitor, house)}/exercise/{SLUG}")
    early = visitor.follow(address(page).replace("/diagnosis/predict", "/answer"), {})
    assert early.status_code == 409
    assert "une étape d’avant n’est pas encore faite" in early.text
    question = Question.model_validate(newest_attempt(house.tool).question)
    right = KIND.run(question).best[0]
    sent = forms(right)
    earlier: list[tuple[str, dict[str, str]]] = []
    for number, stage in enumerate(("diagnosis", "launch", "adjust")):
        assert address(page).endswith(f"/{stage}/predict")
        faults = visitor.follow(address(page), {**sent[stage], "surprise": "1"})
        assert faults.status_code == 422
        assert len(newest_attempt(house.tool).prediction or {}) == number
        earlier.append((address(page), sent[stage]))
        page = visitor.follow(address(page), sent[stage])
        for old in earlier:  # a page gone back to, a form sent twice
            again = visitor.follow(*old)
            assert address(again) == address(page)
        visitor = house.visitor("amina")  # another day: a launch of its own
        page = visitor.visit(f"{home(visitor, house)}/exercise/{SLUG}")
        earlier = [(without_session(old, page), fields) for old, fields in earlier]
    kept: dict[str, Any] = newest_attempt(house.tool).prediction or {}
    assert kept == {name: right.model_dump(mode="json")[name] for name in ("diagnosis", "launch", "adjust")}
    assert address(page).endswith("/answer")
    page = visitor.follow(address(page), sent["scale"])
    attempt = newest_attempt(house.tool)
    assert attempt.stage is Stage.MARKED
    assert attempt.answer == right.model_dump(mode="json")
    assert play.mark(attempt.kind, attempt.question, attempt.prediction, attempt.answer).points == 100
    assert "launch-report" in page.text
    with house.tool.database.reading() as db:
        assert not auditing.audit(db, house.tool.library).differences


def without_session(old: str, page: requests.Response) -> str:
    """The address of an earlier form, in the session of this page."""
    now = re.match(r"(.*/s/[^/]+)/", address(page))
    assert now
    return re.sub(r"^.*/s/[^/]+", now[1], old)

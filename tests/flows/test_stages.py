"""An exercise of several sittings, through its pages: each stage is kept, none is asked twice."""

import re
from typing import Any

import requests

from mooc_tool.demo.browserless import Visitor
from mooc_tool.exercises import play
from mooc_tool.exercises.kinds.launch_the_service import LaunchTheService
from mooc_tool.exercises.kinds.launch_the_service.forms import Answer, Levers
from mooc_tool.exercises.kinds.launch_the_service.forms import Question as Case
from mooc_tool.exercises.kinds.run_deferred_acceptance.forms import Question
from mooc_tool.records import Stage
from mooc_tool.services import auditing, library, practice
from mooc_tool.services.training import open_training
from tests.conftest import House
from tests.flows.playing import ORIGIN, newest_attempt
from tests.flows.right_stages import rounds

SLUG, ROUNDS = "lancez-le-covoiturage", "acceptation-differee"
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
    question = Case.model_validate(newest_attempt(house.tool).question)
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


def test_a_run_is_played_round_by_round_and_errors_are_told_at_once(house: House) -> None:
    visitor = house.visitor("amina")
    page = visitor.visit(f"{home(visitor, house)}/exercise/{ROUNDS}")
    first, *turns, last = rounds(question_of(house))
    page = visitor.follow(address(page), first[1])
    for number, (stage, fields) in enumerate(turns):
        assert address(page).endswith(f"/{stage}/predict")
        handed_in = address(page)
        slip = {**fields, "ask-0": "" if fields["ask-0"] else "0"} if number == 0 else fields
        page = visitor.follow(handed_in, slip)
        assert ("1 erreur" in page.text) == (number == 0)
        assert address(visitor.follow(handed_in, fields)) == address(page), "sent twice, it counts once"
    assert address(page).endswith("/answer")
    visitor.follow(address(page).replace("/answer", "/final/predict"), last[1])
    assert set(newest_attempt(house.tool).prediction or {}) == {"better", "turns"}
    page = visitor.follow(address(page), last[1])
    attempt = newest_attempt(house.tool)
    due = sum(fields[name] != "" for _, fields in turns for name in fields)
    assert play.mark(attempt.kind, attempt.question, None, attempt.answer or {}).points == round(
        30 + 70 * (due - 1) / due
    )
    with house.tool.database.reading() as db:
        assert not auditing.audit(db, house.tool.library).differences


def test_an_attempt_opened_when_the_run_was_one_form_goes_on_round_by_round(house: House) -> None:
    visitor = house.visitor("amina")
    start = home(visitor, house)
    visitor.visit(f"{start}/exercise/{ROUNDS}")
    with house.tool.database.writing() as db:
        attempt = db.merge(newest_attempt(house.tool))
        attempt.prediction, attempt.stage = {"better": "equal"}, Stage.ANSWER
    page = visitor.visit(f"{start}/exercise/{ROUNDS}")
    for stage, fields in rounds(question_of(house))[1:-1]:
        assert address(page).endswith(f"/{stage}/predict")
        page = visitor.follow(address(page), fields)
    assert address(page).endswith("/answer")


def test_one_trains_round_by_round_with_nothing_kept(house: House) -> None:
    visitor = house.visitor("amina")
    training = f"{home(visitor, house)}/exercise/{ROUNDS}/training/expert/"
    place = visitor.follow(training).url
    code = place.rsplit("/", 1)[1]
    with house.tool.database.reading() as db:
        content = house.tool.library.get(db, library.newest_shipped(db).revision_id)
    exercise = practice.exercise_of(content, ROUNDS)
    opened = open_training(content, exercise, "expert", code, house.tool.secret)
    kept: dict[str, str] = {}
    hidden = re.compile(r'<input type="hidden" name="(kept[^"]*)" value="([^"]*)"')
    for stage, fields in rounds(Question.model_validate(opened.question)):
        page = visitor.follow(place, {**kept, **fields})
        kept |= {f"kept.{stage}.{name}": value for name, value in fields.items()}
        if stage != "final":
            assert dict(hidden.findall(page.text)) == kept
    assert 'class="result-score">100<' in page.text
    again = visitor.follow(place, {**kept, "kept.round-1.ask-0": "many"})
    assert again.status_code == 422
    assert "kept.prediction.prediction" in again.text
    assert "kept.round-1" not in again.text


def question_of(house: House) -> Question:
    return Question.model_validate(newest_attempt(house.tool).question)


def without_session(old: str, page: requests.Response) -> str:
    """The address of an earlier form, in the session of this page."""
    now = re.match(r"(.*/s/[^/]+)/", address(page))
    assert now
    return re.sub(r"^.*/s/[^/]+", now[1], old)

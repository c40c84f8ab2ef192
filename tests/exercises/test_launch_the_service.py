"""« Launch the service »: what is read, what each stage shows and hides, what is marked."""

from typing import Any

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.errors import Closed, Unreadable
from mooc_tool.exercises import play
from mooc_tool.exercises.kind import NoInstanceError
from mooc_tool.exercises.kinds.launch_the_service import LaunchTheService, marking
from mooc_tool.exercises.kinds.launch_the_service.forms import (
    Answer,
    Draft,
    Event,
    Levers,
    Params,
    Question,
)
from mooc_tool.exercises.kinds.launch_the_service.reference import LEAST_WORTH
from mooc_tool.exercises.kinds.launch_the_service.seeing import sight
from mooc_tool.exercises.kinds.launch_the_service.simulating import HALF_YEAR, YEAR, simulate
from mooc_tool.exercises.kinds.launch_the_service.strategies import naive_script, script_of
from mooc_tool.exercises.kinds.launch_the_service.valuing import values_of
from mooc_tool.exercises.territory import Territory

KIND = LaunchTheService()
LAST = {
    "opening": ["stay"], "place": [""], "recruits": ["0"], "aid": ["50"], "animation": ["0"],
    "bearer": ["operator"], "contract": ["concession"], "indicator-0": ["served"], "indicator-1": ["cost"],
}  # fmt: skip


@pytest.fixture(scope="module")
def question(territory: Territory) -> Question:
    stored: Any = play.pose(KIND.name, {}, b"law 0", territory).question
    return Question.model_validate(stored)


@pytest.fixture(scope="module")
def answer(question: Question) -> Answer:
    return marking.careful(question)


def stored(question: Question) -> dict[str, Any]:
    return question.model_dump(mode="json")


def codes(read: Any) -> list[tuple[str, str]]:
    assert isinstance(read, tuple)
    return [(fault.field, fault.code) for fault in read]


def test_each_stage_is_read_in_its_turn(question: Question) -> None:
    asked = stored(question)
    empty = {f"{name}-{i}": [""] for name in ("place", "band") for i in (1, 2)}
    first = play.read_stage(
        KIND.name, asked, None, {"role": ["agent"], "place-0": ["2"], "band-0": ["3"], **empty}
    )
    assert first == {"diagnosis": {"role": "agent", "places": [2], "bands": [3]}}
    launch = {"recruits-0": ["40"], "points-0": ["1"], "aid": ["100"], "animation": ["30000"], "stop": ["30"]}
    second = play.read_stage(KIND.name, asked, first, launch)
    assert isinstance(second, dict)
    assert second["diagnosis"] == first["diagnosis"]
    adjust = {"run-0": ["go"], "recruits-0": ["10"], "aid": ["0"], "animation": ["0"], "guarantee": ["1"]}
    third = play.read_stage(KIND.name, asked, second, adjust)
    assert isinstance(third, dict)
    assert [play.stage_due(KIND.name, asked, draft) for draft in (None, first, second, third)] == list(
        KIND.stages
    )
    whole = play.read_answer(KIND.name, asked, LAST, third)
    assert isinstance(whole, dict)
    assert list(whole) == list(KIND.stages)
    assert Answer.model_validate(whole).adjust.levers == Levers(aid=0, animation=0, guarantee=True)


def test_an_answer_needs_all_stages_and_no_others(question: Question, answer: Answer) -> None:
    asked, whole = stored(question), answer.model_dump(mode="json")
    first = {"role": ["agent"], "place-0": ["0"], "band-0": ["0"]}
    rest = {f"{name}-{i}": [""] for name in ("place", "band") for i in (1, 2)}
    with pytest.raises(Closed, match="stages-owed"):
        play.read_answer(KIND.name, asked, {**first, **rest}, None)
    for draft in (whole, {"launch": whole["launch"]}):
        with pytest.raises(Unreadable, match="draft-unreadable"):
            play.stage_due(KIND.name, asked, draft)
    with pytest.raises(Unreadable, match="draft-unreadable"):
        play.view(KIND.name, asked, {"diagnosis": {"role": "agent"}})
    with pytest.raises(Unreadable, match="no-prediction"):
        play.read_stage("hunt-the-blocking-pairs", {}, None, {})


def test_choices_that_cannot_be_are_faults(question: Question, answer: Answer) -> None:
    twice = {"role": ["agent"], "place-0": ["1"], "band-0": ["0"], "place-1": ["1"], "band-1": [""]}
    read = KIND.read_stage(question, Draft(), {**twice, "place-2": [""], "band-2": ["9"]})
    assert codes(read) == [("place-1", "chosen-twice"), ("band-1", "missing"), ("band-2", "not-an-option")]
    three = Draft(diagnosis=answer.diagnosis)
    launch = {"aid": ["50"], "animation": ["0"], "stop": ["20"]}
    many = {f"recruits-{i}": [str(question.recruits)] for i in range(3)}
    assert codes(KIND.read_stage(question, three, {**launch, **many})) == [
        ("recruits-0", "too-many-recruits")
    ]
    none = {f"recruits-{i}": ["0"] for i in range(3)}
    assert codes(KIND.read_stage(question, three, {**launch, **none})) == [("recruits-0", "nobody")]
    launched = Draft(diagnosis=answer.diagnosis, launch=answer.launch)
    stopped = {**{f"run-{i}": ["stop"] for i in range(3)}, **none, "recruits-1": ["3"], "aid": ["0"]}
    read = KIND.read_stage(question, launched, {**stopped, "animation": ["0"]})
    assert codes(read) == [("recruits-1", "stopped")]
    last = Draft(diagnosis=answer.diagnosis, launch=answer.launch, adjust=answer.adjust)
    read = KIND.read_stage(question, last, {**LAST, "opening": ["federate"], "indicator-1": ["served"]})
    assert codes(read) == [("place", "missing"), ("indicator-1", "same-indicator")]


def test_a_stage_shows_nothing_of_what_is_to_come(question: Question, answer: Answer) -> None:
    """Another event later, other references and other futures than one's own change no page before."""
    drafts = [Draft(), Draft(diagnosis=answer.diagnosis)]
    drafts.append(Draft(diagnosis=answer.diagnosis, launch=answer.launch))
    drafts.append(Draft(diagnosis=answer.diagnosis, launch=answer.launch, adjust=answer.adjust))
    late = Event(name="employer", week=YEAR + 5, weeks=0, place=answer.diagnosis.places[0], size=300)
    later = Event(name="strike", week=YEAR + 20, weeks=4, place=-1, size=90)
    one, other = (
        question.model_copy(update={"event": event, "best": best, "futures": question.futures[:1] * count})
        for event, best, count in ((late, question.best, 30), (later, (), 12))
    )
    for draft in drafts:
        assert KIND.outcome(one, draft) == KIND.outcome(other, draft)
        assert KIND.outcome(one, draft)["event"] is None
    assert KIND.view(one) == {**KIND.view(other), "futures": 30}


def test_a_map_shows_the_communities_of_the_table(question: Question) -> None:
    shown: Any = KIND.view(question)
    places = [place["number"] for place in shown["places"]]
    for drawn in shown["maps"]:
        assert len(drawn["communes"]) == len(question.communes)
        assert [badge["community"] for badge in drawn["badges"]] + [drawn["whole"]] == places
    older: Any = KIND.view(question.model_copy(update={"ground": ()}))
    assert older["maps"] == []  # a question of before there was a map


def test_what_is_seen_does_not_hang_on_what_is_decided_later(question: Question, answer: Answer) -> None:
    launched = Draft(diagnosis=answer.diagnosis, launch=answer.launch)
    assert sight(question, launched, HALF_YEAR) == sight(
        question, launched.model_copy(update={"adjust": answer.adjust}), HALF_YEAR
    )
    assert sight(question, answer, HALF_YEAR).places[:3] == sight(question, launched, HALF_YEAR).places[:3]


def test_the_event_is_told_once_it_has_come(question: Question, answer: Answer) -> None:
    launched = Draft(diagnosis=answer.diagnosis, launch=answer.launch)
    early = question.model_copy(update={"event": Event(name="fuel", week=10, weeks=20, place=-1, size=15)})
    shown: Any = KIND.outcome(early, launched)
    assert shown["event"] == {"name": "fuel", "month": 3, "place": None}
    quiet = question.model_copy(update={"event": early.event.model_copy(update={"week": 90})})
    calm: Any = KIND.outcome(quiet, launched)
    assert sum(one["now"] for one in shown["seen"]["places"]) >= sum(
        one["now"] for one in calm["seen"]["places"]
    )


def test_money_ends_and_what_it_pays_ends_with_it(question: Question, answer: Answer) -> None:
    poor = question.model_copy(update={"budget": 1_500_000})
    history = simulate(poor, [script_of(poor, answer)], range(3), YEAR)
    for future, broke in enumerate(history.broke[0].tolist()):
        assert broke < YEAR
        spent = history.spent[0, future]
        assert spent[: broke + 1].sum() > poor.budget >= spent[:broke].sum()
        overhead = spent[-1]
        assert overhead == 12_000 * sum(answer.adjust.running)


def test_the_same_chances_for_every_strategy_and_alone_or_together(
    question: Question, answer: Answer
) -> None:
    other = question.best[0]
    together = values_of(question, [script_of(question, answer), script_of(question, other)], range(5))
    assert together == [
        values_of(question, [script_of(question, one)], range(5))[0] for one in (answer, other)
    ]


def test_spreading_dies_and_the_reference_lives(question: Question) -> None:
    futures = range(len(question.futures))
    (naive,) = values_of(question, [naive_script(question)], futures)
    solution = KIND.run(question)
    assert naive == solution.naive
    assert naive.alive <= 6
    for values in solution.values:
        assert values.kept == 30
        assert values.alive >= 24


def test_a_service_that_was_closed_earns_an_entrepreneur_nothing(question: Question, answer: Answer) -> None:
    """However much more the naive launch loses."""
    count = len(answer.diagnosis.places)
    role = answer.diagnosis.model_copy(update={"role": "entrepreneur"})
    none = {"levers": Levers(aid=0, animation=0, guarantee=False)}
    end = {"running": (False,) * count, "recruits": (0,) * count, **none}
    adjust, scale = answer.adjust.model_copy(update=end), answer.scale.model_copy(update=none)
    closed = answer.model_copy(update={"diagnosis": role, "adjust": adjust, "scale": scale})
    solution = KIND.run(question)
    balance = KIND.grade(question, solution, None, closed)[0]
    assert solution.naive.balance < balance.value == balance.reference == 0
    assert (balance.name, balance.earned) == ("balance", 0)
    assert balance.best > LEAST_WORTH


def test_a_stop_rule_judges_by_the_share_that_is_shown(question: Question, answer: Answer) -> None:
    draft = {"diagnosis": answer.diagnosis.model_dump(), "launch": answer.launch.model_dump()}
    shown = play.view(KIND.name, stored(question), draft)["seen"]["places"]  # type: ignore[index, call-overload]
    running = answer.adjust.model_copy(update={"running": (True,) * len(answer.diagnosis.places)})
    for limit in range(1, 100):
        launch = answer.launch.model_copy(update={"stop_below": limit})
        kept = marking.rule_kept(question, answer.model_copy(update={"launch": launch, "adjust": running}))
        assert list(kept) == [place["served"] >= limit for place in shown]


def test_coherence_is_counted_part_by_part(question: Question) -> None:
    best = KIND.run(question).best[0]
    assert marking.coherence(question, best) == 10
    odd = best.scale.model_copy(update={"bearer": "members", "contract": "concession"})
    assert marking.coherence(question, best.model_copy(update={"scale": odd})) == 7
    mute = best.scale.model_copy(update={"indicators": ("registered", "wait")})
    assert marking.coherence(question, best.model_copy(update={"scale": mute})) == 9
    stopped = best.adjust.model_copy(
        update={
            "running": tuple(not runs for runs in best.adjust.running),
            "recruits": (0,) * len(best.adjust.recruits),
        }
    )
    assert marking.coherence(question, best.model_copy(update={"adjust": stopped})) == 5


def test_too_small_a_territory_is_told(territory: Territory) -> None:
    few = Territory(dict(list(territory.communes.items())[:5]), {})
    assert [fault.code for fault in play.check_params(KIND.name, {}, few)] == ["too-few-communes"]
    with pytest.raises(NoInstanceError):
        KIND.pose(Params(), Draw(b"small"), few)
    odd = {"least_budget": 150_000, "most_budget": 90_000}
    assert [fault.code for fault in play.check_params(KIND.name, odd, territory)] == ["below-least"]

"""« The right setting »: the laws in every scene, and values worked out by hand."""

from functools import cache
from statistics import mean

import pytest

from mooc_tool.engine.draw import Draw
from mooc_tool.exercises import play, trying
from mooc_tool.exercises.kinds.the_right_setting import TheRightSetting
from mooc_tool.exercises.kinds.the_right_setting.forms import SCENE_NAMES, Question, SceneName, Solution
from mooc_tool.exercises.kinds.the_right_setting.marking import best_of, is_clear
from mooc_tool.exercises.kinds.the_right_setting.scenes import SCENES, Case
from tests.exercises.page_reader import check

KIND = TheRightSetting()
SEEDS = 40
EACH = pytest.mark.parametrize("scene", SCENE_NAMES)


@cache
def posed(scene: SceneName) -> tuple[tuple[Question, Solution], ...]:
    """Questions of a scene, with their solutions."""
    params = KIND.params_form(level="standard", scene=scene)
    questions = [KIND.pose(params, Draw(trying.seed(number)), trying.Territory()) for number in range(SEEDS)]
    return tuple((question, KIND.run(question)) for question in questions)


@EACH
def test_chance_earns_little_and_a_careful_strategy_about_the_same(scene: SceneName) -> None:
    blind, careful = [], []
    for number, (question, solution) in enumerate(posed(scene)):
        samples = KIND.samples(question, solution, Draw(trying.seed(number)))
        blind.append(trying.blind_points(KIND, question, solution, samples, number))
        careful.append(trying.careful_points(KIND, question, solution, samples))
    assert mean(blind) <= trying.MOST_BLIND
    assert trying.LEAST_CAREFUL <= mean(careful) < 100
    assert trying.near_share(careful) >= trying.MOSTLY


@EACH
def test_every_case_has_a_clear_best_setting_and_no_answer_wins_everywhere(scene: SceneName) -> None:
    for question, solution in posed(scene):
        assert len({best.setting for best in solution.cases}) > 1
        for case, best in zip(question.cases, solution.cases, strict=True):
            assert best == best_of(scene, case)
            assert is_clear(best)


@EACH
def test_the_forecasts_of_the_idea_hold(scene: SceneName) -> None:
    """The rule of thumb of the hint leads to the best setting, or to the one beside it."""
    settings = SCENES[scene].settings
    for question, solution in posed(scene):
        for case, best in zip(question.cases, solution.cases, strict=True):
            near = min(settings, key=lambda setting: abs(setting - _thumb(scene, case)))
            assert abs(settings.index(near) - settings.index(best.setting)) <= 1


def _thumb(scene: SceneName, case: Case) -> float:
    if scene == "concert":
        return (case["asks"] - case["trips"]) / (case["leave"] + case["come"])
    if scene == "lettings":
        dear = case["home"] > case["night"] * case["nights"]
        return case["empty"] if dear else case["wanted"] / case["nights"]
    return case["places"] * case["agree"] * case["away"] / 10_000


@pytest.mark.parametrize(
    ("scene", "case", "setting", "outcome"),
    [
        (
            "concert", {"asks": 300, "leave": 20, "trips": 180, "come": 10}, 4,
            {"asked": 220, "served": 220, "refused": 0, "value": 440},
        ),
        (
            "concert", {"asks": 300, "leave": 20, "trips": 180, "come": 10}, 2,
            {"asked": 260, "served": 200, "refused": 60, "value": 340},
        ),
        (
            "lettings", {"empty": 30, "nights": 100, "wanted": 4500, "night": 40, "home": 6000}, 50,
            {"let": 4500, "lost": 20, "value": 60_000},
        ),
        # nobody agrees: every booking is in vain; everybody is away: none is
        (
            "parking", {"places": 100, "agree": 0, "away": 50, "penalty": 3}, 10,
            {"used": 0, "taken": 1000, "value": -3000},
        ),
        (
            "parking", {"places": 100, "agree": 50, "away": 100, "penalty": 3}, 40,
            {"used": 4000, "taken": 0, "value": 4000},
        ),
    ],
)  # fmt: skip
def test_what_comes_of_a_setting(
    scene: SceneName, case: dict[str, int], setting: int, outcome: dict[str, int]
) -> None:
    assert SCENES[scene].outcome(case, setting) == outcome


@EACH
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_speak_of_their_scene(scene: SceneName, language: str, macro: object) -> None:
    assert callable(macro)
    question, solution = posed(scene)[0]
    stored = question.model_dump(mode="json")
    page = check(macro(KIND.name, "answer", language)(play.view(KIND.name, stored), {}, ()))
    assert len(page.all("select")) == len(question.cases)
    samples = KIND.samples(question, solution, Draw(b"page"))
    for answer in (samples.right, samples.blind):
        given = answer.model_dump(mode="json")
        marked = play.mark(KIND.name, stored, None, given)
        for last in (False, True):
            feedback = play.feedback(KIND.name, stored, given, marked, last=last)
            check(macro(KIND.name, "marked", language)(feedback))

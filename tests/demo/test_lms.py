"""What outlives a restart, what a foreign file gives, threads."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.scores import read_score
from mooc_tool.demo.state.tools import Tool
from mooc_tool.errors import SettingsError
from tests.demo.paper import LMS_URL, START, score


@pytest.fixture
def paper_tool():
    return Tool("Paper", "http://t.test", "http://t.test", "http://t.test", ("http://t.test",), client_id="p")


def test_everything_outlives_a_restart(tmp_path, clock, paper_tool):
    path = tmp_path / "lms.sqlite"
    lms = Lms(LMS_URL, path, now=clock)
    lms.tools.register(paper_tool)
    activity = lms.courses.add_activity(1, "p", "Fill", "http://t.test", custom={"exercise": "e03"})
    item = lms.line_items.create(LineItem(1, "p", "Fill", 10.0, activity_id=activity.activity_id))
    lms.gradebook.receive(item, read_score(score()), clock())
    lms.people.speak("amina", "en")
    lms.set(storage="off")
    keys = lms.keys.key_set(clock())
    lms.close()

    again = Lms(LMS_URL, path, now=clock)
    assert again.tools.all() == [paper_tool]
    assert again.courses.activities(1) == [activity]
    assert again.line_items.of_course(1) == [item]
    assert again.gradebook.standing(item.line_item_id, "amina").score == read_score(score())
    assert again.people.find("amina").locale == "en"
    assert again.settings.storage == "off"
    assert again.keys.key_set(clock()) == keys
    assert len(again.courses.all()) == 1
    again.close()


def test_a_tool_registered_again_is_updated(lms, paper_tool):
    lms.tools.register(paper_tool)
    changed = Tool("New name", "http://u.test", "http://u.test", "http://u.test", (), client_id="p")
    lms.tools.register(changed)
    assert lms.tools.all() == [changed]


@pytest.mark.parametrize("content", [b"not a database at all, but long enough" * 50, None])
def test_a_foreign_file_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "lms.sqlite"
    if content:
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as other:
            other.execute("PRAGMA user_version = 99")
        other.close()
    with pytest.raises(SettingsError, match=r"lms\.sqlite, cannot be used"):
        Lms(LMS_URL, path)


def test_an_impossible_path_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(SettingsError, match="cannot be used"):
        Lms(LMS_URL, tmp_path / "missing" / "lms.sqlite")


def test_wrong_settings_are_refused(lms):
    with pytest.raises(ValueError, match="no such setting"):
        lms.set(storage="sometimes")
    with pytest.raises(TypeError):
        lms.set(colour="red")


def test_what_fails_midway_leaves_no_trace(lms):
    def fail():
        with lms.store.together():
            lms.courses.create("X", "X")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(lms.courses.all()) == 1


def test_there_is_nothing_to_copy_from_nowhere(lms):
    with pytest.raises(LookupError):
        lms.duplicate(99, "Copy")


def test_threads_apply_each_score_once_and_in_order(lms, tool, clock):
    item = lms.line_items.create(LineItem(1, tool.client_id, "Fill", 10.0))
    learners = lms.enrol_many(8)
    scores = [read_score(score(user, minute)) for minute in range(20) for user in learners] * 2
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: lms.gradebook.receive(item, one, clock()), scores))
    for user in learners:
        history = lms.gradebook.history(item.line_item_id, user)
        applied = [one.score.micros for one in history if one.outcome == "applied"]
        assert len(history) == 40
        assert applied == sorted(set(applied))
        assert applied[-1] == read_score(score(user, 19)).micros


def test_numbers_are_never_used_twice(lms, tool):
    first = lms.line_items.create(LineItem(1, tool.client_id, "A", 10.0))
    lms.line_items.remove(first.line_item_id)
    second = lms.line_items.create(LineItem(1, tool.client_id, "B", 10.0))
    assert second.line_item_id > first.line_item_id


def test_only_three_keys_are_published(lms):
    for _ in range(4):
        newest = lms.rotate_keys()
    kids = [key["kid"] for key in lms.keys.key_set(START)["keys"]]
    assert len(kids) == 3
    assert kids[0] == newest.kid == lms.keys.active(START).kid

"""Once a learner has a score, no edition asks something else for a certificate; texts may go on changing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mooc_tool.errors import Closed
from mooc_tool.records import Attempt, Course, Draft, Edition, Event, Membership, Person, Role, Score, Stage
from mooc_tool.services import authoring, library, publishing
from mooc_tool.services.tool import Tool
from tests.services.campus import Campus, files
from tests.services.test_publishing import change, history, publish, read

RULE = "pack.toml"


def rewrite(tool: Tool, course: int, now: datetime, old: str, new: str, path: str = RULE) -> None:
    """Draft a text in which ``old`` reads ``new``."""
    with tool.database.writing() as db:
        desk = authoring.hold_desk(db, course, tool.library)
        text = authoring.text_of(desk, path)
        assert old in text
        authoring.save_file(db, desk, path, text.replace(old, new), authoring.version_of(desk, path), now)


def earn(tool: Tool, course: int, now: datetime, role: Role = Role.LEARNER) -> None:
    """Somebody in the course earns 70 points."""
    with tool.database.writing() as db:
        teacher = db.scalars(select(Person)).first()
        assert teacher is not None
        person = Person(platform_id=teacher.platform_id, sub=f"{role}", created_at=now)
        db.add(person)
        db.flush()
        who = {"course_id": course, "person_id": person.person_id}
        db.add(Membership(**who, role=role, first_seen_at=now, last_seen_at=now))
        attempt = Attempt(
            **who,
            revision_id=db.get_one(Course, course).revision_id,
            exercise="remplir-les-voitures",
            number=1,
            kind="fill-the-cars",
            kind_revision=1,
            stage=Stage.MARKED,
            question={},
            answer={},
            started_at=now,
            answered_at=now,
        )
        db.add(attempt)
        db.flush()
        db.add(
            Score(
                **who,
                attempt_id=attempt.attempt_id,
                exercise=attempt.exercise,
                points=70,
                marked={},
                scored_at=now,
            )
        )


def refused(tool: Tool, course: int, by: int, now: datetime) -> list[str]:
    """The codes of what publishing would have changed."""
    with pytest.raises(Closed, match="rule-frozen") as refusal:
        publish(tool, course, by, now)
    return [change.code for change in refusal.value.data["changes"]]  # type: ignore[attr-defined]


def test_the_rule_changes_as_long_as_nobody_has_a_score(
    tool: Tool, course: int, neighbour: int, instructor: int, now: datetime
) -> None:
    earn(tool, neighbour, now)
    rewrite(tool, course, now, "mean = 60", "mean = 50")
    publish(tool, course, instructor, now)
    assert "mean = 50" in read(tool, course, RULE)


def test_a_rule_that_learners_work_by_is_kept(
    tool: Tool, course: int, instructor: int, now: datetime
) -> None:
    earn(tool, course, now)
    change(tool, course, now)
    rewrite(tool, course, now, "mean = 60\nweek_minimum = 40", "mean = 50")
    assert refused(tool, course, instructor, now) == ["mean", "week-minimum"]
    assert [edition.number for edition in history(tool, course)] == [1]
    with tool.database.reading() as db:
        assert len(db.scalars(select(Draft)).all()) == 2, "the drafts stay"
        assert db.scalars(select(Event)).all() == []


def test_texts_go_on_changing(tool: Tool, course: int, instructor: int, now: datetime) -> None:
    earn(tool, course, now)
    change(tool, course, now)
    rewrite(tool, course, now, "Attestation de réussite", "Attestation d’accomplissement")
    publish(tool, course, instructor, now)
    assert read(tool, course).endswith("Bonne lecture.\n")
    assert "Attestation d’accomplissement" in read(tool, course, RULE)


def test_a_teacher_who_tries_an_exercise_freezes_nothing(
    tool: Tool, course: int, instructor: int, now: datetime
) -> None:
    earn(tool, course, now, Role.INSTRUCTOR)
    rewrite(tool, course, now, "mean = 60", "mean = 50")
    publish(tool, course, instructor, now)
    assert len(history(tool, course)) == 2


def test_what_counts_is_part_of_the_rule(tool: Tool, course: int, instructor: int, now: datetime) -> None:
    earn(tool, course, now)
    rewrite(tool, course, now, "le-bon-contrat = 3.125", "le-bon-contrat = 30")
    assert refused(tool, course, instructor, now) == ["weight"]
    with tool.database.reading() as db:
        paths = authoring.open_desk(db, db.get_one(Course, course), tool.library).files
        exercise = next(path for path, text in sorted(paths.items()) if b"optional = true" in text)
    rewrite(tool, course, now, "optional = true", "optional = false", exercise)
    with tool.database.reading() as db:
        desk = authoring.open_desk(db, db.get_one(Course, course), tool.library)
        found = publishing.frozen(db, desk.course, desk.published.pack, desk.pack)
    assert [one.code for one in found] == ["weight", "exercise-counts"]


def test_one_does_not_go_back_to_another_rule(
    tool: Tool, course: int, instructor: int, now: datetime
) -> None:
    rewrite(tool, course, now, "mean = 60", "mean = 50")
    publish(tool, course, instructor, now)
    change(tool, course, now)
    publish(tool, course, instructor, now)
    earn(tool, course, now)
    with tool.database.writing() as db:
        there = db.get_one(Course, course)
        with pytest.raises(Closed, match="rule-frozen"):
            publishing.go_back(db, tool.library, there, 1, instructor, now)
        publishing.go_back(db, tool.library, there, 2, instructor, now)
    assert [edition.number for edition in history(tool, course)] == [4, 3, 2, 1]


def newest(tool: Tool) -> datetime:
    """When the shipped course was imported."""
    with tool.database.reading() as db:
        return library.newest_shipped(db).published_at


def test_a_newer_version_with_another_rule_is_shown_and_not_taken(campus: Campus) -> None:
    tool, later = campus.tool, newest(campus.tool) + timedelta(days=1)
    campus.score(campus.member("amina"), "aller", 70)
    with tool.database.writing() as db:
        newer = library.store(db, library.DEFAULT_PACK, files(mean=40), shipped=True, now=later).revision_id
    teacher = campus.member("claire", Role.INSTRUCTOR).person_id
    with tool.database.writing() as db:
        course = db.get_one(Course, campus.course_id)
        offer = publishing.offer(db, tool.library, course)
        assert offer is not None
        assert [one.code for one in offer.frozen] == ["mean"]
        assert offer.frozen[0].data == {
            "level": {"fr": "Attestation", "en": "Certificate"}, "before": 50, "after": 40,
        }  # fmt: skip
        with pytest.raises(Closed, match="rule-frozen"):
            publishing.take(db, tool.library, course, teacher, later)
        assert course.revision_id != newer
        assert db.scalars(select(Edition)).all() == []

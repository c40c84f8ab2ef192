"""What a course's learners read: one edition after another, the last one counts. Nothing is ever changed.

Edition 1 is what the course began with. To go back, or to take what came with a newer version of the tool, is
to publish those files again as the next edition. Once a learner has a score, no edition asks something else
for a certificate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as Db

from mooc_tool.errors import Closed, NotFound
from mooc_tool.packs.model import Pack
from mooc_tool.packs.rule_changes import RuleChange, rule_changes
from mooc_tool.records import (
    Course,
    Database,
    Draft,
    Edition,
    Event,
    Membership,
    Revision,
    RevisionFile,
    Role,
    Score,
)
from mooc_tool.services import authoring, library, proofreading, renaming
from mooc_tool.services.authoring import Desk
from mooc_tool.services.library import Library


@dataclass(frozen=True)
class EditionCard:
    """An edition in the history. ``shipped``: it came with the tool."""

    number: int
    revision_id: int
    published_at: datetime
    shipped: bool
    current: bool


@dataclass(frozen=True)
class Offer:
    """A version of the course that came with the tool and that this course has not taken.

    ``changes``: the files that it brings; ``loses``: those among the course's own changes that it replaces;
    ``frozen``: what of the certification rule it would change while learners have scores, so that it cannot
    be taken.
    """

    revision_id: int
    shipped_at: datetime
    changes: tuple[str, ...]
    loses: tuple[str, ...]
    frozen: tuple[RuleChange, ...] = ()


def history(db: Db, course: Course) -> tuple[EditionCard, ...]:
    """The editions, the newest first."""
    rows = db.execute(
        select(Edition, Revision.shipped)
        .join(Revision, Revision.revision_id == Edition.revision_id)
        .where(Edition.course_id == course.course_id)
        .order_by(Edition.number.desc())
    ).all()
    found = [(edition, shipped) for edition, shipped in rows] or [
        (_first(course), db.get_one(Revision, course.revision_id).shipped)
    ]
    newest = found[0][0].number
    return tuple(
        EditionCard(one.number, one.revision_id, one.published_at, shipped, one.number == newest)
        for one, shipped in found
    )


def publish(database: Database, shelf: Library, course_id: int, by: int, now: datetime) -> None:
    """Give learners the drafts; without any, nothing happens.

    Raises Closed while a problem is left, or when the certification rule is frozen and would change.

    The drafts are checked before the unit of writing begins, for it may take long: nobody waits meanwhile.
    """
    with database.reading() as db:
        checked = authoring.open_desk(db, db.get_one(Course, course_id), shelf)
        _require_no_problem(checked, now)
    with database.writing() as db:
        desk = authoring.hold_desk(db, course_id, shelf)
        if not desk.drafts:
            return
        if desk.files != checked.files:
            _require_no_problem(desk, now)
        _require_rule_kept(frozen(db, desk.course, desk.published.pack, desk.pack))
        pack = db.get_one(Revision, desk.course.revision_id).pack
        revision = library.store(db, pack, desk.files, shipped=False, now=now)
        db.execute(delete(Draft).where(Draft.course_id == course_id))
        _put(db, desk.course, revision.revision_id, "course-published", by, now)


def _require_no_problem(desk: Desk, now: datetime) -> None:
    if desk.drafts and proofreading.problems(desk, now.date()):
        raise Closed("problems-left")


def frozen(db: Db, course: Course, present: Pack, wanted: Pack) -> tuple[RuleChange, ...]:
    """What of the certification rule ``wanted`` would change though learners of the course have scores."""
    changes = rule_changes(present, wanted)
    return changes if changes and _has_scores(db, course.course_id) else ()


def _require_rule_kept(changes: tuple[RuleChange, ...]) -> None:
    if changes:
        raise Closed("rule-frozen", changes=changes)


def _has_scores(db: Db, course_id: int) -> bool:
    """Whether a learner has one; those of instructors who try the exercises freeze nothing."""
    same = (Membership.course_id == Score.course_id) & (Membership.person_id == Score.person_id)
    of_learners = select(Score.attempt_id).join(Membership, same).where(Membership.role == Role.LEARNER)
    return db.scalar(of_learners.where(Score.course_id == course_id).limit(1)) is not None


def go_back(db: Db, shelf: Library, course: Course, number: int, by: int, now: datetime) -> None:
    """Publish an older edition again; drafts stay. Raises NotFound, and Closed as ``publish``."""
    found = next((one for one in history(db, course) if one.number == number), None)
    if found is None:
        raise NotFound("page-unknown", edition=number)
    _require_rule_kept(_frozen_by(db, shelf, course, found.revision_id))
    _put(db, course, found.revision_id, "course-restored", by, now)


def offer(db: Db, shelf: Library, course: Course) -> Offer | None:
    """What came with the tool since the course last took its texts from there."""
    present = db.get_one(Revision, course.revision_id)
    newest = library.newest_shipped(db, present.pack)
    taken = next((one.revision_id for one in history(db, course) if one.shipped), None)
    if newest.revision_id in {taken, present.revision_id}:
        return None
    ours, theirs = _digests(db, present.revision_id), _digests(db, newest.revision_id)
    before = _digests(db, taken) if taken else ours
    changes = _differing(ours, theirs)
    return Offer(
        revision_id=newest.revision_id,
        shipped_at=newest.published_at,
        changes=changes,
        loses=tuple(path for path in changes if ours.get(path) != before.get(path)),
        frozen=_frozen_by(db, shelf, course, newest.revision_id),
    )


def take(db: Db, shelf: Library, course: Course, by: int, now: datetime) -> None:
    """Publish the version of the course that is on offer; drafts stay. Raises Closed as ``publish``."""
    found = offer(db, shelf, course)
    if found is not None:
        _require_rule_kept(found.frozen)
        _put(db, course, found.revision_id, "course-updated", by, now)


def _frozen_by(db: Db, shelf: Library, course: Course, revision_id: int) -> tuple[RuleChange, ...]:
    present, wanted = (shelf.get(db, one).pack for one in (course.revision_id, revision_id))
    return frozen(db, course, present, wanted)


def _first(course: Course) -> Edition:
    return Edition(
        course_id=course.course_id, number=1, revision_id=course.revision_id, published_at=course.created_at
    )


def _put(db: Db, course: Course, revision_id: int, kind: str, by: int, now: datetime) -> None:
    if revision_id == course.revision_id:
        return
    last = history(db, course)[0].number
    if last == 1:
        db.merge(_first(course))
    db.add(Edition(course_id=course.course_id, number=last + 1, revision_id=revision_id, published_at=now))
    course.revision_id = revision_id
    renaming.look_again(db, course.course_id, now)
    data = {"edition": last + 1, "revision": revision_id}
    db.add(Event(at=now, kind=kind, course_id=course.course_id, person_id=by, data=data))
    db.flush()


def _digests(db: Db, revision_id: int) -> dict[str, str]:
    rows = db.execute(
        select(RevisionFile.path, RevisionFile.digest).where(RevisionFile.revision_id == revision_id)
    )
    return dict(rows.all())


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in {*before, *after} if before.get(path) != after.get(path)))

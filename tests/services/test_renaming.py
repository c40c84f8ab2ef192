"""A column that the tool made follows the title of what it shows; a name given in the LMS stays."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import lines
from mooc_tool.records import Course, Line, Placement, Target
from mooc_tool.services import library, publishing, renaming
from tests.services.campus import OUT, Campus, files
from tests.services.test_columns import Tokens

URL = "https://lms.example/lines/1"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@dataclass
class Column:
    """A column of the LMS that the tool made for its first exercise."""

    campus: Campus
    teacher: int
    label: str = "Aller"
    refusal: PlatformError | None = None
    asked: list[str] = field(default_factory=list)

    def rename(self, _connector: object, url: str, before: str, after: str) -> bool:
        self.asked.append(after)
        assert url == URL
        if self.refusal is not None:
            raise self.refusal
        if self.label not in {before, after}:
            return False
        self.label = after
        return True

    def retitle(self, title: str) -> None:
        """The course takes a version in which the exercise has another title."""
        campus = self.campus
        path, old = f"exercises/{OUT}.toml", f'fr = "{OUT.title()}"'.encode()
        changed = files()
        changed[path] = changed[path].replace(old, f'fr = "{title}"'.encode()) + b"# changed\n"
        campus.now += timedelta(seconds=1)
        with campus.tool.database.writing() as db:
            newest = campus.now + timedelta(days=400)  # newer than what the tool brought
            library.store(db, library.DEFAULT_PACK, changed, shipped=True, now=newest)
            course = db.get_one(Course, campus.course_id)
            publishing.take(db, campus.tool.library, course, self.teacher, campus.now)

    def work(self, **after: float) -> int:
        now: datetime = self.campus.now + timedelta(**after)
        return renaming.work(self.campus.tool, Tokens(), now)

    def kept(self) -> Line:
        with self.campus.tool.database.reading() as db:
            return db.scalars(select(Line)).one()


@pytest.fixture
def column(campus: Campus, monkeypatch: pytest.MonkeyPatch) -> Column:
    with campus.tool.database.writing() as db:
        place = Placement(
            course_id=campus.course_id, resource_link="l", target=Target.EXERCISE, slug=OUT,
            created_at=campus.now,
        )  # fmt: skip
        db.add(place)
        db.flush()
        db.add(
            Line(placement_id=place.placement_id, url=URL, scopes="", ours=True, label="Aller", language="fr")
        )
    made = Column(campus, campus.member("teacher").person_id)
    monkeypatch.setattr(lines, "rename", made.rename)
    return made


def test_a_column_follows_the_title(column: Column) -> None:
    assert column.work() == 0
    column.retitle("Aller sans retour")
    assert (column.work(), column.work()) == (1, 0)
    assert column.label == "Aller sans retour"
    assert (column.kept().label, column.kept().rename_at) == ("Aller sans retour", None)
    campus = column.campus
    with campus.tool.database.writing() as db:
        course = db.get_one(Course, campus.course_id)
        publishing.go_back(db, campus.tool.library, course, 1, column.teacher, campus.now)
    column.work()
    assert column.label == "Aller", "an older edition, with its title"


def test_other_changes_ask_the_platform_nothing(column: Column) -> None:
    column.retitle("Aller")
    assert column.work() == 0
    assert column.asked == []


def test_a_name_given_in_the_lms_stays_for_good(column: Column) -> None:
    column.label = "Note du devoir"
    column.retitle("Aller sans retour")
    assert column.work() == 1
    column.retitle("Encore autre chose")
    assert column.work() == 0
    assert (column.label, column.kept().label) == ("Note du devoir", None)


def test_only_columns_that_the_tool_named(column: Column) -> None:
    with column.campus.tool.database.writing() as db:
        db.scalars(select(Line)).one().label = None
    column.retitle("Aller sans retour")
    assert (column.work(), column.asked) == (0, [])


@pytest.mark.parametrize(
    ("refusal", "soon", "at_last"),
    [
        (TryLater("platform-failing"), 1, 1),
        (TryLater("platform-throttled", after=3600.0), 0, 1),
        (PlatformError("access-refused", status=403), 0, 0),
    ],
)
def test_refusals(column: Column, refusal: PlatformError, soon: int, at_last: int) -> None:
    column.refusal = refusal
    column.retitle("Aller sans retour")
    assert column.work() == 1
    assert column.work(minutes=9) == 0
    assert column.work(minutes=10) == soon
    assert column.work(days=1) == at_last
    column.refusal = None
    column.retitle("Aller et retour")
    column.work(days=1)
    assert column.label == "Aller et retour"


def test_published_again_while_the_platform_is_asked(
    column: Column, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*asked: object) -> bool:
        monkeypatch.setattr(lines, "rename", column.rename)
        column.retitle("Troisième titre")
        return column.rename(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(lines, "rename", slow)
    column.retitle("Deuxième titre")
    assert [column.work() for _ in range(3)] == [1, 1, 0]
    assert (column.label, column.kept().label) == ("Troisième titre", "Troisième titre")


def test_a_worker_that_dies_leaves_a_lease(column: Column, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> bool:
        raise KeyboardInterrupt

    column.retitle("Aller sans retour")
    with monkeypatch.context() as patch:
        patch.setattr(lines, "rename", die)
        with pytest.raises(KeyboardInterrupt):
            column.work()
    assert column.work(minutes=1) == 0
    assert column.work(seconds=renaming.LEASE.total_seconds()) == 1
    assert column.label == "Aller sans retour"

"""Columns are found or made once for each link that has none, and filled with what was earned before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from mooc_tool.errors import PlatformError, TryLater
from mooc_tool.lti import lines
from mooc_tool.lti.connector import Token
from mooc_tool.lti.launch import Grading, Launch, ResourceLink
from mooc_tool.records import Letter, LetterState, Line, LineWish, Platform
from mooc_tool.services import arrivals, columns
from tests.services.campus import OUT, Campus, launch_of

LIST = "https://lms.example/lines"


class Tokens:
    """None kept."""

    def get(self, _name: str) -> None:
        return None

    def renew(self, _name: str, _now: object, _fetch: object) -> Token:
        raise AssertionError("no token is needed")

    def drop(self, _name: str, _token: object) -> None:
        pass


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[lines.LineSpec]:
    """What the platform was asked for; it gives an address for each."""
    specs: list[lines.LineSpec] = []

    def find_or_create(_connector: object, url: str, spec: lines.LineSpec) -> lines.Held:
        specs.append(spec)
        return lines.Held(f"{url}/{len(specs)}", spec.label)

    monkeypatch.setattr(lines, "find_or_create", find_or_create)
    return specs


def launch(content: str = f"exercise/{OUT}", link: str = "link", **grading: object) -> Launch:
    """A launch of a link without a column, on a platform that lets the tool make one."""
    given = {"line_item": None, "line_items": LIST, "scopes": (lines.SCOPE, "score"), **grading}
    place = ResourceLink(link, None, None)
    return launch_of(
        "amina", custom={"content": content}, resource_link=place, grading=Grading(**given)
    )


def arrive(campus: Campus, one: Launch) -> None:
    with campus.tool.database.writing() as db:
        arrivals.receive(db, campus.platform_id, one, campus.now)


def work(campus: Campus, after: timedelta = timedelta()) -> int:
    return columns.work(campus.tool, Tokens(), campus.now + after)


def kept(campus: Campus) -> list[Line]:
    with campus.tool.database.reading() as db:
        return list(db.scalars(select(Line).order_by(Line.line_id)))


def wishes(campus: Campus) -> list[LineWish]:
    with campus.tool.database.reading() as db:
        return list(db.scalars(select(LineWish)))


def test_a_link_without_a_column_gets_one(campus: Campus, asked: list[lines.LineSpec]) -> None:
    for _ in range(3):
        arrive(campus, launch())
    assert len(wishes(campus)) == 1
    assert (work(campus), work(campus)) == (1, 0)
    assert [(line.url, line.ours) for line in kept(campus)] == [(f"{LIST}/1", True)]
    assert asked == [
        lines.LineSpec("Aller", 100.0, resource_id=f"exercise/{OUT}", resource_link_id="link")
    ]
    arrive(campus, launch())
    assert wishes(campus) == []


@pytest.mark.parametrize(
    ("content", "label"),
    [("course", "Petit cours"), ("unit/1-1-aller", "aller"), ("exercise/aller", "Aller")],
)
def test_it_is_called_as_what_it_shows(
    campus: Campus, asked: list[lines.LineSpec], content: str, label: str
) -> None:
    arrive(campus, launch(content))
    work(campus)
    assert asked[0].resource_id == content
    assert asked[0].label == label


@pytest.mark.parametrize(
    "grading", [{"line_item": f"{LIST}/9"}, {"line_items": None}, {"scopes": ("score",)}]
)
def test_only_where_it_is_lacking_and_allowed(campus: Campus, grading: dict[str, object]) -> None:
    arrive(campus, launch(**grading))
    assert wishes(campus) == []


def test_a_link_to_nothing_that_is_marked_gets_none(campus: Campus, asked: list[lines.LineSpec]) -> None:
    arrive(campus, launch("exercise/gone"))
    assert (work(campus), asked, kept(campus)) == (0, [], [])
    arrive(campus, launch("exercise/gone"))
    assert work(campus) == 0, "it is not looked at again at once"


@pytest.mark.usefixtures("asked")
def test_what_was_earned_before_is_stated(campus: Campus) -> None:
    amina = campus.member("amina")
    campus.score(amina, OUT, 80)
    assert campus.letters() == []
    arrive(campus, launch())
    work(campus)
    assert [letter.given for letter in campus.letters()] == [80]


@pytest.mark.usefixtures("asked")
def test_a_column_of_ours_stays_whatever_a_launch_names(campus: Campus) -> None:
    arrive(campus, launch())
    work(campus)
    arrive(campus, launch(line_item="https://lms.example/first-of-the-block"))
    assert [line.url for line in kept(campus)] == [f"{LIST}/1"]


@pytest.mark.usefixtures("asked")
def test_a_launch_that_names_the_column_meanwhile_wins(campus: Campus) -> None:
    arrive(campus, launch())
    arrive(campus, launch(line_item="https://lms.example/own"))
    work(campus)
    assert [(line.url, line.ours) for line in kept(campus)] == [("https://lms.example/own", False)]
    assert wishes(campus) == []


@pytest.mark.usefixtures("asked")
def test_a_column_that_is_gone_is_made_again(campus: Campus) -> None:
    amina = campus.member("amina")
    arrive(campus, launch())
    work(campus)
    campus.score(amina, OUT, 80)
    with campus.tool.database.writing() as db:
        letter = db.scalars(select(Letter)).one()
        letter.state, letter.platform_code = LetterState.REFUSED, "address-gone"
    arrive(campus, launch())
    assert work(campus) == 1
    assert [line.url for line in kept(campus)] == [f"{LIST}/2"]
    assert [letter.state for letter in campus.letters()] == [LetterState.WAITING]


@pytest.mark.parametrize(
    ("error", "soon"),
    [(TryLater("platform-failing", after=3.0), True), (PlatformError("access-refused", words="no"), False)],
)
def test_a_refusal_is_kept_and_tried_again(
    campus: Campus, monkeypatch: pytest.MonkeyPatch, error: PlatformError, soon: bool  # noqa: FBT001 - a case
) -> None:
    def refuse(*_: object) -> str:
        raise error

    monkeypatch.setattr(lines, "find_or_create", refuse)
    arrive(campus, launch())
    work(campus)
    assert [(row.platform_code, row.leased_until) for row in wishes(campus)] == [(error.code, None)]
    assert work(campus, timedelta(minutes=1)) == int(soon)
    assert work(campus, timedelta(days=1)) == 1


def test_workers_together_make_it_once(campus: Campus, asked: list[lines.LineSpec]) -> None:
    for number in range(5):
        arrive(campus, launch(link=f"link-{number}"))
    together = Barrier(4)

    def go(_: int) -> int:
        together.wait()
        return work(campus)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(go, range(4))) == 5
    assert sorted(spec.resource_link_id or "" for spec in asked) == [f"link-{number}" for number in range(5)]
    assert len(kept(campus)) == 5


@pytest.mark.usefixtures("asked")
def test_a_worker_that_dies_leaves_a_lease(campus: Campus) -> None:
    arrive(campus, launch())
    with campus.tool.database.writing() as db:
        db.scalars(select(LineWish)).one().leased_until = campus.now + columns.LEASE
    assert work(campus, timedelta(minutes=1)) == 0
    assert work(campus, columns.LEASE) == 1


def test_review_is_offered_where_the_platform_can(campus: Campus, asked: list[lines.LineSpec]) -> None:
    arrive(campus, launch())
    with campus.tool.database.writing() as db:
        db.get_one(Platform, campus.platform_id).offers_review = True
    work(campus)
    assert asked == [replace(asked[0], reviewable=True)]

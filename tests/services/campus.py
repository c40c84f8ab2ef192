"""A small course of three exercises, and people in it, written down without launches."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as Db

from mooc_tool import paths
from mooc_tool.exercises import play
from mooc_tool.lti.launch import Context, Grading, Launch, ResourceLink
from mooc_tool.lti.roles import Roles
from mooc_tool.records import (
    Attempt,
    Course,
    Deployment,
    Letter,
    Line,
    Membership,
    Person,
    Placement,
    Platform,
    PlatformState,
    Role,
    Score,
    Stage,
    Target,
)
from mooc_tool.services import library, posting, practice, sessions
from mooc_tool.services.library import Published
from mooc_tool.services.sessions import Ticket, Visit
from mooc_tool.services.tool import Tool

OUT, BACK, ROUND = "aller", "retour", "detour"
"""Exercises: one in week 1, two in week 2."""

_PACK = """\
slug = "petit-cours"
languages = ["fr", "en"]
licence = "CC BY 4.0"
authors = ["Une autrice"]
hours = 2
titles = { fr = "Petit cours", en = "Small course" }
[[weeks]]
number = 1
minutes = 20
titles = { fr = "Semaine un", en = "Week one" }
units = [{ slug = "1-1-aller", minutes = 20 }]
[[weeks]]
number = 2
minutes = 40
titles = { fr = "Semaine deux", en = "Week two" }
units = [{ slug = "2-1-retour", minutes = 20 }, { slug = "2-2-detour", minutes = 20 }]
[[certification.levels]]
id = "reussite"
titles = { fr = "Attestation", en = "Certificate" }
rule = { mean = 50, required = { aller = 40 } }
"""


def files(tries: int = 2, mean: int = 50) -> dict[str, bytes]:
    """The small course; the first exercise may be tried ``tries`` times, the rule asks for ``mean``."""
    data = paths.content() / library.DEFAULT_PACK / "data"
    found = {f"data/{name}": (data / name).read_bytes() for name in ("communes.csv", "corridors.toml")}
    texts = {"pack.toml": _PACK.replace("mean = 50", f"mean = {mean}")}
    for unit, exercise in (("1-1", OUT), ("2-1", BACK), ("2-2", ROUND)):
        texts[f"exercises/{exercise}.toml"] = (
            f'kind = "fill-the-cars"\ntitles = {{ fr = "{exercise.title()}", en = "{exercise.upper()}" }}\n'
            + (f"tries = {tries}\n" if exercise == OUT else "tries = 100\n")
            + 'params = { level = "discovery" }\n'
        )
        for language in ("fr", "en"):
            page = f"# {exercise}\n\nTexte.\n\n```exercise\n{exercise}\n```\n"
            texts[f"{language}/{unit}-{exercise}.md"] = page
    return found | {path: text.encode() for path, text in texts.items()}


@dataclass
class Campus:
    """An LMS's course on the small course's texts."""

    tool: Tool
    now: datetime
    platform_id: int
    course_id: int
    content: Published

    @classmethod
    def build(cls, tool: Tool, now: datetime) -> "Campus":
        """Write the platform and the course down."""
        with tool.database.writing() as db:
            revision = library.store(db, library.DEFAULT_PACK, files(), shipped=True, now=now)
            platform = platform_row("https://lms.example", now)
            db.add(platform)
            db.flush()
            deployment = Deployment(platform_id=platform.platform_id, value="1", created_at=now)
            db.add(deployment)
            db.flush()
            course = Course(
                deployment_id=deployment.deployment_id,
                context="course",
                title="Groupe A",
                revision_id=revision.revision_id,
                created_at=now,
            )
            db.add(course)
            db.flush()
            content = tool.library.get(db, revision.revision_id)
            return cls(tool, now, platform.platform_id, course.course_id, content)

    def placement(self, target: Target, slug: str = "", *, line: bool = True) -> int:
        """A link in the LMS, with a column; the column's id."""
        with self.tool.database.writing() as db:
            placed = Placement(
                course_id=self.course_id,
                resource_link=f"{target}/{slug}",
                target=target,
                slug=slug,
                created_at=self.now,
            )
            db.add(placed)
            db.flush()
            column = Line(
                placement_id=placed.placement_id, tag="", url=f"https://lms.example/{slug}", scopes=""
            )
            if line:
                db.add(column)
                db.flush()
            return column.line_id

    def member(self, sub: str, role: Role = Role.LEARNER, **session: object) -> Visit:
        """Somebody in the course, with a session."""
        with self.tool.database.writing() as db:
            person = Person(platform_id=self.platform_id, sub=sub, created_at=self.now)
            db.add(person)
            db.flush()
            db.add(
                Membership(
                    course_id=self.course_id,
                    person_id=person.person_id,
                    role=role,
                    first_seen_at=self.now,
                    last_seen_at=self.now,
                )
            )
            opened = session_row(self, person.person_id, role, **session)
            ticket = sessions.issue(db, opened, self.tool.secret)
        return visit_of(self.tool, ticket)

    def score(self, who: Visit, exercise: str, points: int, now: datetime | None = None) -> int:
        """A marked attempt that earned ``points``, and its letters; the attempt's id."""
        at = now or self.now
        with self.tool.database.writing() as db:
            taken = len(practice.standing(db, who, practice.exercise_of(self.content, exercise)).attempts)
            attempt = Attempt(
                person_id=who.person_id,
                course_id=who.course_id,
                revision_id=self.content.revision_id,
                exercise=exercise,
                number=taken + 1,
                kind="fill-the-cars",
                kind_revision=1,
                stage=Stage.MARKED,
                question={},
                answer={},
                started_at=at,
                answered_at=at,
            )
            db.add(attempt)
            db.flush()
            db.add(score_row(attempt, points, at))
            db.flush()
            self.state(db, who, at)
            return attempt.attempt_id

    def open_attempt(self, who: Visit, slug: str) -> practice.Try:
        """The person's open attempt at an exercise, or a new one."""
        with self.tool.database.reading() as db:
            stands = practice.standing(db, who, practice.exercise_of(self.content, slug))
        return practice.open_attempt(
            self.tool.database, who, self.content, stands, secret=self.tool.secret, now=self.now
        )

    def state(self, db: Db, who: Visit, now: datetime) -> None:
        """State the person's scores on every line."""
        pack = self.content.pack
        posting.write(
            db, course_id=who.course_id, person_id=who.person_id, pack=pack, language="fr", now=now
        )

    def letters(self) -> list[Letter]:
        """All letters, by line."""
        with self.tool.database.reading() as db:
            return list(db.scalars(select(Letter).order_by(Letter.line_id, Letter.person_id)))

    def launch(self, sub: str | None = "amina", **changes: object) -> Launch:
        """A launch as the LTI room reads it, from the course's link to the whole course."""
        return launch_of(sub, **changes)


def visit_of(tool: Tool, ticket: Ticket) -> Visit:
    """The session that a ticket opens, whenever it ends."""
    before = datetime.min.replace(tzinfo=UTC)
    with tool.database.reading() as db:
        return sessions.find(
            db, ticket.token, ticket.cookie, secret=tool.secret, limits=tool.limits, now=before
        )


def platform_row(issuer: str, now: datetime) -> Platform:
    """A platform."""
    return Platform(
        issuer=issuer,
        client_id="client",
        name="LMS",
        auth_url=f"{issuer}/auth",
        token_url=f"{issuer}/token",
        keyset_url=f"{issuer}/keys",
        state=PlatformState.ACTIVE,
        created_at=now,
    )


def score_row(attempt: Attempt, points: int, at: datetime) -> Score:
    """The score of an attempt."""
    return Score(
        attempt_id=attempt.attempt_id,
        person_id=attempt.person_id,
        course_id=attempt.course_id,
        exercise=attempt.exercise,
        points=points,
        marked={},
        scored_at=at,
    )


def session_row(campus: Campus, person_id: int, role: Role, **changes: object) -> dict[str, object]:
    """A session to issue."""
    return {
        "person_id": person_id,
        "course_id": campus.course_id,
        "role": role,
        "language": "fr",
        "document_target": "iframe",
        "frames": "",
        "name": None,
        "opened_at": campus.now,
        "seen_at": campus.now,
        "ends_at": campus.now.replace(year=campus.now.year + 1),
        **changes,
    }


def launch_of(sub: str | None, **changes: object) -> Launch:
    """A launch."""
    given = {
        "kind": "resource",
        "deployment_id": "1",
        "sub": sub,
        "roles": Roles(instructor=False, learner=True, administrator=False, raw=()),
        "context": Context("course", "ECO", "Groupe A"),
        "resource_link": ResourceLink("link", None, None),
        "target_link_uri": None,
        "custom": {},
        "locale": "fr-FR",
        "name": "Amina Diallo",
        "grading": Grading("https://lms.example/line/1", None, ("score", "lineitem")),
        "members_url": None,
        "deep_linking": None,
        "return_url": None,
        "document_target": "iframe",
        "for_user": None,
        "family": "generic",
        **changes,
    }
    return Launch(**given)


def right_fields(question: dict[str, object]) -> dict[str, list[str]]:
    """The engine's own plans, as the form's fields."""
    size = len(question["passengers"])  # type: ignore[arg-type]  # a list
    nobody = {"pairs": [-1] * size, "kilometres": [-1] * size}
    solution = play.mark("fill-the-cars", question, None, nobody).solution
    return fields_of({part: solution[part]["plan"] for part in nobody})  # type: ignore[call-overload,index]


def fields_of(plans: dict[str, list[int]]) -> dict[str, list[str]]:
    """Plans as the form's fields."""
    return {
        f"{part}-{passenger}": [str(driver) if driver >= 0 else ""]
        for part, plan in plans.items()
        for passenger, driver in enumerate(plan)
    }

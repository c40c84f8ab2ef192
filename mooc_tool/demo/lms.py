"""The demonstration platform put together: what it is, apart from how it is reached."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mooc_tool.demo.state.consumers import Consumers
from mooc_tool.demo.state.courses import Activity, Course, Courses
from mooc_tool.demo.state.faults import Faults
from mooc_tool.demo.state.gradebook import Gradebook
from mooc_tool.demo.state.invites import Invites
from mooc_tool.demo.state.keys import Keys, SigningKey
from mooc_tool.demo.state.launches import Launches
from mooc_tool.demo.state.line_items import LineItems
from mooc_tool.demo.state.notice_handlers import NoticeHandlers
from mooc_tool.demo.state.people import CAST, People, made_up_learners
from mooc_tool.demo.state.service_log import ServiceLog
from mooc_tool.demo.state.settings import Settings, read_settings, write_settings
from mooc_tool.demo.state.store import Store
from mooc_tool.demo.state.tokens import Tokens
from mooc_tool.demo.state.tool_keys import Fetch, Post, ToolKeys, fetch_json, post_json
from mooc_tool.demo.state.tools import Tools

COURSE_TITLE = "Économie collaborative"
COURSE_LABEL = "ECOCO"


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Lms:
    """A platform at ``address`` (its issuer; no slash at the end). ``path`` None keeps everything in memory.

    ``fetch`` gets the tools' key sets, ``post`` tells them of things; ``now`` is its clock.
    Raises SettingsError for a foreign file.
    """

    def __init__(
        self,
        address: str,
        path: Path | None = None,
        *,
        fetch: Fetch = fetch_json,
        post: Post = post_json,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.address = address.rstrip("/")
        self.now = now
        self.post = post
        self.store = Store(path)
        self.people = People(self.store)
        self.courses = Courses(self.store)
        self.tools = Tools(self.store)
        self.keys = Keys(self.store)
        self.tool_keys = ToolKeys(fetch)
        self.tokens = Tokens(self.store, self.tools, self.tool_keys)
        self.line_items = LineItems(self.store)
        self.gradebook = Gradebook(self.store, self.people)
        self.launches = Launches(self.store)
        self.invites = Invites(self.store)
        self.notice_handlers = NoticeHandlers(self.store)
        self.consumers = Consumers()
        self.log = ServiceLog(self.store)
        self.faults = Faults()
        self._furnish()

    def _furnish(self) -> None:
        """A new platform gets its people and one course."""
        with self.store.together():
            if self.courses.all():
                return
            for person in CAST:
                self.people.add(person)
            course = self.courses.create(COURSE_LABEL, COURSE_TITLE)
            self.people.enrol(course.course_id, [person.user_id for person in CAST])

    @property
    def settings(self) -> Settings:
        """How the platform behaves at present."""
        return read_settings(self.store)

    def set(self, **changes: object) -> Settings:
        """Change settings: ``lms.set(storage="silent")``. Raises ValueError or TypeError for what is none."""
        changed = replace(self.settings, **changes)  # type: ignore[arg-type]  # Settings checks its values
        write_settings(self.store, changed)
        return changed

    def rotate_keys(self) -> SigningKey:
        """Sign with a new key from now on; the two before stay published."""
        return self.keys.rotate(self.now())

    def enrol_many(self, count: int, course_id: int = 1) -> list[str]:
        """Enrol made-up learners, for tests of size; their user ids."""
        learners = made_up_learners(count)
        with self.store.together():
            for person in learners:
                self.people.add(person)
            self.people.enrol(course_id, [person.user_id for person in learners])
        return [person.user_id for person in learners]

    def duplicate(self, course_id: int, title: str) -> Course:
        """Copy a course: new activities and line items with new ids, the same custom parameters, no grades.

        Raises LookupError if there is no such course.
        """
        with self.store.together():
            origin = self.courses.find(course_id)
            if origin is None:
                raise LookupError(course_id)
            course = self.courses.create(origin.label, title, copied_from=course_id)
            members = self.people.members(course_id)
            self.people.enrol(course.course_id, [member.person.user_id for member in members])
            copies = self._copy_activities(self.courses.activities(course_id), course.course_id)
            for item in self.line_items.of_course(course_id):
                activity_id = None if item.activity_id is None else copies[item.activity_id]
                self.line_items.create(replace(item, course_id=course.course_id, activity_id=activity_id))
        return course

    def _copy_activities(self, activities: Iterable[Activity], course_id: int) -> dict[int, int]:
        copies = {}
        for one in activities:
            copy = self.courses.add_activity(
                course_id, one.client_id, one.title, one.url,
                text=one.text, custom=one.custom, copied_from=one.activity_id,
            )  # fmt: skip
            copies[one.activity_id] = copy.activity_id
        return copies

    def close(self) -> None:
        """Let go of the state file."""
        self.store.close()

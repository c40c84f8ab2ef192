"""What the roles of a launch or of a roster allow in the course.

A role is a URI of the LIS vocabulary: ``.../v2/<scope>#<Role>`` or ``.../v2/<scope>/<Role>#<Sub-role>``
(LTI core 1.3, appendix A). Only the scope ``membership`` speaks of the course, and what counts is the role,
never the name of a sub-role alone: ``membership/Learner#Instructor`` is a learner, and so is a professor who
takes the course (``institution/person#Instructor``).
"""

from collections.abc import Iterable
from dataclasses import dataclass

_VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2/"
_IN_COURSE = "membership"

# The sub-roles of Instructor that teach; graders and teaching assistants assist.
_TEACHING = frozenset(
    {"ExternalInstructor", "GuestInstructor", "Lecturer", "PrimaryInstructor", "SecondaryInstructor"}
)


@dataclass(frozen=True)
class Roles:
    """Rights in the course; all false for somebody passing by. ``raw`` is what the platform said."""

    instructor: bool
    learner: bool
    administrator: bool
    raw: tuple[str, ...]


def read_roles(raw: Iterable[str], *, administrators_teach: bool = False) -> Roles:
    """Read role URIs or short names (``Instructor``); unknown ones give nothing.

    ``administrators_teach``: on this platform the course's ``Administrator`` is who runs the course.
    """
    said = tuple(raw)
    held = {role for role in map(_course_role, said) if role}
    administrator = "Administrator" in held
    teaches = "Instructor" in held or (administrators_teach and administrator)
    return Roles(teaches, "Learner" in held, administrator, said)


def _course_role(said: str) -> str | None:
    """The role in the course that a URI gives, if any."""
    if said.isalpha():
        return said
    if not said.startswith(_VOCABULARY):
        return None
    path, _, name = said.removeprefix(_VOCABULARY).partition("#")
    scope, _, parent = path.partition("/")
    if scope != _IN_COURSE:
        return None
    if parent == "Instructor":
        return "Instructor" if name in _TEACHING else None
    return parent or name

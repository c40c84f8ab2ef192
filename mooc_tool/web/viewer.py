"""What every page knows of its reader and of the installation."""

from dataclasses import dataclass

from flask import Flask, g

from mooc_tool.errors import Refused
from mooc_tool.records import Role
from mooc_tool.web import current, tickets


@dataclass(frozen=True)
class Viewer:
    """The reader of a page inside a session."""

    name: str | None
    role: str
    course_title: str

    @property
    def is_instructor(self) -> bool:
        """Whether this is somebody who teaches the course."""
        return self.role == Role.INSTRUCTOR.value


def require_instructor() -> None:
    """Refuse everybody else (a ``before_request`` of the teachers' pages)."""
    if tickets.session().role is not Role.INSTRUCTOR:
        raise Refused("instructors-only")


def install(app: Flask) -> None:
    """Give templates ``viewer``, ``frame``, ``institution`` and ``contact``."""

    @app.context_processor
    def _viewer() -> dict[str, object]:
        settings = current.tool().settings
        session = g.get("session")
        viewer = Viewer(session.name, session.role.value, session.course_title) if session else None
        return {
            "viewer": viewer,
            "frame": session.document_target if session else "window",
            "institution": settings.institution,
            "contact": settings.contact,
        }

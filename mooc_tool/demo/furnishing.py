"""Puts the course's content into the demonstration LMS, as an instructor would by deep linking."""

from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.packs.model import Pack
from mooc_tool.services import library
from mooc_tool.services.tool import Tool

LANGUAGE = "fr"
_MAXIMUM = 100.0


def furnish(lms: Lms, tool: Tool) -> None:
    """Add the whole course and each exercise, each with its column; an LMS in use is left alone."""
    course = lms.courses.all()[0]
    if lms.courses.activities(course.course_id):
        return
    with tool.database.reading() as db:
        pack = tool.library.get(db, library.newest_shipped(db).revision_id).pack
    client_id = lms.tools.all()[0].client_id
    url = tool.address("/lti/launch")
    contents = {"course": pack.titles[LANGUAGE]} | {
        f"exercise/{slug}": pack.exercises[slug].titles[LANGUAGE] for slug in _placed(pack)
    }
    for content, title in contents.items():
        activity = lms.courses.add_activity(
            course.course_id, client_id, title, url, custom={"content": content}
        )
        lms.line_items.create(
            LineItem(
                course.course_id,
                client_id,
                title,
                _MAXIMUM,
                resource_id=content,
                activity_id=activity.activity_id,
            )
        )


def _placed(pack: Pack) -> list[str]:
    return list(dict.fromkeys(slug for unit in pack.units() for slug in unit.exercises))

"""Makes the tool and the demonstration LMS ready for one another, as people would by hand."""

from datetime import UTC, datetime

from mooc_tool.demo.addresses import Facts
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.courses import Activity
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.packs.model import Pack
from mooc_tool.records import PlatformState
from mooc_tool.services import library, registering
from mooc_tool.services.registering import Registration
from mooc_tool.services.tool import Tool

LANGUAGE = "fr"
_MAXIMUM = 100.0


def introduce(tool: Tool, lms: Facts) -> None:
    """Let the tool know the LMS, as an administrator would by pasting its addresses."""
    registration = Registration(
        issuer=lms.issuer,
        client_id=lms.client_id,
        auth_url=lms.auth_url,
        token_url=lms.token_url,
        keyset_url=lms.keyset_url,
        name="Demonstration LMS",
        deployment=lms.deployment_id,
        reviews=True,
    )
    with tool.database.writing() as db:
        registering.add(db, registration, PlatformState.ACTIVE, datetime.now(UTC))


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
        f"exercise/{slug}": pack.exercises[slug].titles[LANGUAGE] for slug in _exercises(pack)
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


def placed(lms: Lms, content: str) -> Activity:
    """The activity of the first course that opens ``content`` ("course", "exercise/<slug>")."""
    return next(one for one in lms.courses.activities(1) if one.custom.get("content") == content)


def _exercises(pack: Pack) -> list[str]:
    return list(dict.fromkeys(slug for unit in pack.units() for slug in unit.exercises))

"""Where the platform's services are: one place for every address that a tool is told."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.tools import Tool


@dataclass(frozen=True)
class Facts:
    """What a tool must know to be registered by hand."""

    issuer: str
    client_id: str
    deployment_id: str
    auth_url: str
    token_url: str
    keyset_url: str

    def as_dict(self) -> dict[str, str]:
        """The same as JSON-able data."""
        return asdict(self)


def facts(lms: Lms, tool: Tool) -> Facts:
    """What that tool must know of the platform."""
    return Facts(
        issuer=lms.address,
        client_id=tool.client_id,
        deployment_id=tool.deployment_id,
        auth_url=f"{lms.address}/auth",
        token_url=token_url(lms),
        keyset_url=f"{lms.address}/jwks",
    )


def token_url(lms: Lms) -> str:
    """The token endpoint, which client assertions name as audience."""
    return f"{lms.address}/token"


def line_items_url(lms: Lms, course_id: int) -> str:
    """The container of a course's line items."""
    return f"{_course(lms, course_id)}/line-items{_query(lms)}"


def line_item_url(lms: Lms, item: LineItem) -> str:
    """One line item."""
    return f"{_course(lms, item.course_id)}/line-items/{item.line_item_id}{_query(lms)}"


def results_url(lms: Lms, item: LineItem, user_id: str) -> str:
    """The result of one learner; ``/results`` comes before any query."""
    path = f"{_course(lms, item.course_id)}/line-items/{item.line_item_id}/results"
    parameters = {**({"tenant": "7"} if lms.settings.query else {}), "user_id": user_id}
    return f"{path}?{urlencode(parameters)}"


def members_url(lms: Lms, course_id: int) -> str:
    """The roster of a course."""
    return f"{_course(lms, course_id)}/members{_query(lms)}"


def notice_handlers_url(lms: Lms) -> str:
    """Where tools ask to be told of things."""
    return f"{lms.address}/lti/notice-handlers"


def _course(lms: Lms, course_id: int) -> str:
    return f"{lms.address}/lti/courses/{course_id}"


def _query(lms: Lms) -> str:
    return "?tenant=7" if lms.settings.query else ""

"""Deep linking 2.0: what a platform asks an instructor to choose, and the choice, signed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pylti1p3.deep_link import DeepLink, TDeepLinkData
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem

from mooc_tool.errors import LaunchError, Unreadable
from mooc_tool.lti.claims import DEEP_LINKING, Claims
from mooc_tool.lti.keys import ToolKey
from mooc_tool.lti.lines import REVIEWABLE, LineSpec, whole
from mooc_tool.lti.platform import Platform
from mooc_tool.lti.tool_conf import PlatformRegistration

_LINK = "ltiResourceLink"
_LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class DeepLinkingSettings:
    """What the platform takes back.

    ``accept_line_item`` is None where the platform says nothing: it may accept them (section 4.4.1).
    ``data`` is the platform's own and is sent back as it came; any JSON, None if there was none.
    """

    return_url: str
    accept_multiple: bool = False
    accept_line_item: bool | None = None
    targets: tuple[str, ...] = ()
    title: str | None = None
    text: str | None = None
    data: object = None


@dataclass(frozen=True)
class Item:
    """One thing chosen: a link into the tool; ``custom`` identifies the content, ``line`` its column."""

    title: str
    url: str
    text: str | None = None
    custom: dict[str, str] = field(default_factory=dict)
    line: LineSpec | None = None


def read_settings(settings: Claims) -> DeepLinkingSettings:
    """Read the claim ``deep_linking_settings``.

    :raises LaunchError: ``deep-linking-return-missing``; ``deep-linking-unsupported`` if it takes no links
    """
    return_url = settings.url("deep_link_return_url")
    if return_url is None:
        raise LaunchError("deep-linking-return-missing")
    if _LINK not in settings.identifiers("accept_types"):
        raise LaunchError("deep-linking-unsupported")
    return DeepLinkingSettings(
        return_url,
        accept_multiple=settings.flag("accept_multiple") or False,
        accept_line_item=settings.flag("accept_lineitem"),
        targets=settings.identifiers("accept_presentation_document_targets"),
        title=settings.words("title"),
        text=settings.words("text", 2000),
        data=settings.raw("data"),
    )


def response_token(
    settings: DeepLinkingSettings,
    items: Sequence[Item],
    platform: Platform,
    key: ToolKey,
    deployment_id: str,
    now: datetime,
    message: str | None = None,
) -> str:
    """The signed answer, for the field ``JWT`` of a form posted to ``settings.return_url``.

    No items at all is how the instructor cancels; ``message`` is shown by the platform.

    :raises Unreadable: ``one-item-only``
    """
    if len(items) > 1 and not settings.accept_multiple:
        raise Unreadable("one-item-only", chosen=len(items))
    registration = PlatformRegistration(platform, key)
    response = _Response(registration, deployment_id, settings, now, message)
    return response.get_response_jwt([_resource(item, settings) for item in items])


class _Response(DeepLink):
    def __init__(
        self,
        registration: PlatformRegistration,
        deployment_id: str,
        settings: DeepLinkingSettings,
        now: datetime,
        message: str | None,
    ) -> None:
        given: TDeepLinkData = {"deep_link_return_url": settings.return_url, "data": settings.data}
        super().__init__(registration, deployment_id, given)
        self._now = now
        self._message = message

    def _generate_nonce(self) -> str:
        return secrets.token_urlsafe(32)

    def get_message_jwt(self, resources: Sequence[DeepLinkResource]) -> dict[str, object]:
        """As the library has it, but ``data`` only if the platform gave some, and our clock and words."""
        claims = super().get_message_jwt(resources)
        if claims[DEEP_LINKING + "data"] is None:
            del claims[DEEP_LINKING + "data"]
        if self._message:
            claims[DEEP_LINKING + "msg"] = self._message
        return claims | {
            "iat": int(self._now.timestamp()),
            "exp": int((self._now + _LIFE).timestamp()),
        }


class _Link(DeepLinkResource):
    """The library's resource link, with the text that it leaves out."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def to_dict(self) -> dict[str, object]:
        return super().to_dict() | ({"text": self._text} if self._text else {})


def _resource(item: Item, settings: DeepLinkingSettings) -> DeepLinkResource:
    link = _Link(item.text).set_title(item.title).set_url(item.url).set_custom_params(dict(item.custom))
    if item.line and settings.accept_line_item is not False:
        link.set_lineitem(_line_item(item.line))
    return link


def _line_item(line: LineSpec) -> LineItem:
    made = LineItem().set_label(line.label).set_score_maximum(whole(line.maximum))
    if line.resource_id:
        made.set_resource_id(line.resource_id)
    if line.reviewable:
        made.set_submission_review(list(REVIEWABLE))
    return made.set_tag(line.tag) if line.tag else made

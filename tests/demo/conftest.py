"""A platform in memory with a clock that stands still, and a paper tool registered with it."""

from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask

from mooc_tool.demo.app import create_lms
from mooc_tool.demo.browserless import Visitor, wired
from mooc_tool.demo.endpoints.current import remember
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.keys import SigningKey
from mooc_tool.demo.state.line_items import LineItem
from mooc_tool.demo.state.tools import Tool
from tests.demo.paper import LMS_URL, START, TOOL_URL, Clock, PaperTool, Services


@pytest.fixture(scope="session")
def make_key() -> Callable[[str], SigningKey]:
    made: dict[str, SigningKey] = {}

    def make(kid: str) -> SigningKey:
        if kid not in made:
            made[kid] = SigningKey(kid, generate_private_key(public_exponent=65537, key_size=2048))
        return made[kid]

    return make


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paper(make_key: Callable[[str], SigningKey], clock: Clock) -> PaperTool:
    key = make_key("paper-1")
    return PaperTool(key, clock, published=[key])


@pytest.fixture
def lms(paper: PaperTool, clock: Clock, make_key: Callable[[str], SigningKey]) -> Iterator[Lms]:
    lms = Lms(LMS_URL, fetch=paper.fetch, now=clock)
    key = make_key("lms-1")  # made once for all tests: making one takes a while
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    lms.store.insert("signing_key", kid=key.kid, pem=pem, made_at=START.isoformat(), number=1)
    yield lms
    lms.close()


@pytest.fixture
def tool(lms: Lms) -> Tool:
    return lms.tools.register(
        Tool(
            name="Paper",
            login_url=f"{TOOL_URL}/login",
            target_url=f"{TOOL_URL}/launch",
            keyset_url=f"{TOOL_URL}/keys.json",
            redirect_urls=(f"{TOOL_URL}/launch",),
            client_id="paper",
        )
    )


@pytest.fixture(scope="session")
def one_app() -> Iterator[Flask]:
    """The application, made once: its routes and templates take longer to compile than a test."""
    lms = Lms(LMS_URL)
    yield create_lms(lms, control_open=True)
    lms.close()


@pytest.fixture
def lms_app(one_app: Flask, tool: Tool, lms: Lms) -> Flask:
    """The application around ``lms``, the paper tool registered."""
    assert lms.tools.all() == [tool]
    remember(one_app.extensions, lms)
    return one_app


@pytest.fixture
def services(lms_app: Flask, paper: PaperTool) -> Services:
    return Services(wired({LMS_URL: lms_app}), paper)


@pytest.fixture
def visit(lms_app: Flask, paper: PaperTool) -> Callable[..., Visitor]:
    """Somebody with a browser."""
    apps = {LMS_URL: lms_app, TOOL_URL: paper.app()}
    return lambda user_id, **more: Visitor(LMS_URL, user_id, apps, **more)


@pytest.fixture
def line_item(lms: Lms, tool: Tool) -> LineItem:
    return lms.line_items.create(LineItem(1, tool.client_id, "Fill the cars", 100.0, tag="fill-the-cars"))

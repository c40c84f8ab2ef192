"""Open edX's own LTI code as the platform: its signer, its HTTP views, its tables, without any network."""

import html
import io
import re
import warnings
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives import serialization
from requests import Response
from requests.adapters import BaseAdapter

from mooc_tool.lti.connector import Connector
from mooc_tool.lti.http import exchange, fetch_key_set, http_session
from mooc_tool.lti.keys import PlatformKeys
from mooc_tool.lti.launch import Attempt, read
from mooc_tool.lti.login import read_login, start
from mooc_tool.lti.platform import Platform

LMS = "https://lms.test"
TOOL = "https://tool.test"
LAUNCH_URL = f"{TOOL}/lti/launch"
BLOCK = "block-v1:FUN+ECO+2026+type@lti_consumer+block@e03"


class Edx:
    """Django and Open edX's application, set up once: in memory, with a course block of our making."""

    def __init__(self):
        settings = import_module("django.conf").settings
        settings.configure(
            USE_TZ=True,
            SECRET_KEY="x",
            PLATFORM_NAME="FUN",
            LTI_BASE=LMS,
            LTI_API_BASE=LMS,
            ALLOWED_HOSTS=["*"],
            LOGGING_CONFIG=None,
            DEFAULT_AUTO_FIELD="django.db.models.AutoField",
            USAGE_ID_PATTERN=r"(?P<usage_id>(?:i4x://?[^/]+/[^/]+/[^/]+/[^@]+(?:@[^/]+)?)|(?:[^/]+))",
            CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
            TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
            INSTALLED_APPS=[
                "django.contrib.contenttypes",
                "django.contrib.auth",
                "django.contrib.sessions",
                "rest_framework",
                "django_filters",
                "lti_consumer",
            ],
        )
        import_module("django").setup()
        urls = import_module("django.urls")
        views = urls.include("lti_consumer.plugin.urls")
        settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [urls.path("api/", views)]})
        import_module("django.core.management").call_command("migrate", verbosity=0)
        self.client = import_module("django.test").Client(HTTP_HOST="lms.test")
        self.models = import_module("lti_consumer.models")
        self.data = import_module("lti_consumer.data")
        self.consumer = import_module("lti_consumer.lti_1p3.consumer")
        self.compat = import_module("lti_consumer.plugin.compat")


@pytest.fixture(scope="session")
def edx():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Open edX's dependencies, while they are imported and migrated
        return Edx()


@pytest.fixture(scope="session")
def passport(edx, key):
    """The platform's key pair and the tool's public key; made once, as it takes a second."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    pem = key.private.public_key().public_bytes(serialization.Encoding.PEM, form).decode()
    made = edx.models.Lti1p3Passport.objects.create(lti_1p3_tool_public_key=pem)
    assert made.lti_1p3_public_jwk
    return made


class Bridge(BaseAdapter):
    """Carries the tool's requests to Django's test client."""

    def __init__(self, client):
        super().__init__()
        self.client = client

    def send(self, request, **_how):
        parts = urlsplit(request.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {name: value for name, value in request.headers.items() if name != "Content-Type"}
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        kind = request.headers.get("Content-Type", "")
        said = self.client.generic(request.method, path, body, kind, headers=headers, secure=True)
        response = Response()
        response.status_code, response.url, response.request = said.status_code, request.url, request
        response.headers.update(said.headers)
        response.raw = io.BytesIO(said.content)
        return response

    def close(self):
        pass


class Block:
    """One LTI block in an Open edX course: its configuration, and the gradebook behind it."""

    def __init__(self, edx, key, passport, location=BLOCK):
        self.configuration = edx.models.LtiConfiguration.objects.create(
            version="lti_1p3",
            config_store="CONFIG_ON_DB",
            location=location,
            lti_1p3_passport=passport,
            lti_1p3_oidc_url=f"{TOOL}/lti/login",
            lti_1p3_launch_url=LAUNCH_URL,
            lti_1p3_redirect_uris=[LAUNCH_URL],
            lti_advantage_ags_mode="programmatic",
            lti_advantage_enable_nrps=True,
        )
        api = f"{LMS}/api/lti_consumer/v1"
        self.platform = Platform(
            1,
            LMS,
            self.configuration.lti_1p3_client_id,
            f"{api}/launch/",
            f"{api}/token/{passport.passport_id}",
            f"{api}/public_keysets/{passport.passport_id}",
            family="openedx",
        )
        self.lines = f"{api}/lti/{self.configuration.id}/lti-ags"
        self.edx = edx
        self.http = http_session(allow_private=False)
        self.http.mount(LMS, Bridge(edx.client))
        self.tokens = {}
        self.key = key
        self.published = []

    def connector(self):
        def renew(name, _now, fetch):
            self.tokens[name] = fetch()
            return self.tokens[name]

        store = SimpleNamespace(
            get=self.tokens.get, renew=renew, drop=lambda name, _token: self.tokens.pop(name, None)
        )
        return Connector(self.platform, lambda: self.key, store, self.http, datetime.now(UTC))

    def keys(self):
        return PlatformKeys(lambda url: fetch_key_set(self.http, url))

    def login(self, consumer=None, **changed):
        """From the address to which Open edX sends the browser first to what our login makes of it."""
        data = {
            "user_id": 7,
            "external_user_id": "6f2c",
            "user_role": "student",
            "config_id": self.configuration.config_id,
            "resource_link_id": BLOCK,
            "message_type": "LtiResourceLinkRequest",
            "context_id": "course-v1:FUN+ECO+2026",
            "context_type": ["course_offering"],
            "context_title": "ECO",
            "context_label": "eco",
        }
        launch_data = self.edx.data.Lti1p3LaunchData(**(data | changed))
        consumer = consumer or self.configuration.get_lti_consumer()
        query = dict(parse_qsl(urlsplit(consumer.prepare_preflight_url(launch_data)).query))
        request = read_login(query)
        started = start(request, self.platform, LAUNCH_URL)
        attempt = Attempt(started.state, started.nonce, self.platform, LAUNCH_URL, request.deployment_id)
        return SimpleNamespace(request=request, url=started.url, attempt=attempt)

    def answer(self, login):
        """The form that Open edX's own gate lets the browser post to us."""
        page = exchange(self.http, "GET", login.url)
        assert page.status == 200, page.words()
        inputs = re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page.body.decode(), re.DOTALL)
        return {html.unescape(name): html.unescape(value) for name, value in inputs}

    def read(self, form, login):
        return read(form, login.attempt, self.keys(), datetime.now(UTC))

    def load(self, _location):
        """What Open edX loads to write into its gradebook."""
        return SimpleNamespace(
            has_score=True,
            scope_ids=SimpleNamespace(usage_id=BLOCK),
            is_past_due=lambda: False,
            accept_grades_past_due=True,
            max_score=lambda: 1,
            set_user_module_score=lambda user, score, _most, comment: self.published.append(
                (user, score, comment)
            ),
        )


@pytest.fixture
def block(edx, key, passport, monkeypatch):
    made = Block(edx, key, passport)
    monkeypatch.setattr(edx.compat, "load_block_as_user", made.load)
    monkeypatch.setattr(edx.compat, "get_user_from_external_user_id", lambda user: user)
    with made.http:
        yield made
    made.configuration.delete()

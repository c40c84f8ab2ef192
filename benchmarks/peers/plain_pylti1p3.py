"""A tool as PyLTI1p3's documentation shows it: Flask, a cache for launch data, the score sent in the request.

``benchmarks/flow.py`` serves it: python plain_pylti1p3.py PORT, with PEER_FACTS (a JSON file) and PEER_KEY
(PEM) in the environment.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, jsonify, render_template_string, request
from granian import Granian
from granian.constants import Interfaces
from pylti1p3.contrib.flask import FlaskCacheDataStorage, FlaskMessageLaunch, FlaskOIDCLogin, FlaskRequest
from pylti1p3.grade import Grade
from pylti1p3.tool_config import ToolConfDict

PAGE = """<!doctype html><title>Exercise</title><h1>{{ title }}</h1>
<form method="post" action="/answer/{{ launch_id }}">
{% for n in range(16) %}<label>P{{ n }} <select name="p{{ n }}"><option>1<option>2</select></label>
{% endfor %}
<button>Answer</button></form>"""


class Cache:
    """The part of Flask-Caching that the library uses, without its limit of 500 entries."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        return self._kept.get(key)

    def set(self, key: str, value: Any, _life: int | None = None) -> None:
        self._kept[key] = value


def create() -> Flask:
    """The peer as a WSGI application."""
    app = Flask(__name__)
    facts = json.loads(Path(os.environ["PEER_FACTS"]).read_text())
    conf = _configuration(facts)
    storage = FlaskCacheDataStorage(Cache())

    @app.route("/lti/login", methods=["GET", "POST"])
    def login() -> Any:
        oidc = FlaskOIDCLogin(FlaskRequest(), conf, launch_data_storage=storage)
        return oidc.redirect(request.values["target_link_uri"])

    @app.post("/lti/launch")
    def launch() -> Any:
        launch = FlaskMessageLaunch(FlaskRequest(), conf, launch_data_storage=storage)
        data = launch.get_launch_data()
        title = data["https://purl.imsglobal.org/spec/lti/claim/resource_link"].get("title")
        return render_template_string(PAGE, title=title, launch_id=launch.get_launch_id())

    @app.post("/answer/<launch_id>")
    def answer(launch_id: str) -> Any:
        launch = FlaskMessageLaunch.from_cache(launch_id, FlaskRequest(), conf, launch_data_storage=storage)
        grade = Grade()
        grade.set_score_given(64).set_score_maximum(100).set_timestamp(datetime.now(UTC).isoformat())
        grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        grade.set_user_id(launch.get_launch_data()["sub"])
        launch.get_ags().put_grade(grade)
        return "64 / 100"

    @app.get("/lti/keys.json")
    def keys() -> Any:
        return jsonify(conf.get_jwks())

    @app.get("/health")
    def health() -> Any:
        return "ok"

    return app


def _configuration(facts: dict[str, str]) -> ToolConfDict:
    key = Path(os.environ["PEER_KEY"])
    conf = ToolConfDict(
        {
            facts["issuer"]: {
                "client_id": facts["client_id"],
                "auth_login_url": facts["auth_url"],
                "auth_token_url": facts["token_url"],
                "key_set_url": facts["keyset_url"],
                "deployment_ids": [facts["deployment_id"]],
            }
        }
    )
    conf.set_private_key(facts["issuer"], key.read_text())
    conf.set_public_key(facts["issuer"], key.with_suffix(".pub").read_text())
    return conf


if __name__ == "__main__":
    Granian(
        "plain_pylti1p3:create",
        factory=True,
        interface=Interfaces.WSGI,
        port=int(sys.argv[1]),
        blocking_threads=4,
        log_enabled=False,
    ).serve()

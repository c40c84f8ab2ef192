"""Puts the parts together, nothing else."""

import gc
import os

from flask import Flask

from mooc_tool import paths
from mooc_tool.config import Settings
from mooc_tool.services import logs
from mooc_tool.services.bell import RedisBell
from mooc_tool.services.tool import Tool
from mooc_tool.web import (
    admin,
    badges,
    bell,
    certify,
    compression,
    current,
    failures,
    formats,
    fragment,
    headers,
    language,
    launch,
    learn,
    legacy,
    notices,
    paper,
    printing,
    public,
    register,
    studio,
    teach,
    templating,
    tickets,
    training,
    viewer,
    workbench,
)

_COLLECT_AFTER = 10_000  # objects: a page makes some thousands, nearly all of which go by themselves
MOST_BYTES = 1_000_000
"""The largest form that is read: a unit's text is 10 KB."""


def create_app(tool: Tool) -> Flask:
    """The tool as a WSGI application."""
    app = Flask("mooc_tool", template_folder=str(paths.templates()), static_folder=str(paths.static()))
    templating.install(app)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_defaults(tickets.carry_token)
    current.install(app, tool)
    for part in (failures, formats, language, fragment, headers, viewer, compression, paper):
        part.install(app)
    bell.install(app, RedisBell(tool.settings.redis) if tool.settings.redis else None)
    for room in (
        public,
        badges,
        launch,
        legacy,
        notices,
        register,
        learn,
        training,
        workbench,
        printing,
        certify,
        teach,
        studio,
        admin,
    ):
        app.register_blueprint(room.blueprint)
    return app


def from_environment() -> Flask:
    """The application of a server process, as the environment sets it."""
    settings = Settings.read(os.environ)
    logs.start(settings.log_level)
    tool = Tool.open(settings)
    tool.require_current()
    app = create_app(tool)
    _leave_start_up_alone()
    return app


def _leave_start_up_alone() -> None:
    """What was made at start stays for good: the collector need not walk it again in every request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)

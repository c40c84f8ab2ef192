"""Cutting the connection, for tests that ask for it."""

import socket
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_CUT = "mooc_tool.demo.cut"
IN_PROCESS = "mooc_tool.demo.in_process"
"""Set by a client without a socket: it gets an OSError instead, at once."""


def cut_connection(*, after: float = 0.0) -> None:
    """The present request gets no answer: its connection is cut after so many seconds."""
    request.environ[_CUT] = after


class Cutting:
    """WSGI middleware that cuts the connections it was asked to cut."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = self._app(environ, start_response)
        after = environ.get(_CUT)
        if after is None:
            return body
        close = getattr(body, "close", None)
        if close:
            close()
        if environ.get(IN_PROCESS):
            raise TimeoutError if after else ConnectionResetError
        time.sleep(after)
        connection = environ.get("werkzeug.socket")
        if isinstance(connection, socket.socket):
            connection.shutdown(socket.SHUT_RDWR)
        return []

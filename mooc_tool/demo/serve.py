"""Serving the platform over HTTP on this machine."""

import errno
import socket
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from mooc_tool.demo.addresses import Facts, facts
from mooc_tool.demo.app import create_lms
from mooc_tool.demo.lms import Lms
from mooc_tool.demo.state.store import closed_on_failure
from mooc_tool.demo.state.tools import Tool
from mooc_tool.errors import SettingsError


@dataclass(frozen=True)
class ToolAddress:
    """Where a tool is, to register it by hand. ``client_id`` stays the same from start to start."""

    name: str
    login_url: str
    launch_url: str
    keyset_url: str
    deep_link_url: str = ""
    client_id: str = "mooc-tool"

    def tool(self) -> Tool:
        """The registration."""
        return Tool(
            name=self.name,
            login_url=self.login_url,
            target_url=self.launch_url,
            keyset_url=self.keyset_url,
            redirect_urls=tuple(dict.fromkeys(url for url in (self.launch_url, self.deep_link_url) if url)),
            deep_link_url=self.deep_link_url,
            client_id=self.client_id,
        )


class _Handler(WSGIRequestHandler):
    """Keeps connections open, answers at once, and writes no line for each request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


class Server:
    """A platform on a socket: bound when made, answering between ``start`` and ``stop``.

    Raises SettingsError for a port or a state that cannot be used.
    """

    def __init__(
        self,
        host: str,
        port: int,
        state_path: Path | None = None,
        tool: ToolAddress | None = None,
        *,
        control_open: bool = False,
    ) -> None:
        self._http = _bound(host, port)
        with closed_on_failure(self._http.socket):
            self.lms = Lms(f"http://{host}:{self._http.server_address[1]}", state_path)
        self._http.app = create_lms(self.lms, control_open=control_open)
        self.facts: Facts | None = facts(self.lms, self.lms.tools.register(tool.tool())) if tool else None
        self._thread: Thread | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return self.lms.address

    def start(self) -> "Server":
        """Answer from a thread of its own."""
        self._thread = Thread(target=self.serve, name="demo-lms", daemon=True)
        self._thread.start()
        return self

    def serve(self) -> None:
        """Answer until stopped."""
        self._http.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """Close the socket and the state."""
        if self._thread:
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()
        self.lms.close()

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def serve_lms(
    host: str,
    port: int,
    state_path: Path | None,
    tool: ToolAddress | None = None,
    *,
    control_open: bool = False,
) -> None:
    """Serve until interrupted. Raises SettingsError for a port or a state that cannot be used."""
    server = Server(host, port, state_path, tool, control_open=control_open)
    try:
        server.serve()
    finally:
        server.stop()


def _bound(host: str, port: int) -> BaseWSGIServer:
    try:
        listening = socket.create_server((host, port), backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError("port-taken", f"Port {port} is in use: choose another.") from error
        raise SettingsError("port-unusable", f"Port {port} of {host} cannot be used: {error}.") from error
    with listening:  # the server works on a copy of the descriptor
        return make_server(
            host, port, _nothing_yet, threaded=True, request_handler=_Handler, fd=listening.fileno()
        )


def _nothing_yet(_environ: object, _start_response: object) -> list[bytes]:
    return []

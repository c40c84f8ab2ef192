"""What must never happen on any page, whatever a test is about."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

_ASKED_FOR = {"document", "fetch"}  # error pages and forms sent back with their faults: tests ask for them


@dataclass
class Watch:
    """Collects what browsers complain about: console, scripts, requests to others, broken parts of pages."""

    origins: tuple[str, ...]
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of ``context``."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium writes a line for every answer over 399; those are judged below
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*self.origins, "data:", "about:", "blob:")):
            self.complaints.append(f"request to another origin: {request.url}")

    def _response(self, response: Response) -> None:
        wrong_part = response.status >= 400 and response.request.resource_type not in _ASKED_FOR
        if wrong_part or response.status >= 500:
            self.complaints.append(f"{response.status} for {response.url}")

"""People with a browser: how they come in, and how they do the exercise."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from mooc_tool.services.tool import Tool
from tests.browser.demonstration import Demonstration
from tests.flows.playing import newest_attempt, right_fields

SEND = "form[data-frag] button"
MOST_RELOADS = 100


@dataclass
class Someone:
    """A person of the LMS, signed in there."""

    demonstration: Demonstration
    context: BrowserContext
    page: Page

    def in_frame(self, activity_id: int) -> FrameLocator:
        """Open an activity where the LMS shows it: in its frame."""
        self.page.goto(f"{self.demonstration.lms_url}/activities/{activity_id}")
        return self.tool_frame()

    def tool_frame(self) -> FrameLocator:
        """The tool in the page of the LMS."""
        return self.page.frame_locator("iframe.tool")

    def in_window(self, activity_id: int) -> str:
        """Open an activity in a window of its own; the address of the session's pages."""
        self.page.goto(f"{self.demonstration.lms_url}/activities/{activity_id}/launch?target=window")
        return self.session()

    def session(self) -> str:
        """The address that the session's pages begin with."""
        self.page.wait_for_url(f"{self.demonstration.tool_url}/s/**")
        return "/".join(self.page.url.split("/")[:5])


def reload_until_seen(page: Page, wanted: Locator) -> None:
    """Load the page again until something is on it that another process brings about."""
    for _ in range(MOST_RELOADS):
        if wanted.count():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"never on the page: {wanted}")


def predict(place: Page | FrameLocator, number: str = "6") -> None:
    """From the exercise's page to the form for the answer: the first try is open, another one is begun."""
    again = place.locator("form[action$='/attempts'] button")
    again.or_(place.locator("#prediction")).wait_for()
    if again.count():
        again.click()
    place.locator("#prediction").fill(number)
    place.locator(SEND).click()
    expect(place.locator("[data-plan]")).to_have_count(2)


def fill(place: Page | FrameLocator, tool: Tool, *, most: int | None = None) -> None:
    """Choose the engine's own plans in the form (the first ``most`` passengers' only)."""
    for field, driver in list(right_fields(newest_attempt(tool)).items())[:most]:
        place.locator(f"#{field}").select_option(driver)


def answer_rightly(place: Page | FrameLocator, tool: Tool) -> None:
    """Do the whole exercise, from its page to full marks."""
    predict(place)
    fill(place, tool)
    place.locator(SEND).click()
    expect(place.locator(".result-score")).to_contain_text("100")

"""A page by its keys alone."""

from playwright.sync_api import Page, expect

MOST_STEPS = 120


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    wanted = page.locator(selector)
    for _ in range(MOST_STEPS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def choose(page: Page, field: str, value: str) -> None:
    """Choose in a list that has the focus, with the arrows."""
    index = page.locator(f"#{field} option").evaluate_all(
        "(options, value) => options.findIndex((option) => option.value === value)", value
    )
    for _ in range(index):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"#{field}")).to_have_value(value)


def give(page: Page, field: str, value: str) -> None:
    """Fill in a field, whatever it is."""
    if page.locator(f"#{field}").count() == 0:
        _pick(page, field, value)
        return
    tab_to(page, f"#{field}")
    if page.locator(f"#{field}").evaluate("(field) => field.tagName") == "SELECT":
        choose(page, field, value)
    else:
        page.keyboard.type(value)


def _pick(page: Page, field: str, value: str) -> None:
    """One of some radio buttons: Tab comes to the first, the arrows to the others."""
    options = page.locator(f"input[name='{field}']").evaluate_all("(all) => all.map((one) => one.value)")
    tab_to(page, f"#{field}-{options[0]}")
    page.keyboard.press("Space")
    for _ in range(options.index(value)):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"#{field}-{value}")).to_be_checked()

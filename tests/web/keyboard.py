"""Moving about by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_STEPS = 80


def press(page: Page, key: str) -> None:
    """Press a key once the page listens to keys: its words are there before its scripts."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus. Fails when it can't be reached so."""
    target = page.locator(selector).first
    for _ in range(MOST_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} can't be reached by Tab")

"""Pictures of the pages of the running system: `screenshots.py [FOLDER] [--all]`.

Each page wide and light, and narrow and dark; with `--all` also the other way round. The model
must have been trained.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cli.system import System, running_system
from receivables.settings import settings
from receivables.store.database import make_engine
from tests.web.scene import CARMEN, MARIA, Scene, set_scene
from tests.web.serving import CHROMIUM_ARGUMENTS

SIZES = {"wide": (1180, 800), "narrow": (360, 740)}
LOOKS = [("wide", "light"), ("narrow", "dark")]
OTHER_LOOKS = [("wide", "dark"), ("narrow", "light")]
TEXTS = ("why is my bill so high?", "3/22/79, 44107", "can I pay 50 a month?")
SLOW = 60_000


def main(folder: Path, looks: list[tuple[str, str]]) -> None:
    """Write every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("PLAINBILL_CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as state,
        running_system(Path(state)) as system,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        scene = _prepare(system, browser)
        _take_all(browser, system.web_url, scene, folder, looks)
        browser.close()


def _prepare(system: System, browser: Browser) -> Scene:
    """Let people wait for staff, and a patient have a conversation."""
    os.environ["PLAINBILL_SECRET_KEY"] = system.environment["PLAINBILL_SECRET_KEY"]
    settings.cache_clear()
    store = make_engine(f"sqlite:///{system.folder / 'plainbill.db'}")
    scene = set_scene(store, dt.datetime.now(dt.UTC), settings().secret_key, "who is this?")
    store.dispose()
    page = browser.new_page()
    page.goto(f"{system.web_url}/simulator/0")
    for text in TEXTS:
        replies = page.locator(".bubble.theirs:not(.typing)")
        before = replies.count()
        page.get_by_label("Text message").fill(text)
        page.keyboard.press("Enter")
        expect(replies.nth(before)).to_be_visible(timeout=SLOW)
        expect(page.locator(".typing")).to_have_count(0, timeout=SLOW)
    expect(page.locator(".theirs .ticks-2").last).to_be_visible(timeout=SLOW)
    page.close()
    return scene


def _take_all(
    browser: Browser, address: str, scene: Scene, folder: Path, looks: list[tuple[str, str]]
) -> None:
    context = browser.new_context()
    for name, page in _pages(context, address, scene):
        for size, scheme in looks:
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(
                path=folder / f"{name}-{size}-{scheme}.png",
                full_page=size == "narrow" and name != "simulator",
            )
    context.close()


def _pages(context: BrowserContext, address: str, scene: Scene) -> Iterator[tuple[str, Page]]:
    page = context.new_page()
    page.goto(f"{address}/simulator/0")
    yield "simulator", page
    page.goto(f"{address}/console/login")
    yield "login", page
    _log_in(page, address, scene.username, scene.password)
    yield "inbox", page
    page.goto(f"{address}/console/conversations/{scene.talks[MARIA]}")
    page.click(".visit summary >> nth=0")
    yield "conversation", page
    page.goto(f"{address}/console/conversations/{scene.talks[CARMEN]}")
    page.click("text=the account")
    page.wait_for_selector("text=To verify")
    yield "account", page
    yield from _call(page, address)
    page.goto(f"{address}/console/insurer-calls/about/1")
    yield "insurer-call", page
    page.goto(f"{address}/console/telephone")
    yield "telephone", page
    _log_in(page, address, "demo-admin", scene.password)
    for name in ("staff", "trail"):
        page.goto(f"{address}/console/{name}")
        yield name, page
    page.goto(f"{address}/p/{scene.portal_token}")
    yield "portal-question", page
    page.fill("#born", scene.portal_born)
    page.click("button")
    page.wait_for_selector(".waterfall")
    yield "portal", page
    page.goto(f"{address}/p/{scene.account_token}")
    page.fill("#born", scene.account_born)
    page.click("button")
    page.click("summary >> nth=0")
    yield "portal-account", page


def _call(page: Page, address: str) -> Iterator[tuple[str, Page]]:
    """The list of calls and what comes before one; the call itself at hours when one may call."""
    page.goto(f"{address}/console/calls")
    yield "calls", page
    whom = page.locator("a", has_text="Walter Pruitt")  # folded away while nobody may be called
    page.goto(f"{address}{whom.get_attribute('href')}")
    page.wait_for_selector("text=May I call now?")
    yield "before-a-call", page
    if page.locator("[data-key=d]").count() == 0:
        return
    page.click("[data-key=d]")
    page.wait_for_selector("#say")
    if page.locator("[data-key=y]").count():
        page.click("[data-key=s]")
        page.wait_for_selector("[data-key=s]", state="detached")
        page.click("[data-key=y]")
        page.fill("[name=date_of_birth]", "3/22/79")
        page.fill("[name=zip_code]", "44107")
        page.click("text=Compare")
    page.wait_for_selector("#facts")
    yield "call", page


def _log_in(page: Page, address: str, username: str, password: str) -> None:
    page.goto(f"{address}/console/login")
    page.fill("#username", username)
    page.fill("#password", password)
    page.click("text=Log in")
    page.wait_for_selector(".inbox")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
    main(
        Path(arguments[0]) if arguments else ROOT / "docs" / "pictures",
        LOOKS + OTHER_LOOKS if "--all" in sys.argv else LOOKS,
    )

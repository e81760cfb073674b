"""Two web processes on one store: what is done in the one is heard by pages open in the other."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from receivables.settings import ROOT, settings
from tests.integration.web.conftest import SECRET
from tests.web.scene import MARIA, Scene, set_scene

PATIENCE = 60  # seconds for a process to start, or an event to come


@contextmanager
def web_process(store: Engine) -> Iterator[str]:
    """The address of a web process of its own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    script = Path(__file__).with_name("console_web.py")
    own = {
        "PYTHONPATH": str(ROOT),
        "PLAINBILL_DATABASE_URL": store.url.render_as_string(hide_password=False),
        "PLAINBILL_SECRET_KEY": SECRET,
    }
    process = subprocess.Popen(
        [sys.executable, str(script), str(port)], cwd=ROOT, env=os.environ | own
    )
    try:
        until_it_answers(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def until_it_answers(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the web process did not start")


@pytest.fixture
def scene(store: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", SECRET)
    settings.cache_clear()
    yield set_scene(store, dt.datetime.now(dt.UTC), SECRET)
    settings.cache_clear()


@contextmanager
def logged_in(address: str, scene: Scene, username: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE) as browser:
        entry = {"username": username, "password": scene.password}
        assert browser.post("/console/login", data=entry).status_code == 303
        yield browser


def changes(stream: httpx.Response) -> Iterator[str]:
    """The lines that say that the page is out of date."""
    return (line for line in stream.iter_lines() if line == "event: changed")


def test_what_is_done_in_one_web_process_is_heard_in_the_other(store: Engine, scene: Scene) -> None:
    talk = f"/console/conversations/{scene.talks[MARIA]}"
    with ExitStack() as stack:
        here, there = (stack.enter_context(web_process(store)) for _ in range(2))
        watcher = stack.enter_context(logged_in(here, scene, "demo-supervisor"))
        actor = stack.enter_context(logged_in(there, scene, "demo-rep"))
        heard = [
            changes(stack.enter_context(watcher.stream("GET", page)))
            for page in ("/console/live", f"{talk}/live")
        ]
        for page in heard:
            next(page)  # the first, with which each stream begins
        token = actor.get(talk).text.split('name="form_token" value="')[1].split('"')[0]
        assert actor.post(f"{talk}/accept", data={"form_token": token}).status_code == 303
        for page in heard:
            assert next(page) == "event: changed"
        assert "With Dana Reyes" in watcher.get(talk).text

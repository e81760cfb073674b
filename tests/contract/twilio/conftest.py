"""An account, the local carrier over HTTP, and Prism with Twilio's description."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from receivables.settings import settings
from receivables.store import database
from telephony import carrier
from telephony.carrier.storage import carrier_engine
from telephony.settings import twilio_settings, worker_settings
from tests.contracts import TWILIO

PRISM = Path(__file__).parent / "node_modules" / ".bin" / "prism"
CACHES: tuple[Any, ...] = (
    settings,
    twilio_settings,
    worker_settings,
    database.engine,
    carrier_engine,
)
OUR_NUMBER = "+12165550100"


@pytest.fixture(autouse=True)
def _account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An account whose id has the shape that Twilio describes, and an empty carrier."""
    environment = {
        "PLAINBILL_STATE_FOLDER": str(tmp_path),
        "PLAINBILL_SECRET_KEY": "0" * 64,
        "PLAINBILL_PUBLIC_URL": "https://bills.example",
        "TWILIO_ACCOUNT_SID": "AC" + "0123456789abcdef" * 2,
        "TWILIO_AUTH_TOKEN": "token-of-the-tests",
        "TWILIO_FROM_NUMBER": OUR_NUMBER,
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for cache in CACHES:
        cache.cache_clear()
    yield
    carrier_engine().dispose()
    for cache in CACHES:
        cache.cache_clear()


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def carrier_url() -> Iterator[str]:
    """The local carrier."""
    web, port = FastAPI(), free_port()
    web.mount("/carrier", carrier.app)
    server = uvicorn.Server(uvicorn.Config(web, port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}/carrier"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def twilio_mock() -> Iterator[str]:
    """Twilio as it describes itself: Prism refuses what does not fit, and answers examples."""
    with prism("mock") as address:
        yield address


@pytest.fixture(scope="session")
def validated_carrier(carrier_url: str) -> Iterator[str]:
    """The local carrier behind Prism, which lets pass only what fits, both ways."""
    with prism("proxy", carrier_url, "--errors") as address:
        yield address


@contextmanager
def prism(mode: str, *options: str) -> Iterator[str]:
    """Prism with Twilio's description, at the address that is given."""
    port = free_port()
    command = [str(PRISM), mode, "--port", str(port), str(TWILIO), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "Prism ended: is it installed (make test-contract)?"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Prism does not listen")

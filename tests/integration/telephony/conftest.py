"""The channel, whole but for the model: real webhooks, a real carrier over HTTP, a fake Rasa."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, func, select
from twilio.request_validator import RequestValidator

from receivables.settings import ROOT, settings
from receivables.store import database
from receivables.store.database import reading
from receivables.store.tables import (
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
)
from telephony import carrier
from telephony.assistant import make_assistant
from telephony.calling import Calling
from telephony.carrier import reports
from telephony.carrier.messages import reporter
from telephony.carrier.player import player
from telephony.carrier.storage import carrier_engine
from telephony.gateway import make_gateway
from telephony.handset import Handset
from telephony.inbound import router
from telephony.inbox import Inbox
from telephony.outbox import Outbox
from telephony.settings import twilio_settings, worker_settings
from telephony.voice.outgoing_routes import router as outgoing_router
from telephony.voice.routes import router as voice_router
from telephony.voice.transfer_routes import router as transfer_router
from tests.calls import Caller
from tests.integration.telephony.fake_rasa import FakeRasa

ACCOUNT = "AC" + "0123456789abcdef" * 2
TOKEN = "token-of-the-tests"
OUR_NUMBER = "+12165550100"
ROSA = "+12165550123"
CACHES: tuple[Any, ...] = (
    settings,
    twilio_settings,
    worker_settings,
    database.engine,
    carrier_engine,
)


class Channel:
    """The running channel and hands to work it with."""

    def __init__(self, store: Engine, rasa: FakeRasa, web_url: str):
        self.store = store
        self.rasa = rasa
        self.web_url = web_url
        self.handset = Handset.local()
        self.now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
        self.assistant = make_assistant()
        self.inbox = Inbox(store, self.assistant, worker_settings(), lambda: self.now())
        gateway = make_gateway()
        self.outbox = Outbox(store, gateway, worker_settings(), lambda: self.now())
        self.calling = Calling(store, gateway, worker_settings(), lambda: self.now())

    def text(self, body: str, phone: str = ROSA, **more: Any) -> str:
        """Send a text to our number."""
        return self.handset.text(phone, body, **more)

    def work(self) -> None:
        """Answer and send everything that waits, in this thread."""
        while self.inbox.step():
            pass
        while self.outbox.step():
            pass

    def replies(self, phone: str = ROSA) -> list[str]:
        """What a phone has received."""
        return [text.body for text in self.handset.messages(phone)]

    def exchange(self, body: str, phone: str = ROSA, **more: Any) -> list[str]:
        """Send a text and return the texts that answer it."""
        before = len(self.replies(phone))
        self.text(body, phone, **more)
        self.work()
        return self.replies(phone)[before:]

    def call(self, phone: str = ROSA) -> Caller:
        """Call our number."""
        return Caller(self.web_url, settings().public_url, twilio_settings(), phone).call()

    def signed(
        self, path: str, fields: dict[str, str], token: str = TOKEN, web_url: str | None = None
    ) -> httpx.Response:
        """Any signed webhook, to another web process if one is named."""
        address = settings().public_url + path
        signature = RequestValidator(token).compute_signature(address, fields)
        headers = {"X-Twilio-Signature": signature}
        where = (web_url or self.web_url) + path
        return httpx.post(where, data=fields, headers=headers, trust_env=False, timeout=30)

    @contextmanager
    def calling_in_background(self) -> Iterator[None]:
        """The worker that places calls, for the time of a block."""
        stop = threading.Event()

        def work() -> None:
            while not stop.wait(0.02):
                self.calling.step()

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table, by id."""
        with reading(self.store) as session:
            return list(session.scalars(select(table).order_by(table.id)))

    def rows_by_key(self, table: Any) -> list[Any]:
        """All rows of a table without a number of its own."""
        with reading(self.store) as session:
            return list(session.scalars(select(table)))

    def is_quiet(self) -> bool:
        """Whether every text has been answered and every answer has left."""
        with reading(self.store) as session:
            open_texts = session.scalar(
                select(func.count()).where(InboundMessage.state != InboundState.DONE)
            )
            open_replies = session.scalar(
                select(func.count()).where(
                    OutboundMessage.state.in_((OutboundState.PENDING, OutboundState.SENDING))
                )
            )
        return not open_texts and not open_replies

    def is_done(self) -> bool:
        """Work, as a worker that was started anew does; whether all is answered."""
        self.work()
        return self.is_quiet()

    def until(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.02)

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        """A worker process of its own; options name the step at which it kills itself."""
        script = Path(__file__).with_name("mortal_worker.py")
        return subprocess.Popen(
            [sys.executable, str(script), *options],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    @contextmanager
    def workers(self, count: int = 1) -> Iterator[None]:
        """Worker processes that run for the time of a block."""
        running = [self.worker() for _ in range(count)]
        try:
            yield
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(30)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served(app: FastAPI, port: int) -> Iterator[None]:
    """An application, served in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def _servers() -> Iterator[tuple[int, int, FakeRasa]]:
    """The web application with the local carrier, and the fake Rasa; they read the environment
    of the test that is running."""
    port, rasa_port, rasa = free_port(), free_port(), FakeRasa()
    web = FastAPI()
    web.include_router(router)
    web.include_router(voice_router)
    web.include_router(outgoing_router)
    web.include_router(transfer_router)
    web.mount("/carrier", carrier.app)
    with served(web, port), served(rasa.app, rasa_port):
        yield port, rasa_port, rasa


@pytest.fixture
def channel(
    request: pytest.FixtureRequest,
    store: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    _servers: tuple[int, int, FakeRasa],
) -> Iterator[Channel]:
    """The channel on an empty store and an empty carrier."""
    port, rasa_port, rasa = _servers
    environment = {
        "PLAINBILL_STATE_FOLDER": str(tmp_path),
        "PLAINBILL_DATABASE_URL": store.url.render_as_string(hide_password=False),
        "PLAINBILL_SECRET_KEY": "0" * 64,
        "PLAINBILL_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PLAINBILL_PORT": str(port),
        "PLAINBILL_RASA_URL": f"http://127.0.0.1:{rasa_port}",
        "PLAINBILL_RASA_TOKEN": FakeRasa.token,
        # Short only where a module waits for leases to run out: time-outs follow from it.
        "PLAINBILL_WORKER_LEASE_SECONDS": str(getattr(request.module, "LEASE_SECONDS", 20)),
        "PLAINBILL_WORKER_PATIENCE_SECONDS": "2",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_AUTH_TOKEN_SECONDARY": "the-next-token",
        "TWILIO_FROM_NUMBER": OUR_NUMBER,
        "TWILIO_API_BASE_URL": f"http://127.0.0.1:{port}/carrier",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for cache in CACHES:
        cache.cache_clear()
    rasa.reset()
    monkeypatch.setattr(reports, "PAUSES", (0.005, 0.01))
    made = Channel(store, rasa, f"http://127.0.0.1:{port}")
    yield made
    made.until(lambda: reporter.idle and player.idle)
    made.handset.close()
    made.assistant.close()
    for own in (database.engine(), carrier_engine()):
        own.dispose()
    for cache in CACHES:
        cache.cache_clear()

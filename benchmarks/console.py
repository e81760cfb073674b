"""The console on a busy day: 500 open conversations, 20 representatives with a page open."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx
from sqlalchemy import Engine

from benchmarks.measurement import Measurement, percentile
from benchmarks.objection_panel import open_call, panel_times
from benchmarks.running import memory
from cli.system import System
from receivables.domain.roles import Role
from receivables.services.conversations import conversation_for
from receivables.services.handoff_steps import accept
from receivables.services.handoffs import request_handoff
from receivables.services.sessions import log_in
from receivables.services.staff import add_staff
from receivables.settings import settings
from receivables.store.database import make_engine, transaction
from telephony.handset import Handset
from telephony.settings import TwilioSettings
from web.console.staff import COOKIE

OPEN, STAFF, TEXTS = 500, 20, 40
SETTLES = 6.0  # seconds until all pages listen, and until the last text is shown
PASSWORD = "a bench of many people"


@dataclass
class Desk:
    """One representative's browser with two pages open, the list and a thread: each listens, and
    asks for its parts when it is told that something changed."""

    client: httpx.Client
    key: str
    call: int
    page_times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    seen: dict[str, float] = field(default_factory=dict)
    up_to_date: float = 0.0  # when the latest part was shown

    @property
    def pages(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Where each page listens, and the parts that it shows."""
        talk = f"/console/conversations/{self.key}"
        return (
            ("/console/live", ("/console/inbox?show=waiting",)),
            (f"{talk}/live", (f"{talk}/thread", f"{talk}/calls", f"{talk}/standing")),
        )

    def listen(self, live: str, parts: tuple[str, ...], stop: threading.Event) -> None:
        """Keep one page up to date until stopped."""
        over = suppress(httpx.HTTPError, httpx.StreamError)  # the client is closed at the end
        with over, self.client.stream("GET", live, timeout=httpx.Timeout(30)) as stream:
            for line in stream.iter_lines():
                if stop.is_set():
                    return
                if line == "event: changed":
                    for part in parts:
                        self._show(self._get(part))

    def _show(self, shown: str) -> None:
        self.up_to_date = time.perf_counter()
        for line in shown.split("bench text ")[1:]:
            self.seen.setdefault(line.split("<")[0].strip(), self.up_to_date)

    def _get(self, address: str) -> str:
        begun = time.perf_counter()
        answer = self.client.get(address)
        self.page_times.append(1000 * (time.perf_counter() - begun))
        self.sizes.append(len(answer.content))
        answer.raise_for_status()
        return answer.text


def measure_console(system: System) -> dict[str, float]:
    """One run: p95 in milliseconds, and MiB of the web process."""
    with _desks(system) as desks:
        stop, sent = threading.Event(), {}
        threads = [
            threading.Thread(target=desk.listen, args=(*page, stop), daemon=True)
            for desk in desks
            for page in desk.pages
        ]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        time.sleep(SETTLES)
        opened = max(desk.up_to_date for desk in desks) - begun
        for desk in desks:
            desk.page_times.clear()
        with _handset(system) as handset:
            for number in range(TEXTS):
                sent[number] = time.perf_counter()
                handset.text(_phone(number % STAFF), f"bench text {number}")
                time.sleep(0.15)
        time.sleep(SETTLES)
        whole = [_timed(desks[0], f"/console/conversations/{desks[0].key}") for _ in range(20)]
        named = panel_times(desks[0].client, desks[0].call)
        weight = memory(system)["web"]
        stop.set()
        shown = [
            1000 * (desks[number % STAFF].seen[str(number)] - at) for number, at in sent.items()
        ]
    parts = [one for desk in desks for one in desk.page_times]
    return {
        "opened": 1000 * opened,
        "shown": percentile(shown, 95),
        "parts": percentile(parts, 95),
        "page": percentile(whole, 95),
        "named": percentile(named, 95),
        "memory": weight,
        "weight": max(one for desk in desks for one in desk.sizes) / 1024,
    }


def console_measurements(runs: list[dict[str, float]]) -> list[Measurement]:
    """The lines of the table."""
    names = {
        "opened": (f"all {2 * STAFF} pages again at one moment, as after a restart", "ms"),
        "shown": ("text to an open page p95 (server-sent events)", "ms"),
        "parts": (f"list or part of a conversation p95, {OPEN} open, {STAFF} connected", "ms"),
        "page": ("conversation page p95, the same", "ms"),
        "named": ("objection heard to its answer p95, the same", "ms"),
        "memory": ("memory of web, the same", "MiB"),
        "weight": ("largest part of a page, the same", "KiB"),
    }
    aims = {"named": "under 150 ms"}
    return [
        Measurement(name, [run[key] for run in runs], unit, aims.get(key, ""))
        for key, (name, unit) in names.items()
    ]


@contextmanager
def _desks(system: System) -> Iterator[list[Desk]]:
    secret = system.environment["PLAINBILL_SECRET_KEY"]
    ours = system.environment["TWILIO_FROM_NUMBER"]
    os.environ["PLAINBILL_SECRET_KEY"] = secret
    settings.cache_clear()
    store, now = make_engine(f"sqlite:///{system.folder / 'plainbill.db'}"), dt.datetime.now(dt.UTC)
    with transaction(store) as session:
        keys = [
            conversation_for(session, "sms", _phone(n), ours, secret, now).id for n in range(OPEN)
        ]
        for key in keys:
            request_handoff(session, key, "asked", "Verified: -\nAsked: -", f"bench {key}", now)
        for number in range(STAFF):
            person = f"bench-{number}"
            account = add_staff(session, person, PASSWORD, person, Role.REPRESENTATIVE, now)
            account.demonstration = True  # no authenticator at hand
            accept(session, keys[number], account.id, now)
    tokens = [_token(store, f"bench-{number}", now) for number in range(STAFF)]
    call = open_call(store, "bench-0", ours, secret, now)
    store.dispose()
    clients = [
        httpx.Client(base_url=system.web_url, cookies={COOKIE: token}, timeout=30)
        for token in tokens
    ]
    yield [Desk(client, key, call) for client, key in zip(clients, keys, strict=False)]
    for client in clients:
        client.close()


def _token(store: Engine, username: str, now: dt.datetime) -> str:
    entered = log_in(store, username, PASSWORD, now)
    assert entered is not None
    return entered.token


def _timed(desk: Desk, address: str) -> float:
    begun = time.perf_counter()
    desk.client.get(address).raise_for_status()
    return 1000 * (time.perf_counter() - begun)


def _phone(number: int) -> str:
    areas = (330, 419, 440, 513, 614)  # a hundred 555-01xx in each
    return f"+1{areas[number // 100]}55501{number % 100:02d}"


def _handset(system: System) -> Handset:
    account = TwilioSettings(
        account_sid=system.environment["TWILIO_ACCOUNT_SID"],
        auth_token=system.environment["TWILIO_AUTH_TOKEN"],
        from_number=system.environment["TWILIO_FROM_NUMBER"],
        api_base_url=f"{system.web_url}/carrier",
    )
    return Handset(system.environment["PLAINBILL_PUBLIC_URL"], account, system.web_url)

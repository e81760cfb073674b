"""Plainbill under the crowd: the whole system with its model, and its memory over time."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.crowd.driver import Crowd, Target
from benchmarks.crowd.judgement import Judgement, judge
from benchmarks.crowd.phones import Phones, answers_of, waiting
from benchmarks.running import memory
from cli.environment import ROOT
from cli.ports import free_ports
from cli.processes import ManagedProcess, ProcessSpec, answers
from cli.system import System, running_system

CARRIER_BEHIND = 10  # niceness: Twilio's work is no work of ours
DRAINS = 300.0  # seconds for the last answers to arrive


def measure_ours(people: int, seconds: float) -> Judgement:
    """So many people, for so long, at a system of their own."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with system_with_carrier_apart(folder) as system:
            crowd = text_at(system, folder, people, seconds)
            return judge(crowd.sent, answers_of(folder, Phones(folder)))


def soak(people: int, seconds: float, samples: int = 12) -> list[dict[str, float]]:
    """MiB of each process, at even spaces while people text; the first after a warm-up."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with system_with_carrier_apart(folder) as system:
            text_at(system, folder, people, seconds / 10)
            found: list[dict[str, float]] = []
            pause = seconds / samples
            looking = threading.Thread(
                target=_sample, args=(lambda: memory(system), found, samples, pause)
            )
            looking.start()
            text_at(system, folder, people, seconds)
            looking.join()
            return found


@contextmanager
def system_with_carrier_apart(folder: Path) -> Iterator[System]:
    """A running system whose carrier is, as Twilio is, no part of the process that it texts."""
    port = free_ports().web
    address = {"TWILIO_API_BASE_URL": f"http://127.0.0.1:{port}/carrier"}
    with running_system(folder, demonstration=False, environment=address) as system:
        command = (sys.executable, "-m", "cli", "web")
        healthy = answers(f"http://127.0.0.1:{port}/health")
        spec = ProcessSpec("carrier", command, healthy, niceness=CARRIER_BEHIND)
        own = system.environment | {"PLAINBILL_PORT": str(port)}
        carrier = ManagedProcess(spec, own, ROOT, system.logs)
        carrier.start()
        try:
            carrier.wait_ready()
            yield system
        finally:
            carrier.ask_to_stop()
            carrier.make_stop(10)


def text_at(system: System, folder: Path, people: int, seconds: float) -> Crowd:
    """Let a crowd text a running system, and wait for the last answers."""
    phones, environment = Phones(folder), system.environment
    target = Target(
        webhook=f"{system.web_url}/twilio/sms",
        signed_as=f"{environment['PLAINBILL_PUBLIC_URL'].rstrip('/')}/twilio/sms",
        account_sid=environment["TWILIO_ACCOUNT_SID"],
        auth_token=environment["TWILIO_AUTH_TOKEN"],
        our_number=environment["TWILIO_FROM_NUMBER"],
    )
    crowd = Crowd(target, phones.received)
    asyncio.run(crowd.text(people, seconds))
    end = time.monotonic() + DRAINS
    while waiting(folder) and time.monotonic() < end:
        time.sleep(0.5)
    wait_until_still(phones.received, 2.0)
    return crowd


def wait_until_still(received: Callable[[], dict[str, int]], still: float = 20.0) -> None:
    """Until nothing has arrived for a while, or the last answers had their time."""
    end, counted, since = time.monotonic() + DRAINS, -1, time.monotonic()
    while time.monotonic() < end and time.monotonic() - since < still:
        now = sum(received().values())
        if now != counted:
            counted, since = now, time.monotonic()
        time.sleep(0.2)


def _sample(
    look: Callable[[], dict[str, float]], found: list[dict[str, float]], samples: int, pause: float
) -> None:
    for _ in range(samples):
        found.append(look())
        time.sleep(pause)

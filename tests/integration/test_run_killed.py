"""Kill -9 of a process in the middle of a turn: the text is answered once all the same."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import httpx
import pytest

from telephony.handset import Handset
from tests.integration.running_system import (
    Running,
    brought_up,
    demonstration_numbers,
    phone_of,
    pid_of,
    until,
)

pytestmark = [pytest.mark.conversation, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with brought_up(tmp_path_factory.mktemp("killed") / "var") as system:
        yield system


def received(phone: Handset, number: str) -> list[str]:
    """What the phone has; nothing while the carrier is away."""
    try:
        return [text.body for text in phone.messages(number)]
    except httpx.HTTPError:
        return []


@pytest.mark.parametrize(
    ("command", "pause", "place"),
    [
        ("bot.launcher", 0.02, 0),
        ("cli actions", 0.02, 1),
        ("cli worker", 0.0, 2),
        ("cli worker", 0.04, 3),
        ("cli web", 0.03, 4),
    ],
)
def test_a_text_is_answered_exactly_once_whatever_dies(
    running: Running, command: str, pause: float, place: int
) -> None:
    number = demonstration_numbers(running)[place]
    victim = pid_of(running, command)
    with phone_of(running) as phone:
        phone.text(number, "how much do I owe?")
        time.sleep(pause)
        os.kill(victim, signal.SIGKILL)
        until(lambda: "date of birth" in " ".join(received(phone, number)))
        phone.text(number, "HELP")  # answered in order: nothing of the first text is still to come
        until(lambda: len([text for text in received(phone, number) if "STOP" in text]) == 2)
        asked = [text for text in received(phone, number) if "date of birth" in text]
        assert len(asked) == 1

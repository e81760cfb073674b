"""A web process killed (SIGKILL) while it takes a text: the carrier delivers the text again, and it
is answered once, whether or not it was kept before."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from receivables.settings import ROOT
from receivables.store.tables import Consent, InboundMessage
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, Channel, free_port

SID = "SM" + "9" * 32
# Before anything is kept; while it is kept; kept, and not acknowledged.
STEPS = [
    ("before", "telephony.inbound:keep_text", 0),
    ("after", "telephony.inbound:receive", 0),
    ("after", "telephony.inbound:keep_text", 1),
]


@contextmanager
def dying_web(moment: str, where: str) -> Iterator[str]:
    """The address of a web process that dies at a step; it has died when the block ends."""
    port = free_port()
    script = Path(__file__).with_name("mortal_web.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(port), moment, where],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    try:
        yield f"http://127.0.0.1:{port}"
        assert process.wait(30) == -signal.SIGKILL
    finally:
        process.kill()
        process.wait()


def answers(address: str) -> bool:
    host, port = address.removeprefix("http://").split(":")
    with socket.socket() as caller:
        return caller.connect_ex((host, int(port))) == 0


def deliver(channel: Channel, body: str, web_url: str | None = None) -> int:
    """A text as the carrier delivers it, the same one each time."""
    text = {"MessageSid": SID, "From": ROSA, "To": OUR_NUMBER, "Body": body, "NumMedia": "0"}
    return channel.signed("/twilio/sms", text, web_url=web_url).status_code


def die_at(channel: Channel, body: str, moment: str, where: str) -> None:
    with dying_web(moment, where) as address:
        channel.until(lambda: answers(address))
        with pytest.raises(httpx.TransportError):  # no acknowledgement
            deliver(channel, body, address)


@pytest.mark.parametrize("answered_before", [False, True])
@pytest.mark.parametrize(("moment", "where", "kept"), STEPS)
def test_a_text_that_was_not_acknowledged_is_answered_exactly_once(
    channel: Channel, moment: str, where: str, kept: int, answered_before: bool
) -> None:
    channel.rasa.answer = lambda text: [f"{text}: first", f"{text}: second"]
    die_at(channel, "one", moment, where)
    assert len(channel.rows(InboundMessage)) == kept
    if answered_before:
        channel.work()
    assert [deliver(channel, "one") for _ in range(2)] == [200, 200]
    channel.until(channel.is_done)
    assert [text for text in channel.replies() if "one" in text] == ["one: first\none: second"]
    assert channel.rasa.processed == {SID: 1}


@pytest.mark.parametrize(("moment", "where", "kept"), STEPS)
def test_a_stop_that_was_not_acknowledged_ends_texts_and_is_confirmed_once(
    channel: Channel, moment: str, where: str, kept: int
) -> None:
    die_at(channel, "STOP", moment, where)
    assert deliver(channel, "STOP") == 200
    channel.until(channel.is_done)
    refusals = [row for row in channel.rows(Consent) if not row.granted]
    assert len(refusals) == len({row.channel for row in refusals}) > 0
    assert len(channel.replies()) == 1

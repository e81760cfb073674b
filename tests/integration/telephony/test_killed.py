"""A worker killed (SIGKILL) at any step of a turn: after a restart each text is answered once."""

from __future__ import annotations

import datetime as dt
import signal

import pytest

from receivables.store.tables import InboundMessage, OutboundMessage
from telephony.carrier import reports
from tests.integration.telephony.conftest import Channel

LEASE_SECONDS = 2

MARCO = "+12165550144"
STEPS = [
    ("after", "telephony.inbox:Inbox.take"),
    ("before", "telephony.assistant:Assistant.ask"),
    ("after", "telephony.assistant:Assistant.ask"),
    ("before", "telephony.inbox:Inbox.finish"),
    ("after", "telephony.inbox:Inbox.finish"),
    ("after", "telephony.outbox:Outbox.take"),
    ("before", "telephony.gateway:Gateway.send"),
    ("after", "telephony.gateway:Gateway.send"),
    ("before", "telephony.outbox:Outbox.record_sent"),
]


# Without delivery reports only the carrier's list tells what was sent.
CASES = [(*step, True) for step in STEPS] + [(*step, False) for step in STEPS[-4:]]


@pytest.mark.parametrize(("moment", "where", "reported"), CASES)
def test_each_text_is_answered_exactly_once(
    channel: Channel, monkeypatch: pytest.MonkeyPatch, moment: str, where: str, reported: bool
) -> None:
    if not reported:
        monkeypatch.setattr(reports, "_report", _no_report)
    channel.rasa.answer = lambda text: [f"{text}: first " + "x" * 300, f"{text}: second"]
    sids = [
        channel.text("one"),
        channel.text("of Marco", MARCO),
        channel.text("two"),
    ]
    dying = channel.worker(moment, where)
    assert dying.wait(60) == -signal.SIGKILL
    channel.until(channel.is_done, 60)
    # With the introduction an answer is two texts as well.
    assert [text.split(" x")[0] for text in channel.replies()[1:]] == [
        *("one: first", "two: first", "two: second")
    ]
    assert len(channel.replies(MARCO)) == 2
    assert channel.rasa.processed == dict.fromkeys(sids, 1)
    assert len({row.provider_sid for row in channel.rows(OutboundMessage)}) == 6
    assert all(row.leased_until is None for row in channel.rows(InboundMessage))


async def _no_report(*_: object) -> None:
    return None


def test_a_text_that_always_kills_its_worker_goes_to_a_person(channel: Channel) -> None:
    moment = dt.datetime.now(dt.UTC)
    channel.now = lambda: moment
    channel.text("deadly")
    for _ in range(8):
        moment += dt.timedelta(seconds=3)
        assert channel.inbox.take() is not None
    moment += dt.timedelta(seconds=3)
    channel.work()
    assert "a person" in channel.replies()[1]
    assert channel.rasa.asked == []

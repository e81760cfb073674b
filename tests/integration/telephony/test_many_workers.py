"""Several workers, as threads and as processes: nothing lost, nothing doubled, order kept."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from receivables.store.tables import OutboundMessage, OutboundState
from tests.conftest import TEST_DATABASE
from tests.integration.telephony.conftest import Channel

LEASE_SECONDS = 2

PEOPLE = [f"+1216555{number:04}" for number in range(110, 122)]
TEXTS = 4


def send_all(channel: Channel) -> None:
    """Everybody writes at once; each person's texts one after the other."""

    def write(phone: str) -> None:
        for number in range(TEXTS):
            channel.text(f"text {number}", phone)

    threads = [threading.Thread(target=write, args=(phone,)) for phone in PEOPLE]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def check(channel: Channel) -> None:
    for phone in PEOPLE:
        expected = [f"You said: text {number}" for number in range(TEXTS)]
        assert channel.replies(phone)[1:] == expected
    assert set(channel.rasa.processed.values()) == {1}
    assert len(channel.rasa.processed) == len(PEOPLE) * TEXTS
    sids = Counter(row.provider_sid for row in channel.rows(OutboundMessage))
    assert set(sids.values()) == {1}
    assert OutboundState.FAILED not in {row.state for row in channel.rows(OutboundMessage)}


def test_threads_share_the_work(channel: Channel) -> None:
    def toil() -> None:
        while not done.is_set():
            if not (channel.inbox.step() or channel.outbox.step()):
                done.wait(0.01)

    done = threading.Event()
    threads = [threading.Thread(target=toil) for _ in range(6)]
    for thread in threads:
        thread.start()
    send_all(channel)
    try:
        channel.until(lambda: len(channel.rasa.processed) > 0 and channel.is_quiet(), 60)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    check(channel)


@pytest.mark.parametrize("count", [3 if TEST_DATABASE else 2])
def test_processes_share_the_work(channel: Channel, count: int) -> None:
    with channel.workers(count):
        send_all(channel)
        channel.until(channel.is_quiet, 90)
    check(channel)

"""Open pages hear that something changed, whoever wrote it, and nothing of what was written."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.services.conversations import conversation_for
from receivables.services.handoffs import request_handoff
from receivables.services.holds import place_hold
from receivables.services.live import Changes, changes, count_waiting, take_picture
from receivables.services.outbox import enqueue
from receivables.store.change_signal import change_signal
from receivables.store.database import make_engine, reading, transaction
from receivables.store.tables import (
    Author,
    EntryKind,
    Hold,
    LedgerEntry,
    OutboundMessage,
    OutboundState,
    Party,
)
from tests.builders import NOW, add_encounter, add_guarantor
from web.console.hub import Hub

CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN plainbill%'"
)
ROSA, MARCO, OURS = "+12165550123", "+12165550144", "+12165550100"


@pytest.fixture
def talks(store: Engine) -> tuple[str, str]:
    """Two conversations, the first of which waits for a person."""
    with transaction(store) as session:
        first, second = (
            conversation_for(session, "sms", phone, OURS, "s", NOW).id for phone in (ROSA, MARCO)
        )
        request_handoff(session, first, "asked", "", "m1", NOW)
    return first, second


@pytest.fixture
def elsewhere(store: Engine) -> Iterator[Engine]:
    """The same store in another process, as far as the database can tell."""
    engine = make_engine(store.url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


def changed_by(store: Engine, write: Callable[[Session], object]) -> Changes:
    with reading(store) as session:
        before = take_picture(session)
    with transaction(store) as session:
        write(session)
    with reading(store) as session:
        return changes(before, take_picture(session))


def test_a_text_changes_its_thread_and_not_the_list(store: Engine, talks: tuple[str, str]) -> None:
    def write(session: Session) -> None:
        enqueue(session, talks[1], ["hi"], Author.SYSTEM, "person", NOW)

    assert changed_by(store, write) == Changes(inbox=False, conversations=frozenset({talks[1]}))


def test_a_delivery_report_changes_the_thread(store: Engine, talks: tuple[str, str]) -> None:
    with transaction(store) as session:
        enqueue(session, talks[0], ["hi"], Author.SYSTEM, "person", NOW)

    def write(session: Session) -> None:
        session.query(OutboundMessage).one().state = OutboundState.DELIVERED

    assert changed_by(store, write).conversations == {talks[0]}


def test_a_hold_changes_the_list_and_the_page_of_whom_it_protects(
    store: Engine, talks: tuple[str, str]
) -> None:
    changed = changed_by(store, lambda session: place_hold(session, ROSA, "dispute", "t", NOW))
    assert changed == Changes(inbox=True, conversations=frozenset({talks[0]}))

    def release(session: Session) -> None:
        session.query(Hold).one().released_at = NOW

    assert changed_by(store, release) == changed


def test_a_payment_changes_the_page_of_who_paid(store: Engine, talks: tuple[str, str]) -> None:
    with transaction(store) as session:
        visit = add_encounter(session, add_guarantor(session, phone=MARCO)).id
        elsewhere = add_encounter(session, add_guarantor(session, phone="+12165550199"), "PB-2").id

    def pay(session: Session, encounter_id: int) -> None:
        session.add(
            LedgerEntry(
                encounter_id=encounter_id,
                party=Party.PATIENT,
                kind=EntryKind.PATIENT_PAYMENT,
                amount=Money(-500),
                key=f"paid|{encounter_id}",
                effective_on=NOW.date(),
                recorded_at=NOW,
            )
        )

    assert changed_by(store, lambda session: pay(session, elsewhere)).conversations == set()
    paid = changed_by(store, lambda session: pay(session, visit))
    assert paid == Changes(inbox=False, conversations=frozenset({talks[1]}))


def test_a_handoff_changes_the_list_its_count_and_its_page(
    store: Engine, talks: tuple[str, str]
) -> None:
    changed = changed_by(
        store, lambda session: request_handoff(session, talks[1], "asked", "", "m2", NOW)
    )
    assert changed == Changes(inbox=True, conversations=frozenset({talks[1]}))
    with reading(store) as session:
        assert count_waiting(session) == 2


def test_what_another_process_writes_is_noticed(
    store: Engine, elsewhere: Engine, talks: tuple[str, str]
) -> None:
    with change_signal(store) as changed:
        changed(0.0)
        written = threading.Timer(0.2, _write, [elsewhere, talks[0]])
        written.start()
        assert changed(30.0)
        written.join()


def _write(store: Engine, talk: str) -> None:
    with transaction(store) as session:
        enqueue(session, talk, ["hi"], Author.SYSTEM, "person", NOW)


def test_only_the_pages_that_show_it_are_out_of_date(
    store: Engine, elsewhere: Engine, talks: tuple[str, str]
) -> None:
    async def pages() -> list[bool]:
        hub = Hub(store)
        shown = (None, *talks)
        with ExitStack() as open_pages:
            inbox, one, other = (open_pages.enter_context(hub.open_page(key)) for key in shown)
            for _ in range(100):  # until the hub has had its first look
                await asyncio.to_thread(_write, elsewhere, talks[0])
                if await one.news(0.5):
                    break
            return [inbox.stale, one.stale, other.stale]

    assert asyncio.run(pages()) == [False, True, False]


def test_a_lost_connection_is_made_again(store: Engine, talks: tuple[str, str]) -> None:
    if store.dialect.name != "postgresql":
        return

    async def page() -> bool:
        with Hub(store).open_page(talks[0]) as one:
            await one.news(1.0)
            with store.begin() as connection:
                connection.execute(text(CUT_OFF))
            for _ in range(100):
                await asyncio.to_thread(_write, store, talks[0])
                if await one.news(0.5):
                    return True
            return False

    assert asyncio.run(page())

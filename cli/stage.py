"""A running system on which written conversations are played, each from a fresh start."""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
import time
from pathlib import Path

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from cli.conversation_files import UNKNOWN, Afterwards, StaffStep
from cli.stage_clock import make_older
from cli.stage_staff import act_as_staff
from cli.system import System
from receivables.services.consents import is_opted_out
from receivables.services.conversations import conversation_id
from receivables.services.demonstration import load_demonstration
from receivables.services.holds import active_holds
from receivables.services.import_report import ImportReport
from receivables.store.database import make_engine, reading, transaction
from receivables.store.tables import (
    Guarantor,
    Handoff,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
    PaymentArrangement,
    Verification,
    WorkItem,
)
from telephony.handset import Handset
from telephony.settings import TwilioSettings

ON_THE_WAY = (OutboundState.PENDING, OutboundState.SENDING)
UNREPORTED = (*ON_THE_WAY, OutboundState.QUEUED, OutboundState.SENT)
AREA_CODES = (216, 330, 419, 440, 513, 614, 740, 937, 212, 312, 415, 512, 617, 702, 808)


class NoAnswer(AssertionError):
    """A text was not dealt with in time."""


class Stage:
    """The store is put back before each conversation, and the person gets a number of their own.

    A new number is a new conversation for the model too. Works with a store in SQLite.
    """

    def __init__(self, system: System, patience_seconds: float = 45):
        environment = system.environment
        account = TwilioSettings(
            account_sid=environment["TWILIO_ACCOUNT_SID"],
            auth_token=environment["TWILIO_AUTH_TOKEN"],
            from_number=environment["TWILIO_FROM_NUMBER"],
            api_base_url=environment["TWILIO_API_BASE_URL"],
        )
        self._our_number = account.from_number
        self._secret_key = environment["PLAINBILL_SECRET_KEY"]
        self.account = account
        self.public_url = environment["PLAINBILL_PUBLIC_URL"].rstrip("/")
        self.web_url = system.web_url
        self._handset = Handset(environment["PLAINBILL_PUBLIC_URL"], account, system.web_url)
        self._file = system.folder / "plainbill.db"
        self._fresh = system.folder / "fresh.db"
        self._dialogue = system.folder / "rasa.db"
        self._store = make_engine(f"sqlite:///{self._file}")
        self._patience_seconds = patience_seconds
        self._numbers = itertools.count(1)  # 216 555-0100 is our own
        self._phone = ""
        _copy(self._file, self._fresh)

    @property
    def phone(self) -> str:
        """The number (E.164) of whoever has begun."""
        return self._phone

    def take(self, folder: Path) -> ImportReport:
        """Import a folder's accounts.csv and *.835, for all conversations that begin later."""
        _put_back(self._file, self._fresh)
        report = load_demonstration(self._store, dt.datetime.now(dt.UTC), folder)
        _copy(self._file, self._fresh)
        return report

    def begin(self, person: str) -> None:
        """Put the store back and let somebody, by name, take up the phone.

        Raises LookupError for a name that nobody with an account has.
        """
        self._wait_until(self._is_reported)
        number = next(self._numbers)
        self._phone = f"+1{AREA_CODES[number // 100 % len(AREA_CODES)]}55501{number % 100:02}"
        _put_back(self._file, self._fresh)
        if person != UNKNOWN:
            self._give_phone(person)
        self._seen = 0

    def _give_phone(self, person: str) -> None:
        with transaction(self._store) as session:
            known = session.scalar(select(Guarantor.phone).where(Guarantor.name == person))
            if known is None:
                raise LookupError(f"{person} has no account here")
            theirs = update(Guarantor).where(Guarantor.phone == known)
            session.execute(theirs.values(phone=self._phone))

    def say(self, text: str, media: int = 0) -> list[str]:
        """Text us; what the phone receives until the text is dealt with. Raises NoAnswer."""
        sid = self._handset.text(self._phone, text, media)
        self._wait_until(lambda: self._is_answered(sid))
        return self._received()

    def let_pass(self, hours: float) -> None:
        """The person does nothing for so long. Raises NoAnswer when something is on its way."""
        self._wait_until(self._is_reported)
        make_older(self._file, self._dialogue, hours)

    def let_staff(self, step: StaffStep) -> None:
        """A representative acts in the conversation, by the services of the console."""
        talk = conversation_id("sms", self._phone, self._our_number, self._secret_key)
        act_as_staff(self._store, talk, step, dt.datetime.now(dt.UTC))

    def receive(self) -> list[str]:
        """What the phone receives until nothing waits to be sent. Raises NoAnswer."""
        self._wait_until(self._is_sent)
        return self._received()

    def _received(self) -> list[str]:
        received = self._handset.messages(self._phone, self._seen)
        self._seen = received[-1].number if received else self._seen
        return [message.body for message in received]

    def afterwards(self, channel: str = "sms", call_sid: str = "") -> Afterwards:
        """What stands in the store about the person and this conversation."""
        talk = conversation_id(channel, self._phone, self._our_number, self._secret_key, call_sid)
        with reading(self._store) as session:
            mine = select(Guarantor.id).where(Guarantor.phone == self._phone)
            arrangements = _count(session, PaymentArrangement, "guarantor_id", mine)
            items = select(WorkItem.kind).where(
                WorkItem.conversation_id == talk, WorkItem.closed_at.is_(None)
            )
            verified = exists().where(
                Verification.conversation_id == talk,
                Verification.expires_at > dt.datetime.now(dt.UTC),
            )
            return Afterwards(
                verified=session.scalar(select(verified)) is True,
                arrangements=arrangements,
                handoffs=_count(session, Handoff, "conversation_id", [talk]),
                opted_out=is_opted_out(session, self._phone, "sms"),
                work_items=sorted(session.scalars(items)),
                holds=sorted(hold.kind for hold in active_holds(session, self._phone)),
            )

    def close(self) -> None:
        """Leave the stage; the system goes on running."""
        self._handset.close()
        self._store.dispose()

    def _is_answered(self, sid: str) -> bool:
        with reading(self._store) as session:
            done = exists().where(
                InboundMessage.message_sid == sid, InboundMessage.state == InboundState.DONE
            )
            waiting = exists().where(OutboundMessage.state.in_(ON_THE_WAY))
            return session.scalar(select(done & ~waiting)) is True

    def _is_sent(self) -> bool:
        with reading(self._store) as session:
            waiting = exists().where(OutboundMessage.state.in_(ON_THE_WAY))
            return session.scalar(select(waiting)) is not True

    def _is_reported(self) -> bool:
        with reading(self._store) as session:
            waiting = exists().where(OutboundMessage.state.in_(UNREPORTED))
            return session.scalar(select(waiting)) is not True

    def _wait_until(self, condition) -> None:  # type: ignore[no-untyped-def]
        end = time.monotonic() + self._patience_seconds
        while not condition():
            if time.monotonic() > end:
                raise NoAnswer(f"nothing within {self._patience_seconds:.0f} seconds")
            time.sleep(0.01)


def _count(session: Session, table, column: str, among) -> int:  # type: ignore[no-untyped-def]
    wanted = select(func.count()).where(getattr(table, column).in_(among))
    return session.scalar(wanted) or 0


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as store, sqlite3.connect(target) as copy:
        store.backup(copy)


def _put_back(file: Path, fresh: Path) -> None:
    """Fill a store that others have open with the rows of a copy, in one transaction."""
    store = sqlite3.connect(file, timeout=30, isolation_level=None)
    try:
        store.execute("ATTACH ? AS fresh", (str(fresh),))
        store.execute("BEGIN IMMEDIATE")
        # A table with a trigger is append-only: its rows stay, the database refuses to take them.
        tables = store.execute(
            "SELECT name FROM fresh.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT IN (SELECT tbl_name FROM fresh.sqlite_master WHERE type = 'trigger')"
        ).fetchall()
        for (table,) in tables:
            store.execute(f'DELETE FROM main."{table}"')
            store.execute(f'INSERT INTO main."{table}" SELECT * FROM fresh."{table}"')
        store.execute("COMMIT")
    finally:
        store.close()

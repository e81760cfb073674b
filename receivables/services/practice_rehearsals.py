"""The store that a practice call is made in: the demonstration's people, made anew for each call.

Everything that is done on its call screen is done there, by the services of real calls; nothing of
it is dialled, sent or listed, because no worker and no list ever looks at a rehearsal.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Channel, Outcome, ProposedContact
from receivables.scripts.practice import Scenario, scenarios
from receivables.services.begin_call import opened_call
from receivables.services.call_check import NOTICE
from receivables.services.contact_attempts import record_attempt
from receivables.services.demonstration import load_demonstration
from receivables.store.base import Base
from receivables.store.database import make_engine
from receivables.store.migrate import newest_revision
from receivables.store.rehearsal import changed, packed
from receivables.store.tables import (
    Guarantor,
    PracticeAssignment,
    PracticeCall,
    PracticeRehearsal,
    StaffAccount,
)

KEPT = dt.timedelta(days=1)  # of a call that is not wrapped up


def begin_rehearsal(
    session: Session, practice: PracticeCall, scenario: Scenario, now: dt.datetime
) -> PracticeRehearsal:
    """A rehearsal in which the call to the scenario's person rings. The rules on contact are not
    asked: one may practise at any hour. What was forgotten open is thrown away now."""
    forgotten = select(PracticeCall.id).where(PracticeCall.started_at < now - KEPT)
    session.execute(
        delete(PracticeRehearsal).where(PracticeRehearsal.practice_call_id.in_(forgotten))
    )
    staff = session.get_one(StaffAccount, practice.staff_account_id)

    def ring(rehearsed: Session) -> None:
        rehearsed.add(_colleague(staff))
        person = rehearsed.scalars(select(Guarantor).filter_by(name=scenario.person)).one()
        contact = ProposedContact(Channel.VOICE, NOTICE, now)
        attempt = record_attempt(rehearsed, person.phone, contact, Outcome.UNANSWERED)
        call = opened_call(
            rehearsed,
            person,
            staff.id,
            attempt,
            now,
            recorded=True,
            debt_collector=scenario.debt_collector,
        )
        call.id = practice.id  # one number for both: the addresses of a call's pages hold it

    content = changed(people_at(now.date()), ring)
    rehearsal = PracticeRehearsal(
        practice_call_id=practice.id, revision=_revision(), content=content
    )
    session.add(rehearsal)
    session.flush()
    return rehearsal


def can_go_on(session: Session, practice: PracticeCall) -> bool:
    """Whether a practice call is going on, and this version of the program can go on with it."""
    wanted = select(PracticeRehearsal.revision).filter_by(practice_call_id=practice.id)
    return practice.finished_at is None and session.scalar(wanted) == _revision()


def open_practice(session: Session, staff_id: int) -> list[PracticeCall]:
    """What somebody began to practise by themselves and can go on with, oldest first."""
    wanted = (
        select(PracticeCall)
        .join(PracticeRehearsal, PracticeRehearsal.practice_call_id == PracticeCall.id)
        .where(
            PracticeCall.staff_account_id == staff_id,
            PracticeCall.finished_at.is_(None),
            PracticeCall.scenario.in_(scenarios()),
            PracticeRehearsal.revision == _revision(),
            PracticeCall.id.not_in(
                select(PracticeAssignment.practice_call_id).where(
                    PracticeAssignment.practice_call_id.is_not(None)
                )
            ),
        )
    )
    return list(session.scalars(wanted.order_by(PracticeCall.id)))


def end_rehearsal(session: Session, practice: PracticeCall) -> None:
    """Throw a rehearsal away."""
    rehearsal = session.get(PracticeRehearsal, practice.id)
    if rehearsal is not None:
        session.delete(rehearsal)


@lru_cache(maxsize=2)
def people_at(day: dt.date) -> bytes:
    """The demonstration's people as a rehearsal holds them, taken in on a day (about 0.4 s)."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.db"
        with closing(sqlite3.connect(path)) as raw:  # the smallest pages: most tables are empty
            raw.executescript("PRAGMA page_size=1024; VACUUM")
        engine = make_engine(f"sqlite:///{path}")
        Base.metadata.create_all(engine)
        load_demonstration(engine, dt.datetime.combine(day, dt.time(), dt.UTC))
        engine.dispose()
        with closing(sqlite3.connect(path)) as raw:  # a log beside it can't be opened in memory
            raw.execute("PRAGMA journal_mode=DELETE")
            return packed(raw.serialize())


def _colleague(staff: StaffAccount) -> StaffAccount:
    """Who practises, with nothing that one could log in with."""
    return StaffAccount(
        id=staff.id,
        username=staff.username,
        name=staff.name,
        role=staff.role,
        password_hash="",
        created_at=staff.created_at,
    )


@cache
def _revision() -> str:
    return newest_revision() or ""

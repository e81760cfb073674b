"""What the store knows of the person behind a number, as the rules on contact want it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Channel, ConsentWord, KnownPerson
from receivables.services.contact_attempts import COUNTED, attempts_to
from receivables.services.contact_wishes import inconvenient_time, wishes_of
from receivables.store.tables import (
    Consent,
    ContactWish,
    Conversation,
    Guarantor,
    Hold,
    InboundMessage,
    WishKind,
)


def known_words(session: Session, phone: str) -> tuple[ConsentWord, ...]:
    """Every yes and no that a number ever gave, oldest first."""
    rows = session.scalars(select(Consent).where(Consent.phone == phone).order_by(Consent.id))
    return tuple(
        ConsentWord(Channel(row.channel), row.purpose, row.granted, row.recorded_at) for row in rows
    )


def known_person(
    session: Session, phone: str, at: dt.datetime, leaving_out: int | None = None
) -> KnownPerson:
    """All that is known of whoever is behind a number (E.164).

    Attempts and holds are those under any number of the same people: same name and date of birth.
    `leaving_out`: a text of the outbox that does not count against itself.
    """
    people = list(session.scalars(select(Guarantor).where(Guarantor.phone == phone)))
    same = _same_people(session, people)
    phones = {phone, *(person.phone for person in same)}
    wishes = wishes_of(session, phone)
    work = [wish.details for wish in wishes if wish.kind is WishKind.AT_WORK]
    return KnownPerson(
        phone=phone,
        zip_codes=tuple(sorted({person.zip_code for person in same})),
        time_zone=_time_zone(wishes),
        dates_of_birth=tuple(person.date_of_birth for person in people),
        attempts=attempts_to(session, phones, at - COUNTED, leaving_out),
        holds=_holds(session, phones, [person.id for person in same]),
        words=known_words(session, phone),
        inconvenient=tuple(
            inconvenient_time(wish) for wish in wishes if wish.kind is WishKind.INCONVENIENT_TIME
        ),
        barred=frozenset(
            Channel(wish.details["channel"])
            for wish in wishes
            if wish.kind is WishKind.BARRED_MEDIUM
        ),
        at_work=bool(work),
        employer_prohibits=any(details["employer_prohibits"] for details in work),
        texted_at=_texted_at(session, phone),
        on_file=bool(people),
    )


def _same_people(session: Session, people: Iterable[Guarantor]) -> list[Guarantor]:
    found: dict[int, Guarantor] = {}
    for person in people:
        same = select(Guarantor).filter_by(name=person.name, date_of_birth=person.date_of_birth)
        found |= {other.id: other for other in session.scalars(same)}
    return list(found.values())


def _holds(
    session: Session, phones: Iterable[str], guarantors: Iterable[int]
) -> tuple[tuple[str, dt.datetime], ...]:
    theirs = or_(Hold.phone.in_(list(phones)), Hold.guarantor_id.in_(list(guarantors)))
    wanted = select(Hold).where(theirs, Hold.released_at.is_(None)).order_by(Hold.id)
    return tuple((hold.kind, hold.placed_at) for hold in session.scalars(wanted))


def _texted_at(session: Session, phone: str) -> dt.datetime | None:
    newest = select(func.max(InboundMessage.received_at)).join(Conversation)
    return session.scalar(newest.where(Conversation.phone == phone, Conversation.channel == "sms"))


def _time_zone(wishes: Iterable[ContactWish]) -> str | None:
    named = [w.details["time_zone"] for w in wishes if w.kind is WishKind.TIME_ZONE]
    return str(named[-1]) if named else None

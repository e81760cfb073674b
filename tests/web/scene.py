"""A store in the middle of a morning: the demonstration's people, some of whom wait for staff."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from receivables.domain.patient_documents import PatientDocument
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.services.arrangements import accept, propose, terms_key
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.consents import record_consent
from receivables.services.conversations import conversation_for
from receivables.services.demonstration import load_demonstration
from receivables.services.demonstration_staff import (
    DEMONSTRATION_USERNAME,
    ensure_demonstration_staff,
)
from receivables.services.explanation_text import short_text
from receivables.services.explanations import explain_encounter
from receivables.services.handoffs import request_handoff
from receivables.services.holds import place_hold
from receivables.services.portal_links import create_bill_link, create_portal_link
from receivables.store.database import transaction
from receivables.store.tables import (
    Author,
    Conversation,
    Encounter,
    Guarantor,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
    Verification,
)
from tests.web.handset import OUR_NUMBER

WALTER, MARIA, CARMEN, BILL, STRANGER = (
    f"+1216555{last}" for last in ("0141", "0142", "0151", "0152", "0188")
)

ATTACK = (
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> https://evil.example/pay"
)


@dataclass(frozen=True)
class Scene:
    """What tests and pictures start from. `talks` maps phone numbers to conversation ids."""

    username: str
    password: str
    talks: dict[str, str]
    portal_token: str
    portal_born: str
    account_token: str
    account_born: str


def set_scene(
    store: Engine, now: dt.datetime, secret_key: str, stranger_says: str = ATTACK
) -> Scene:
    """Load the demonstration and let four people ask for a person."""
    load_demonstration(store, now)
    with transaction(store) as session:
        password = ensure_demonstration_staff(session, now)
        talks = {
            MARIA: _maria(session, now, secret_key),
            CARMEN: _carmen(session, now, secret_key),
            BILL: _bill(session, now, secret_key),
            STRANGER: _stranger(session, now, secret_key, stranger_says),
        }
        walter = _guarantor(session, WALTER)
        visit = session.scalars(
            select(Encounter).filter_by(guarantor_id=walter.id, account_number="LH-204101")
        ).one()
        token = create_bill_link(session, visit.id, "en", now)
        maria = _guarantor(session, MARIA)
        account = PatientDocument.ACCOUNT
        account_token = create_portal_link(session, maria.id, account, maria.id, "es", now)
    return Scene(
        DEMONSTRATION_USERNAME,
        password,
        talks,
        token,
        walter.date_of_birth.strftime("%m/%d/%Y"),
        account_token,
        maria.date_of_birth.strftime("%m/%d/%Y"),
    )


def _maria(session: Session, now: dt.datetime, key: str) -> str:
    talk = conversation_for(session, "sms", MARIA, OUR_NUMBER, key, now)
    talk.language = "es"
    person = _verify(session, talk, now)
    visit = balance_summary(session, person.id).visits[-1]
    why = short_text(explain_encounter(session, visit.encounter_id), "es")
    _exchange(session, talk, now - dt.timedelta(minutes=9), "¿por qué debo tanto?", why)
    _exchange(session, talk, now - dt.timedelta(minutes=7), "quiero hablar con una persona")
    summary = (
        "Verified: María Santos\nAsked: explain_bill\nLast text: quiero hablar con una persona"
    )
    request_handoff(session, talk.id, "asked", summary, "maria", now - dt.timedelta(minutes=7))
    return talk.id


def _carmen(session: Session, now: dt.datetime, key: str) -> str:
    talk = conversation_for(session, "sms", CARMEN, OUR_NUMBER, key, now)
    person = _verify(session, talk, now)
    at = now - dt.timedelta(minutes=26)
    said = "could I pay less if I pay it all at once?"
    wish = Wish(None, 12, Frequency.MONTHLY, organisation_date(now) + dt.timedelta(days=10))
    offer = propose(session, person.id, wish, now)
    accept(session, person.id, talk.id, wish, terms_key(offer.schedule), "plan", now)
    _exchange(session, talk, at, said, "A person at the billing office looks at that with you.")
    summary = f"Verified: {person.name}\nAsked: settlement_offer\nLast text: {said}"
    request_handoff(session, talk.id, "settlement", summary, "carmen", at)
    return talk.id


def _bill(session: Session, now: dt.datetime, key: str) -> str:
    talk = conversation_for(session, "sms", BILL, OUR_NUMBER, key, now)
    name = _verify(session, talk, now).name
    place_hold(session, BILL, "dispute", "text", now, None)
    at, said = now - dt.timedelta(minutes=75), "this is wrong, I want to complain"
    _exchange(session, talk, at, said, "I'm sorry. A person reads this and answers you.")
    summary = f"Verified: {name}\nAsked: dispute_charge\nLast text: {said}"
    request_handoff(session, talk.id, "complaint", summary, "bill", at)
    return talk.id


def _stranger(session: Session, now: dt.datetime, key: str, said: str) -> str:
    talk = conversation_for(session, "sms", STRANGER, OUR_NUMBER, key, now)
    _exchange(session, talk, now - dt.timedelta(minutes=2), said)
    summary = f"Verified: -\nAsked: -\nLast text: {said}"
    request_handoff(session, talk.id, "not_understood", summary, "stranger", now)
    record_consent(session, STRANGER, "sms", False, "text:STOP", now)
    return talk.id


def _guarantor(session: Session, phone: str) -> Guarantor:
    return session.scalars(select(Guarantor).filter_by(phone=phone)).first()  # type: ignore[return-value]


def _verify(session: Session, talk: Conversation, now: dt.datetime) -> Guarantor:
    person = _guarantor(session, talk.phone)
    session.add(
        Verification(
            conversation_id=talk.id,
            guarantor_id=person.id,
            verified_at=now - dt.timedelta(minutes=10),
            expires_at=now + dt.timedelta(minutes=20),
        )
    )
    return person


def _exchange(
    session: Session, talk: Conversation, at: dt.datetime, said: str, answer: str = ""
) -> None:
    text = InboundMessage(
        message_sid=f"SM{talk.phone[-4:]}{at.timestamp():.0f}",
        conversation_id=talk.id,
        body=said,
        received_at=at,
        state=InboundState.DONE,
    )
    session.add(text)
    session.flush()
    if answer:
        session.add(
            OutboundMessage(
                conversation_id=talk.id,
                in_reply_to_id=text.id,
                author=Author.ASSISTANT,
                purpose="reply",
                body=answer,
                state=OutboundState.DELIVERED,
                created_at=at + dt.timedelta(seconds=1),
                state_at=at + dt.timedelta(seconds=2),
            )
        )

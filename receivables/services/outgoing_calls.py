"""A representative asks for a call: their own phone rings first, then the person's.

Whether the person may be called is asked here, for the representative to read, and once more
before their number is dialled (services.bridged_calls).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN
from receivables.domain.outgoing_calls import OutgoingCallState
from receivables.policy.contact.facts import Channel, ProposedContact, Refused
from receivables.services.call_moments import CALLBACK
from receivables.services.contact_permission import permission
from receivables.services.handoff_steps import NotAllowed
from receivables.services.staff_telephones import InvalidPhone, e164
from receivables.store.tables import Conversation, Guarantor, Handoff, OutgoingCall, StaffAccount

# What a call may be for: an answer to who asked to be called, or something of ours.
PURPOSES = (CALLBACK, "reminder", "notice", "first_contact")
RINGS_FOR = dt.timedelta(minutes=3)
LASTS = dt.timedelta(hours=4)
_BEFORE = (OutgoingCallState.REQUESTED, OutgoingCallState.PLACING, OutgoingCallState.RINGING)
_BRIDGED = (OutgoingCallState.DIALLING, OutgoingCallState.SPEAKING)


class CallRefused(NotAllowed):
    """A rule on contact forbids the call; `refused` says which, why, and until when."""

    def __init__(self, refused: Refused):
        super().__init__(f"This call is not allowed now ({refused.rule}): {refused.why}.")
        self.refused = refused


def request_bridge(
    session: Session, staff_id: int, phone: str, purpose: str, now: dt.datetime
) -> OutgoingCall:
    """Ask for a call to a person's number for one of PURPOSES; the worker places it.

    Raises CallRefused, NotAllowed (no telephone of their own, another call under way, no number),
    ValueError for another purpose, and NoResultFound for an unknown id.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"a call is for one of {', '.join(PURPOSES)}")
    staff = session.get_one(StaffAccount, staff_id, with_for_update=True)
    if staff.disabled_at is not None or not staff.phone:
        raise NotAllowed("Enter your own telephone number first: it rings before theirs.")
    to = _number(phone)
    _nobody_speaks(session, staff, to, now)
    call = OutgoingCall(
        staff_account_id=staff.id,
        staff_phone=staff.phone,
        phone=to,
        purpose=purpose,
        language=_language(session, to),
        person_asked_at=_asked_at(session, to) if purpose == CALLBACK else None,
        requested_at=now,
        state=OutgoingCallState.REQUESTED,
        state_at=now,
        attempts=0,
    )
    decision = permission(session, to, contact_of(call, now))
    if isinstance(decision, Refused):
        raise CallRefused(decision)
    session.add(call)
    session.flush()
    return call


def contact_of(
    call: OutgoingCall, at: dt.datetime, *, artificial_voice: bool = False
) -> ProposedContact:
    """The contact that a call is, at a moment: what the gate is asked."""
    return ProposedContact(Channel.VOICE, call.purpose, at, artificial_voice, call.person_asked_at)


def calls_to(session: Session, phone: str, limit: int = 5) -> list[OutgoingCall]:
    """The latest calls that were asked for to a number (E.164), newest first."""
    wanted = select(OutgoingCall).where(OutgoingCall.phone == phone)
    return list(session.scalars(wanted.order_by(OutgoingCall.id.desc()).limit(limit)))


def under_way(session: Session, staff_id: int, now: dt.datetime) -> OutgoingCall | None:
    """The call that a representative has asked for, or is in, if any."""
    mine = OutgoingCall.staff_account_id == staff_id
    return session.scalar(select(OutgoingCall).where(mine, _goes_on(now)).limit(1))


def _nobody_speaks(session: Session, staff: StaffAccount, phone: str, now: dt.datetime) -> None:
    if phone == staff.phone:
        raise NotAllowed("This is your own number.")
    if under_way(session, staff.id, now) is not None:
        raise NotAllowed("You have a call already: hang up, then ask again.")
    same = select(OutgoingCall.id).where(OutgoingCall.phone == phone, _goes_on(now)).limit(1)
    if session.scalar(same) is not None:
        raise NotAllowed("A colleague is calling this person just now.")


def _goes_on(now: dt.datetime) -> ColumnElement[bool]:
    return or_(
        and_(OutgoingCall.state.in_(_BEFORE), OutgoingCall.state_at > now - RINGS_FOR),
        and_(OutgoingCall.state.in_(_BRIDGED), OutgoingCall.state_at > now - LASTS),
    )


def _number(written: str) -> str:
    try:
        return e164(written)
    except InvalidPhone as problem:
        raise NotAllowed("This person shows no number that can be called.") from problem


def _asked_at(session: Session, phone: str) -> dt.datetime | None:
    """When the person who waits at this number asked for a person, if anybody does."""
    wanted = (
        select(Handoff.requested_at)
        .join(Conversation, Handoff.conversation_id == Conversation.id)
        .where(Conversation.phone == phone, Handoff.state.in_(OPEN))
    )
    return session.scalar(wanted.order_by(Handoff.requested_at.desc()).limit(1))


def _language(session: Session, phone: str) -> str:
    """The language of the person's latest conversation, else of their account."""
    latest = select(Conversation.language).where(Conversation.phone == phone)
    on_file = select(Guarantor.language).where(Guarantor.phone == phone)
    spoken = session.scalar(latest.order_by(Conversation.created_at.desc()).limit(1))
    return spoken or session.scalar(on_file.limit(1)) or "en"

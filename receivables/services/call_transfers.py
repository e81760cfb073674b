"""Passing a call on, warm: who is rung, who accepted, and how it ended."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.services.handoff_steps import NotAllowed
from receivables.services.handoff_steps import accept as accept_handoff
from receivables.services.outgoing_calls import LASTS, RINGS_FOR, under_way
from receivables.services.staff_telephones import available_staff
from receivables.store.tables import CallTransfer, Handoff, PhoneCall, StaffAccount, TransferState

MOST_RUNG = 3  # nobody is kept waiting for longer; then a call back is offered


def ring_next(
    session: Session, call: PhoneCall, handoff: Handoff, now: dt.datetime
) -> CallTransfer | None:
    """The next representative to ring for a call; None when nobody is left who is free.

    Each is rung once a call, the one who has waited longest first.
    """
    rung = select(CallTransfer.staff_account_id).where(CallTransfer.call_sid == call.call_sid)
    tried = set(session.scalars(rung))
    if len(tried) >= MOST_RUNG:
        return None
    for staff in available_staff(session):
        if staff.id not in tried and staff.phone and not _is_busy(session, staff, now):
            transfer = CallTransfer(
                call_sid=call.call_sid,
                handoff_id=handoff.id,
                staff_account_id=staff.id,
                phone=staff.phone,
                state=TransferState.RINGING,
                rung_at=now,
            )
            session.add(transfer)
            session.flush()
            return transfer
    return None


def locked_transfer(session: Session, transfer_id: int) -> CallTransfer:
    """The transfer as it stands now, kept from others. Raises NoResultFound for an unknown id."""
    return session.get_one(CallTransfer, transfer_id, with_for_update=True, populate_existing=True)


def accept(session: Session, transfer: CallTransfer, now: dt.datetime) -> bool:
    """The representative takes the call: the handoff is theirs from now on.

    False when it is too late: the caller hung up, or a colleague has it. Again changes nothing.
    """
    if transfer.state is TransferState.ACCEPTED:
        return True
    if transfer.state is not TransferState.RINGING or transfer.call.ended_at is not None:
        return False
    talk = transfer.handoff.conversation_id
    try:
        accept_handoff(session, talk, transfer.staff_account_id, now)
    except NotAllowed:
        return False
    transfer.state, transfer.accepted_at = TransferState.ACCEPTED, now
    # Whoever just spoke goes to the end of the line.
    transfer.staff.available_since = now if transfer.staff.available_since else None
    return True


def end_transfer(transfer: CallTransfer, now: dt.datetime) -> bool:
    """The representative's leg is over; whether they had taken the call."""
    if transfer.state is TransferState.RINGING:
        transfer.state, transfer.ended_at = TransferState.NOT_ACCEPTED, now
    elif transfer.state is TransferState.ACCEPTED:
        transfer.state, transfer.ended_at = TransferState.ENDED, now
    return transfer.accepted_at is not None


def end_transfers(session: Session, call: PhoneCall, now: dt.datetime) -> None:
    """The caller's leg is over, and with it whatever transfer went on."""
    wanted = select(CallTransfer).where(
        CallTransfer.call_sid == call.call_sid, CallTransfer.ended_at.is_(None)
    )
    for transfer in session.scalars(wanted):
        if transfer.state is TransferState.RINGING:
            transfer.state, transfer.ended_at = TransferState.HUNG_UP, now
        else:
            end_transfer(transfer, now)


def _is_busy(session: Session, staff: StaffAccount, now: dt.datetime) -> bool:
    if under_way(session, staff.id, now) is not None:
        return True
    wanted = select(CallTransfer).where(
        CallTransfer.staff_account_id == staff.id, CallTransfer.ended_at.is_(None)
    )
    return any(
        now - transfer.rung_at < (LASTS if transfer.accepted_at else RINGS_FOR)
        for transfer in session.scalars(wanted)
    )

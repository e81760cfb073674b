"""When the person is called again: proposed inside the rules, and never before they allow it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.policy.contact.facts import Channel, ProposedContact, Refused
from receivables.services.call_check import NOTICE
from receivables.services.call_moments import CALLBACK, callable_moment
from receivables.services.clock import organisation_zone
from receivables.services.contact_permission import permission
from receivables.services.handoff_steps import NotAllowed
from receivables.store.tables import CollectorCall


def next_call(
    session: Session,
    call: CollectorCall,
    disposition: CallDisposition,
    now: dt.datetime,
    callback_at: dt.datetime | None = None,
    promised_on: dt.date | None = None,
) -> dt.datetime | None:
    """The moment proposed for an ending; None where none is: a hold, an arrangement, no way.

    A callback's is its own; a promise's the morning after its day. Writes nothing.
    """
    leaves = LEAVES[disposition]
    if leaves.hold:
        return None
    if callback_at is not None:
        return callback_at
    if promised_on is not None:
        after = dt.datetime.combine(promised_on, dt.time(), organisation_zone())
        wanted = (after + dt.timedelta(days=1)).astimezone(dt.UTC)
    elif leaves.again_after is not None:
        wanted = now + dt.timedelta(days=leaves.again_after)
    else:
        return None
    return callable_moment(session, call.phone, wanted, NOTICE)


def refuse_too_soon(
    session: Session,
    call: CollectorCall,
    at: dt.datetime,
    now: dt.datetime,
    requested_at: dt.datetime | None = None,
) -> None:
    """Raises NotAllowed for a moment that is past, or at which a rule refuses the call."""
    if at <= now:
        raise NotAllowed("The next call lies in the past. Choose a later moment.")
    purpose = CALLBACK if requested_at else NOTICE
    contact = ProposedContact(Channel.VOICE, purpose, at, requested_at=requested_at)
    decision = permission(session, call.phone, contact)
    if isinstance(decision, Refused):
        when = _when(decision.until)
        raise NotAllowed(f"No call then ({decision.rule}): {decision.why}{when}.")


def _when(until: dt.datetime | None) -> str:
    if until is None:
        return ""
    return f"; allowed from {until.astimezone(organisation_zone()):%b %-d, %-I:%M %p}"

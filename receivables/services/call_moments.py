"""When a person may be called next: while the office works, and while every rule allows it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Allowed, Channel, ProposedContact
from receivables.services.clock import office_opens
from receivables.services.contact_permission import permission

CALLBACK = "callback"
_MOST_TRIES = 30  # allowed moments looked at; office hours may never meet the person's own


def callable_moment(
    session: Session,
    phone: str,
    from_: dt.datetime,
    purpose: str,
    requested_at: dt.datetime | None = None,
) -> dt.datetime | None:
    """The first moment (UTC) from one on at which a person may be called; None when there is none.

    Open hours of the organisation, and what the rules and the person's own wishes allow
    (policy.contact). `requested_at`: when they asked to be called, if they did.
    """
    at = office_opens(from_).astimezone(dt.UTC)
    for _ in range(_MOST_TRIES):
        contact = ProposedContact(Channel.VOICE, purpose, at, requested_at=requested_at)
        decision = permission(session, phone, contact)
        if isinstance(decision, Allowed):
            return at
        if decision.until is None:
            return None
        at = office_opens(decision.until).astimezone(dt.UTC)
    return None

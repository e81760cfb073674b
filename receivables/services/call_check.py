"""Before a call: may this person be called now, and what should the collector know?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.handoffs import OPEN
from receivables.policy.contact.facts import (
    Allowed,
    Attempt,
    Channel,
    Outcome,
    ProposedContact,
    Refused,
)
from receivables.services.call_moments import CALLBACK
from receivables.services.contact_attempts import attempts_to
from receivables.services.contact_check import check_contact
from receivables.services.work_items import open_work_items
from receivables.store.tables import Conversation, Guarantor, Handoff

NOTICE = "notice"
SEVEN_DAYS = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CallCheck:
    """What the rules say of a call now. `local` is the clock where the person may be, zone by
    zone; `calls` those of the last seven days; `requested_at` when they asked to be called."""

    phone: str
    contact: ProposedContact
    decision: Allowed | Refused
    refused: Sequence[Refused]
    local: Sequence[tuple[str, dt.datetime]]
    calls: Sequence[Attempt]

    @property
    def allowed(self) -> bool:
        """Whether the call may be made."""
        return isinstance(self.decision, Allowed)


def check_call(session: Session, guarantor: Guarantor, now: dt.datetime) -> CallCheck:
    """Put a call to the guarantor's number to every rule. Writes nothing."""
    asked = callback_asked_at(session, guarantor)
    purpose = CALLBACK if asked else NOTICE
    contact = ProposedContact(Channel.VOICE, purpose, now, requested_at=asked)
    found = check_contact(session, guarantor.phone, contact)
    lately = attempts_to(session, [guarantor.phone], now - SEVEN_DAYS)
    return CallCheck(
        phone=guarantor.phone,
        contact=contact,
        decision=found.decision,
        refused=found.refused,
        local=[(zone, now.astimezone(ZoneInfo(zone))) for zone in found.zones],
        calls=[
            call
            for call in lately
            if call.channel is Channel.VOICE and call.outcome is not Outcome.NOT_CONNECTED
        ],
    )


def callback_asked_at(session: Session, guarantor: Guarantor) -> dt.datetime | None:
    """When the person last asked to be called back and nobody has done it yet."""
    items = open_work_items(session, guarantor.id)
    asked = [item.opened_at for item in items if item.kind == CALLBACK]
    waiting = select(Handoff.requested_at).join(Conversation)
    waiting = waiting.where(
        Conversation.phone == guarantor.phone,
        Handoff.state.in_(OPEN),
        Handoff.callback_at.is_not(None),
    )
    return max([*asked, *session.scalars(waiting)], default=None)

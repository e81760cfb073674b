"""What stands in a conversation and may change while its page is open: who has it, who it is, what
they owe, what protects them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.policy.contact.holds import WHY as HOLD_KINDS
from receivables.services.assistant_deeds import assistant_deeds
from receivables.services.audit_trail import record_act
from receivables.services.consents import last_refusal
from receivables.services.handoffs import open_handoff
from receivables.services.holds import active_holds
from receivables.services.staff_cards import account_card, identity_card, people_at
from receivables.services.threads import last_words
from receivables.store.database import transaction
from receivables.store.tables import Conversation
from web.console.sight import has_sight, standing_of
from web.console.staff import LookingOn, StaffMember, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/conversations", dependencies=[may(Act.OPEN_CONVERSATION)])


@router.get("/{key}/standing")
def standing_alone(
    request: Request,
    key: str,
    staff: LookingOn,
    store: Store,
    now: Now,
    seen: Annotated[int, Query()] = 0,
) -> Response:
    """What stands, for the page that is open. `seen`: whose account that page has shown; another's
    is written down as opened. Who may see the conversation no longer is told who has it, and that
    alone."""
    with transaction(store) as session:
        if not has_sight(session, key, staff):
            return page(request, "console/gone.html", handoff=open_handoff(session, key))
        values = standing_values(session, key, staff, now)
        known = values["identity"].guarantor
        if known is not None and known.id != seen:
            record_act(session, staff.id, Act.OPEN_CONVERSATION, now, key, known.id)
        return page(request, "console/standing.html", alone=True, **values)


def standing_values(
    session: Session, key: str, staff: StaffMember, now: dt.datetime
) -> dict[str, Any]:
    """What the template of what stands asks for."""
    here = session.get_one(Conversation, key)
    identity = identity_card(session, key, now)
    known = identity.guarantor
    handoff = open_handoff(session, key)
    return {
        "staff": staff,
        "now": now,
        "key": key,
        "conversation": here,
        "handoff": handoff,
        "standing": standing_of(handoff, staff),
        "identity": identity,
        "account": account_card(session, known.id) if known else None,
        "others": people_at(session, here.phone) if known is None else [],
        "last_words": last_words(session, key),
        "deeds": assistant_deeds(session, key),
        "holds": active_holds(session, here.phone, known.id if known else None),
        "refusal": last_refusal(session, here.phone, here.channel),
        "hold_kinds": list(HOLD_KINDS),
    }

"""One conversation: the thread as the patient saw it, and cards about who it is."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from receivables.domain.acts import Act
from receivables.domain.handoffs import HandoffDisposition
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Offer, Wish
from receivables.services.audit_trail import record_act
from receivables.services.clock import organisation_date
from receivables.services.notes import LONGEST_NOTE, notes_about
from receivables.services.outgoing_calls import calls_to
from receivables.services.patient_documents import documents_on_file
from receivables.services.representatives import LONGEST_REPLY
from receivables.services.staff import colleagues
from receivables.services.staff_cards import identity_card
from receivables.services.staff_history import (
    latest_attempts,
    latest_claims,
    latest_consents,
)
from receivables.services.staff_work import KINDS, LONGEST_WORK, work_here
from receivables.services.suggested_replies import suggested_replies
from receivables.services.threads import thread
from receivables.store.database import reading, transaction
from receivables.store.tables import Conversation
from web.console.sight import require_sight
from web.console.staff import AtWork, LookingOn, StaffMember, may
from web.console.standing import standing_values
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/conversations", dependencies=[may(Act.OPEN_CONVERSATION)])


@dataclass(frozen=True, slots=True)
class OfferedTerms:
    """Terms worked out for a person, to be read to them and agreed on: `key` names them, `words`
    are the ones the person hears."""

    offer: Offer
    wish: Wish
    key: str
    words: str


@router.get("/{key}")
def conversation(request: Request, key: str, staff: AtWork, store: Store, now: Now) -> Response:
    """The conversation's page. Opening it is written down."""
    with transaction(store) as session:
        require_sight(session, key, staff)
        seen = identity_card(session, key, now).guarantor
        record_act(session, staff.id, Act.OPEN_CONVERSATION, now, key, seen.id if seen else None)
    return show(request, key, staff, store, now)


@router.get("/{key}/thread")
def thread_alone(request: Request, key: str, staff: LookingOn, store: Store) -> Response:
    """The thread alone, for the page that is open."""
    with reading(store) as session:
        require_sight(session, key, staff)
        texts = thread(session, key)
    return page(request, "console/thread.html", key=key, texts=texts)


@router.get("/{key}/calls")
def calls_alone(request: Request, key: str, staff: LookingOn, store: Store) -> Response:
    """How the calls stand, for the page that is open."""
    with reading(store) as session:
        require_sight(session, key, staff)
        calls = calls_to(session, session.get_one(Conversation, key).phone)
        address = f"/console/conversations/{key}"
        return page(request, "console/calls_made.html", address=address, calls=calls)


def show(
    request: Request,
    key: str,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    problem: str = "",
    draft: str = "",
    terms: OfferedTerms | None = None,
) -> Response:
    """The page as it stands; with a problem, what was refused and why (400)."""
    with reading(store) as session:
        require_sight(session, key, staff)
        values = standing_values(session, key, staff, now)
        here, identity, account = values["conversation"], values["identity"], values["account"]
        known = identity.guarantor
        return page(
            request,
            "console/conversation.html",
            400 if problem else 200,
            **values,
            texts=thread(session, key),
            notes=notes_about(session, key),
            colleagues=colleagues(session, staff.id),
            dispositions=list(HandoffDisposition),
            claims=latest_claims(session, known.id) if known else [],
            consents=latest_consents(session, here.phone),
            attempts=latest_attempts(session, here.phone),
            calls=calls_to(session, here.phone),
            documents=documents_on_file(session, known.id) if known else [],
            work=work_here(session, key, known.id if known else None),
            work_kinds=KINDS,
            longest_work=LONGEST_WORK,
            frequencies=list(Frequency),
            today=organisation_date(now),
            suggestions=suggested_replies(
                session, values["handoff"], identity, account, staff.name, here.language, now
            ),
            terms=terms,
            once=uuid.uuid4().hex,
            longest=LONGEST_REPLY,
            longest_note=LONGEST_NOTE,
            problem=problem,
            draft=draft,
        )

"""One conversation: the thread as the patient saw it, and cards about who it is."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.handoffs import HandoffDisposition, HandoffState
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Offer, Wish
from receivables.policy.contact.holds import WHY as HOLD_KINDS
from receivables.services.assistant_deeds import assistant_deeds
from receivables.services.audit_trail import record_act
from receivables.services.clock import organisation_date
from receivables.services.consents import last_refusal
from receivables.services.handoffs import open_handoff
from receivables.services.holds import active_holds
from receivables.services.notes import LONGEST_NOTE, notes_about
from receivables.services.outgoing_calls import calls_to
from receivables.services.patient_documents import documents_on_file
from receivables.services.representatives import LONGEST_REPLY
from receivables.services.staff import colleagues
from receivables.services.staff_cards import account_card, identity_card, people_at
from receivables.services.staff_history import (
    latest_attempts,
    latest_claims,
    latest_consents,
)
from receivables.services.staff_work import KINDS, LONGEST_WORK, work_here
from receivables.services.suggested_replies import suggested_replies
from receivables.services.threads import last_words, thread
from receivables.store.database import reading, transaction
from receivables.store.tables import Conversation, Handoff
from web.console.staff import AtWork, LookingOn, StaffMember, may
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


def sight(key: str, staff: LookingOn, store: Store) -> str:
    """The id of a conversation that this person may see; 404 or 403 otherwise."""
    with reading(store) as session:
        require_sight(session, key, staff)
    return key


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
        here = session.get_one(Conversation, key)
        identity = identity_card(session, key, now)
        known = identity.guarantor
        handoff = open_handoff(session, key)
        account = account_card(session, known.id) if known else None
        return page(
            request,
            "console/conversation.html",
            400 if problem else 200,
            staff=staff,
            now=now,
            key=key,
            conversation=here,
            handoff=handoff,
            standing=_standing(handoff, staff),
            identity=identity,
            account=account,
            others=people_at(session, here.phone) if known is None else [],
            texts=thread(session, key),
            last_words=last_words(session, key),
            notes=notes_about(session, key),
            holds=active_holds(session, here.phone, known.id if known else None),
            refusal=last_refusal(session, here.phone, here.channel),
            colleagues=colleagues(session, staff.id),
            dispositions=list(HandoffDisposition),
            hold_kinds=list(HOLD_KINDS),
            claims=latest_claims(session, known.id) if known else [],
            consents=latest_consents(session, here.phone),
            attempts=latest_attempts(session, here.phone),
            calls=calls_to(session, here.phone),
            documents=documents_on_file(session, known.id) if known else [],
            deeds=assistant_deeds(session, key),
            work=work_here(session, key, known.id if known else None),
            work_kinds=KINDS,
            longest_work=LONGEST_WORK,
            frequencies=list(Frequency),
            today=organisation_date(now),
            suggestions=suggested_replies(
                session, handoff, identity, account, staff.name, here.language, now
            ),
            terms=terms,
            once=uuid.uuid4().hex,
            longest=LONGEST_REPLY,
            longest_note=LONGEST_NOTE,
            problem=problem,
            draft=draft,
        )


def _standing(handoff: Handoff | None, staff: StaffMember) -> str:
    """assistant, waiting, mine or another's."""
    if handoff is None:
        return "assistant"
    if handoff.state is not HandoffState.ACCEPTED:
        return "waiting"
    return "mine" if handoff.accepted_by_id == staff.id else "another's"


def require_sight(session: Session, key: str, staff: StaffMember) -> None:
    """404 for what is not there; 403 for a colleague's, or the assistant's, without the right."""
    if session.get(Conversation, key) is None:
        raise HTTPException(404, "There is no such conversation.")
    if Act.SEE_EVERY_CONVERSATION in staff.rights:
        return
    if _standing(open_handoff(session, key), staff) not in ("waiting", "mine"):
        raise HTTPException(403, "This conversation is not yours. Ask for it to be handed on.")

"""What a representative does in a conversation, under the same rules as the assistant."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.services.consents import is_opted_out
from receivables.services.handoff_steps import NotAllowed, accept
from receivables.services.handoffs import open_handoff
from receivables.services.outbox import enqueue
from receivables.services.portal_links import bill_page_address
from receivables.services.staff_cards import identity_card
from receivables.store.tables import (
    Author,
    Conversation,
    Encounter,
    OutboundMessage,
)
from receivables.wording import say

LONGEST_REPLY = 480  # three texts
PURPOSE = "person"  # an answer by a person: holds do not forbid it (services.sending)


def reply(
    session: Session, conversation_id: str, staff_id: int, body: str, now: dt.datetime
) -> OutboundMessage:
    """Text the patient as a person. Raises NotAllowed, and NoResultFound for an unknown id.

    Only while the handoff is open: otherwise the assistant would speak at the same time. Whoever
    writes first has accepted it; nobody else may write then. Consent is looked at again at the
    moment of sending.
    """
    conversation = session.get_one(Conversation, conversation_id)
    if open_handoff(session, conversation_id) is None:
        raise NotAllowed("This conversation is with the assistant. A person may not cut in.")
    if conversation.channel == "voice":
        raise NotAllowed("This person called. Call them back; a text would go to another thread.")
    if not body.strip():
        raise NotAllowed("Write a text first.")
    if len(body) > LONGEST_REPLY:
        raise NotAllowed(f"The text has {len(body)} characters; {LONGEST_REPLY} at most.")
    if is_opted_out(session, conversation.phone, conversation.channel):
        raise NotAllowed("This person has opted out of texts. They must text START first.")
    accept(session, conversation_id, staff_id, now)
    return enqueue(session, conversation_id, [body.strip()], Author.REPRESENTATIVE, PURPOSE, now)[0]


def send_bill_link(
    session: Session, conversation_id: str, staff_id: int, encounter_id: int, now: dt.datetime
) -> OutboundMessage:
    """Text the patient a link to the page of one visit's bill. Raises NotAllowed as `reply` does.

    Only of a visit of the person the conversation was verified as; the page asks again (H1).
    """
    conversation = session.get_one(Conversation, conversation_id)
    visit = session.get(Encounter, encounter_id)
    known = identity_card(session, conversation_id, now).guarantor
    theirs = known is not None and known.phone == conversation.phone
    if visit is None or known is None or not theirs or visit.guarantor_id != known.id:
        raise NotAllowed("This visit is not one of the person verified in this conversation.")
    language = conversation.language
    address = bill_page_address(session, visit.id, language, now)
    words = say("utter_documents_page_link", language, link=address)
    return reply(session, conversation_id, staff_id, words, now)

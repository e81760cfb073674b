"""What a representative does in a conversation, under the same rules as the assistant."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.patient_documents import PatientDocument
from receivables.services.consents import is_opted_out
from receivables.services.handoff_steps import NotAllowed, accept
from receivables.services.handoffs import open_handoff
from receivables.services.outbox import enqueue
from receivables.services.patient_documents import documents_on_file
from receivables.services.portal_links import create_portal_link, page_address
from receivables.services.staff_cards import identity_card
from receivables.store.tables import (
    Author,
    Conversation,
    OutboundMessage,
)
from receivables.wording import say

LONGEST_REPLY = 480  # three texts
LINKS = {
    PatientDocument.BILL: "utter_documents_page_link",
    PatientDocument.ITEMIZED_BILL: "utter_documents_itemized_link",
    PatientDocument.PLAN_TERMS: "utter_documents_plan_link",
    PatientDocument.INSURER_LETTER: "utter_documents_letter_link",
    PatientDocument.ACCOUNT: "utter_documents_account_link",
}
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


def send_document(
    session: Session,
    conversation_id: str,
    staff_id: int,
    document: PatientDocument,
    subject_id: int,
    now: dt.datetime,
) -> OutboundMessage:
    """Text the patient a link to a document of theirs. Raises NotAllowed as `reply` does.

    Only what is on file of the person the conversation was verified as; the page asks again (H1).
    """
    conversation = session.get_one(Conversation, conversation_id)
    known = identity_card(session, conversation_id, now).guarantor
    if known is None or known.phone != conversation.phone:
        raise NotAllowed("Nobody on file under this number was verified in this conversation.")
    theirs = {(one.document, one.subject_id) for one in documents_on_file(session, known.id)}
    if (document, subject_id) not in theirs:
        raise NotAllowed("This document is not one of the person verified in this conversation.")
    language = conversation.language
    token = create_portal_link(session, known.id, document, subject_id, language, now)
    words = say(LINKS[document], language, link=page_address(token))
    return reply(session, conversation_id, staff_id, words, now)

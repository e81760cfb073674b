"""The itemized bill that somebody asks for in a call: texted as a link at once, if it is on file.

What can't be texted is a colleague's work, with its day (services.answer_acts).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.patient_documents import PatientDocument
from receivables.services.balances import balance_summary
from receivables.services.call_agreements import ASKED_FOR
from receivables.services.collector_calls import may_be_told, note_down
from receivables.services.consents import is_opted_out
from receivables.services.handoff_steps import NotAllowed
from receivables.services.outbox import enqueue
from receivables.services.patient_documents import documents_on_file
from receivables.services.portal_links import create_portal_link, page_address
from receivables.services.representatives import LINKS
from receivables.services.text_threads import text_thread
from receivables.store.tables import Author, CollectorCall
from receivables.wording import say

KIND = PatientDocument.ITEMIZED_BILL
TEXTED = "itemized_texted"
NOT_ON_FILE = "There is no itemized bill to text in this call. Leave the tick out."


def itemized_visits(session: Session, call: CollectorCall, now: dt.datetime) -> list[int]:
    """The visits with something to pay whose itemized bill may be texted now; none before proof,
    nor to who opted out of texts."""
    if not may_be_told(call, now) or is_opted_out(session, call.phone, "sms"):
        return []
    owing = {one.encounter_id for one in balance_summary(session, call.guarantor_id).visits}
    on_file = documents_on_file(session, call.guarantor_id)
    return [one.subject_id for one in on_file if one.document is KIND and one.subject_id in owing]


def text_itemized_bills(session: Session, call: CollectorCall, now: dt.datetime) -> int:
    """Text a link to each, as the person asked; the page asks for their date of birth (H1, H2).

    How many were texted; consent is looked at again when they are sent. Raises NotAllowed where
    there is none.
    """
    visits = itemized_visits(session, call, now)
    if not visits:
        raise NotAllowed(NOT_ON_FILE)
    if was_texted(call):
        return 0
    talk = text_thread(session, call.phone, call.language, now)
    for visit in visits:
        token = create_portal_link(session, call.guarantor_id, KIND, visit, call.language, now)
        words = say(LINKS[KIND], call.language, link=page_address(token))
        enqueue(session, talk.id, [words], Author.REPRESENTATIVE, ASKED_FOR, now)
    note_down(call, TEXTED, now)
    return len(visits)


def was_texted(call: CollectorCall) -> bool:
    """Whether the itemized bill that was asked for in this call went out by text already."""
    return any(event["what"] == TEXTED for event in call.happened)

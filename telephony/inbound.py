"""Twilio's webhooks: a text is kept and acknowledged at once; nothing here waits for the model."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session
from twilio.twiml.messaging_response import MessagingResponse

from receivables.policy.opt_out import is_keyword
from receivables.policy.redaction import redact
from receivables.services.conversations import conversation_for
from receivables.services.delivery_reports import record_report
from receivables.services.documents import note_documents
from receivables.services.inbox import receive
from receivables.services.on_call import on_call_staff
from receivables.settings import settings
from receivables.store.tables import InboundMessage, InboundState
from receivables.store.together import together
from telephony.consent_at_arrival import settle_consent
from telephony.numbers import normalised
from telephony.settings import twilio_settings
from telephony.signatures import Form, signed_form
from telephony.texts import clean

router = APIRouter(prefix="/twilio")
NOTHING_TO_SAY = str(MessagingResponse())


@router.post("/sms")
async def receive_text(request: Request) -> Response:
    """A text for our number. Answered with empty TwiML, a duplicate too: replies go by the API."""
    form = await signed_form(request)
    await run_in_threadpool(keep_text, form, dt.datetime.now(dt.UTC))
    return Response(NOTHING_TO_SAY, media_type="application/xml")


@router.post("/status")
async def receive_report(request: Request) -> Response:
    """A delivery report of a text that we sent; its address carries our own number of the text."""
    form = await signed_form(request)
    number = request.query_params.get("message", "")
    await run_in_threadpool(keep_report, form, number, dt.datetime.now(dt.UTC))
    return Response(status_code=204)


def keep_text(form: Form, now: dt.datetime) -> bool:
    """Keep a text, redacted, and settle what it says about consent: all of it or nothing.

    False for a duplicate, and for a sender whom no answer can reach (short codes, ourselves).
    Raises HTTPException 400 when it has no MessageSid.
    """
    sid = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid")
    if not sid:
        raise HTTPException(400, "A text needs a MessageSid.")
    phone = normalised(form.get("From"))
    our_number = normalised(form.get("To")) or twilio_settings().from_number
    if phone is None or phone == our_number:
        return False
    message = InboundMessage(
        message_sid=sid[:64],
        body=redact(clean(form.get("Body"))).text,
        media_count=_whole_number(form.get("NumMedia")),
        received_at=now,
        state=InboundState.RECEIVED,
    )
    return together().write(lambda session: _keep(session, message, phone, our_number, form))


def _keep(
    session: Session, message: InboundMessage, phone: str, our_number: str, form: Form
) -> bool:
    now = message.received_at
    talk = conversation_for(session, "sms", phone, our_number, settings().secret_key, now)
    message.conversation_id = talk.id
    if not receive(session, message):
        return False
    opt_out_type = form.get("OptOutType").upper()
    note_documents(session, message, _media(form, message.media_count), now)
    if _speaks_for_themselves(session, phone, message.body, opt_out_type):
        settle_consent(session, talk, message, opt_out_type, now)
    return True


def _speaks_for_themselves(session: Session, phone: str, body: str, opt_out_type: str) -> bool:
    """A representative on call writes to patients ("we stop texting you"): of them the bare words
    alone are about themselves."""
    on_call = on_call_staff(session, phone) is not None
    return not on_call or bool(opt_out_type) or is_keyword(body)


def keep_report(form: Form, number: str, now: dt.datetime) -> bool:
    """Keep a delivery report. False when it is about no text of ours."""
    return together().write(
        lambda session: record_report(
            session,
            form.get("MessageSid") or form.get("SmsSid"),
            form.get("MessageStatus") or form.get("SmsStatus"),
            form.get("ErrorCode") or None,
            now,
            int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None,
        )
    )


def _media(form: Form, count: int) -> list[tuple[str, str]]:
    """The (address, content type) of each picture of a text."""
    named = ((form.get(f"MediaUrl{n}"), form.get(f"MediaContentType{n}")) for n in range(count))
    return [(url, kind) for url, kind in named if url]


def _whole_number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0

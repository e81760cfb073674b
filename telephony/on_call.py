"""Texts of a representative on call: taken before any patient's, answered without the model."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from receivables.domain.on_call import Asked, OnCallRequest, read_request
from receivables.services.handoff_steps import NotAllowed
from receivables.services.on_call import LANGUAGE, about, on_call_staff
from receivables.services.on_call_threads import (
    choose,
    finish,
    open_threads,
    pass_on,
    thread_for,
)
from receivables.store.tables import Conversation, InboundMessage, OnCallThread, StaffAccount
from receivables.wording import say


def answer_on_call(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> tuple[str, ...] | None:
    """What a representative on call hears, none for nothing; None for everybody else."""
    staff = on_call_staff(session, conversation.phone)
    if staff is None:
        return None
    request = read_request(message.body)
    if request.kind is Asked.HELP:
        return (_say("utter_representative_on_call_help"),)
    if request.kind is Asked.LIST:
        return (_say("utter_representative_on_call_list", open=_open(session, staff)),)
    thread = thread_for(session, staff.id, request.number)
    if thread is None:
        return (_no_thread(session, staff, request),)
    try:
        return _act(session, staff, thread, request, message, now)
    except NotAllowed as problem:
        return (_say("utter_representative_on_call_refused", number=thread.id, why=str(problem)),)


def _act(
    session: Session,
    staff: StaffAccount,
    thread: OnCallThread,
    request: OnCallRequest,
    message: InboundMessage,
    now: dt.datetime,
) -> tuple[str, ...]:
    if request.kind is Asked.DONE:
        finish(session, thread, now)
        return (
            _say("utter_representative_on_call_done", number=thread.id, open=_open(session, staff)),
        )
    if request.kind is Asked.SAY:
        pass_on(session, thread, request.words, message.id, now)
    if not choose(session, thread, now) and request.kind is Asked.SAY:
        return ()
    return (
        _say(
            "utter_representative_on_call_chosen",
            number=thread.id,
            **about(session, thread.handoff),
        ),
    )


def _no_thread(session: Session, staff: StaffAccount, request: OnCallRequest) -> str:
    if request.number is None:
        return _say("utter_representative_on_call_which", open=_open(session, staff))
    return _say(
        "utter_representative_on_call_not_open", number=request.number, open=_open(session, staff)
    )


def _open(session: Session, staff: StaffAccount) -> str:
    found = [
        f"#{thread.id} ({about(session, thread.handoff)['who']})"
        for thread in open_threads(session, staff.id)
    ]
    return ", ".join(found) or _say("utter_representative_on_call_none")


def _say(name: str, **values: Any) -> str:
    return say(name, LANGUAGE, **values)

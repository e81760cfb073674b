"""The representative's side of a call that is passed on: who it is and why, and the key."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.services import call_transfers
from receivables.services.staff_cards import identity_card
from receivables.store.database import transaction
from receivables.store.tables import CallTransfer, TransferState
from receivables.wording import responses
from telephony.signatures import Form
from telephony.voice import bridge, markup
from telephony.voice.markup import Line, address
from telephony.voice.outgoing import STAFF_LANGUAGE
from telephony.voice.speech import line, spoken
from telephony.wordings import worded


class Transfers:
    """Answers the carrier about the representative's leg; each question may come twice."""

    def __init__(self, store: Engine):
        self._store = store

    def whisper(self, form: Form, transfer_id: int, now: dt.datetime) -> str:
        """Who calls and why, without anything clinical, and the key that accepts."""
        with transaction(self._store) as session:
            transfer = call_transfers.locked_transfer(session, transfer_id)
            if transfer.state is not TransferState.RINGING:
                return markup.tell([])
            lines = _whisper(session, transfer, now)
        return bridge.ask_for_key(lines, address(f"/accept?transfer={transfer_id}"))

    def accept(self, form: Form, transfer_id: int, now: dt.datetime) -> str:
        """The key that was pressed: both are connected by an empty document."""
        if form.get("Digits") != bridge.ACCEPT_KEY:
            return markup.tell([])
        with transaction(self._store) as session:
            transfer = call_transfers.locked_transfer(session, transfer_id)
            taken = call_transfers.accept(session, transfer, now)
        gone = [line("utter_voice_transfer_gone", STAFF_LANGUAGE, now)]
        return markup.nothing() if taken else markup.tell(gone)


def _whisper(session: Session, transfer: CallTransfer, now: dt.datetime) -> list[Line]:
    talk = transfer.handoff.conversation
    card = identity_card(session, talk.id, now)
    known = card.guarantor.name if card.guarantor is not None and card.stands else None
    who = (
        _said("utter_voice_transfer_from", who=known)
        if known
        else _said("utter_voice_why_unknown_caller")
    )
    why = f"utter_voice_why_{transfer.handoff.reason}"
    said = [who, _said(why if why in responses() else "utter_voice_why_asked")]
    if talk.language == "es":
        said.append(_said("utter_voice_transfer_in_spanish"))
    said.append(_said("utter_voice_transfer_accept"))
    return [spoken(" ".join(said), STAFF_LANGUAGE, now)]


def _said(name: str, **values: str) -> str:
    return worded(name, STAFF_LANGUAGE, "voice", **values)

"""The latest rows that an open page of a conversation shows, each with its state of the moment.

Only the latest of each kind are looked at: an import of thousands at once shows on an open page
when that asks again by itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from receivables.store.tables import (
    Consent,
    Conversation,
    Encounter,
    Guarantor,
    Hold,
    InboundMessage,
    LedgerEntry,
    OutboundMessage,
    OutgoingCall,
    PaymentArrangement,
    Verification,
)

LATEST_TEXTS = 200  # of each kind: older ones change no more
LATEST_ROWS = 50

Row = tuple[tuple[str, str, int], tuple[str, Hashable]]


def latest_rows(session: Session) -> Iterator[Row]:
    """(kind, conversation, number of the row) to (conversation, state)."""
    for kind, wanted, latest in (*_texts(), *_calls(), *_protections(), *_money()):
        newest = wanted.selected_columns[0].desc()
        for number, talk, state in session.execute(wanted.order_by(newest).limit(latest)):
            yield (kind, talk, number), (talk, state)


# The number of a row, its conversation, and what of it is shown.
_Wanted = tuple[str, Select[*tuple[Any, ...]], int]


def _texts() -> Iterator[_Wanted]:
    came, went = InboundMessage, OutboundMessage
    yield "in", select(came.id, came.conversation_id, literal(None)), LATEST_TEXTS
    yield "out", select(went.id, went.conversation_id, went.state), LATEST_TEXTS


def _calls() -> Iterator[_Wanted]:
    calls = select(OutgoingCall.id, Conversation.id, OutgoingCall.state)
    yield "call", calls.join(Conversation, Conversation.phone == OutgoingCall.phone), LATEST_ROWS


def _protections() -> Iterator[_Wanted]:
    """What protects the people of conversations, and who they were proved to be."""
    holds = select(Hold.id, Conversation.id, Hold.released_at)
    yield "hold", holds.join(Conversation, Conversation.phone == Hold.phone), LATEST_ROWS
    consents = select(Consent.id, Conversation.id, Consent.granted)
    yield "consent", consents.join(Conversation, Conversation.phone == Consent.phone), LATEST_ROWS
    proof = select(Verification.id, Verification.conversation_id, Verification.expires_at)
    yield "verification", proof, LATEST_ROWS


def _money() -> Iterator[_Wanted]:
    """What people of conversations owe, and agreed to."""
    theirs = Conversation.phone == Guarantor.phone
    ledger = select(LedgerEntry.id, Conversation.id, LedgerEntry.kind)
    ledger = ledger.join(Encounter, Encounter.id == LedgerEntry.encounter_id)
    yield "ledger", ledger.join(Guarantor).join(Conversation, theirs), LATEST_ROWS
    agreed = select(PaymentArrangement.id, Conversation.id, PaymentArrangement.state)
    agreed = agreed.join(Guarantor, Guarantor.id == PaymentArrangement.guarantor_id)
    yield "arrangement", agreed.join(Conversation, theirs), LATEST_ROWS

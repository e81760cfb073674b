"""All tables; importing this package fills `Base.metadata`."""

from typing import cast

from sqlalchemy import Table

from receivables.store.change_signal import announced
from receivables.store.tables.arrangements import (
    ArrangementState,
    Installment,
    InstallmentReminder,
    PaymentArrangement,
)
from receivables.store.tables.audit import AuditEntry
from receivables.store.tables.billing import Encounter, EntryKind, LedgerEntry, Party
from receivables.store.tables.calls import PhoneCall
from receivables.store.tables.card_payments import CardPayment, CardPaymentState
from receivables.store.tables.collector_calls import CollectorCall
from receivables.store.tables.contacts import ContactAttempt, ContactWish, WishKind
from receivables.store.tables.conversations import (
    Author,
    Conversation,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
)
from receivables.store.tables.documents import DocumentState, ReceivedDocument
from receivables.store.tables.handoffs import ConversationNote, Handoff
from receivables.store.tables.insurer_calls import InsurerCall, InsurerCallDraft
from receivables.store.tables.on_call import OnCallThread
from receivables.store.tables.outgoing_calls import OutgoingCall
from receivables.store.tables.people import Guarantor, Patient
from receivables.store.tables.practice import PracticeAssignment, PracticeCall, PracticeRehearsal
from receivables.store.tables.protections import (
    Consent,
    Hold,
    Verification,
    VerificationAttempt,
    VerificationDraft,
    WorkItem,
)
from receivables.store.tables.remittances import (
    ClaimRecord,
    ClaimState,
    ExplanationAccount,
    ExplanationRecord,
    RemittancePayment,
)
from receivables.store.tables.staff import (
    EntryAttempt,
    PortalLink,
    PortalVisit,
    StaffAccount,
    StaffSession,
)
from receivables.store.tables.transfers import CallTransfer, TransferState
from receivables.store.tables.validation_notices import ValidationNotice

# What open pages of the console show live.
for _shown in (Consent, Handoff, Hold, InboundMessage, OutboundMessage, Verification):
    announced(cast(Table, _shown.__table__))

__all__ = [
    "ArrangementState",
    "AuditEntry",
    "Author",
    "CallTransfer",
    "CardPayment",
    "CardPaymentState",
    "ClaimRecord",
    "ClaimState",
    "CollectorCall",
    "Consent",
    "ContactAttempt",
    "ContactWish",
    "Conversation",
    "ConversationNote",
    "DocumentState",
    "Encounter",
    "EntryAttempt",
    "EntryKind",
    "ExplanationAccount",
    "ExplanationRecord",
    "Guarantor",
    "Handoff",
    "Hold",
    "InboundMessage",
    "InboundState",
    "Installment",
    "InstallmentReminder",
    "InsurerCall",
    "InsurerCallDraft",
    "LedgerEntry",
    "OnCallThread",
    "OutboundMessage",
    "OutboundState",
    "OutgoingCall",
    "Party",
    "Patient",
    "PaymentArrangement",
    "PhoneCall",
    "PortalLink",
    "PortalVisit",
    "PracticeAssignment",
    "PracticeCall",
    "PracticeRehearsal",
    "ReceivedDocument",
    "RemittancePayment",
    "StaffAccount",
    "StaffSession",
    "TransferState",
    "ValidationNotice",
    "Verification",
    "VerificationAttempt",
    "VerificationDraft",
    "WishKind",
    "WorkItem",
]

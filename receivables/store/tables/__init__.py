"""All tables; importing this package fills `Base.metadata`."""

from receivables.store.tables.arrangements import (
    ArrangementState,
    Installment,
    PaymentArrangement,
)
from receivables.store.tables.billing import Encounter, EntryKind, LedgerEntry, Party
from receivables.store.tables.contacts import ContactAttempt, ContactWish, WishKind
from receivables.store.tables.conversations import (
    Author,
    Conversation,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
)
from receivables.store.tables.people import Guarantor, Patient
from receivables.store.tables.protections import (
    Consent,
    Handoff,
    HandoffState,
    Hold,
    Verification,
    VerificationAttempt,
    VerificationDraft,
    WorkItem,
)
from receivables.store.tables.remittances import (
    ClaimRecord,
    ClaimState,
    ExplanationRecord,
    RemittancePayment,
)
from receivables.store.tables.staff import (
    AccountView,
    EntryAttempt,
    PortalLink,
    PortalVisit,
    StaffAccount,
    StaffSession,
)

__all__ = [
    "AccountView",
    "ArrangementState",
    "Author",
    "ClaimRecord",
    "ClaimState",
    "Consent",
    "ContactAttempt",
    "ContactWish",
    "Conversation",
    "Encounter",
    "EntryAttempt",
    "EntryKind",
    "ExplanationRecord",
    "Guarantor",
    "Handoff",
    "HandoffState",
    "Hold",
    "InboundMessage",
    "InboundState",
    "Installment",
    "LedgerEntry",
    "OutboundMessage",
    "OutboundState",
    "Party",
    "Patient",
    "PaymentArrangement",
    "PortalLink",
    "PortalVisit",
    "RemittancePayment",
    "StaffAccount",
    "StaffSession",
    "Verification",
    "VerificationAttempt",
    "VerificationDraft",
    "WishKind",
    "WorkItem",
]

"""What was decided may be asked of a patient, and why. Source: remittance 1h."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment


class Disposition(StrEnum):
    """Where an amount stands. Only a payable one may be asked for."""

    PAYABLE = "payable"
    NOTHING_OWED = "nothing_owed"
    WAIT = "wait"
    HOLD = "hold"


class Reason(StrEnum):
    """Why a claim stands where it stands; each is explained in docs/remittance.md."""

    PATIENT_SHARE = "patient_share"
    NO_PATIENT_SHARE = "no_patient_share"

    DAMAGED = "damaged_claim"
    AMOUNT_UNKNOWN = "amount_unknown"
    SERVICE_UNBALANCED = "service_unbalanced"
    CLAIM_UNBALANCED = "claim_unbalanced"
    TRANSACTION_UNBALANCED = "transaction_unbalanced"
    SHARE_DIFFERS = "share_differs_from_reported"
    SHARE_NOT_REPORTED = "share_not_reported"
    UNKNOWN_STATUS = "unknown_status"

    REVERSAL = "reversal"
    REVERSED = "reversed"
    CORRECTED = "corrected"
    NEGATIVE_CORRECTION = "negative_correction"
    CONFLICTING_CLAIMS = "conflicting_claims"
    DUPLICATE = "duplicate"
    DUPLICATE_PAYMENT = "duplicate_payment"
    REPLACED = "replaced"
    CHARGES_DIFFER = "charges_differ"
    SEVERAL_PATIENTS = "several_patients"

    PREDETERMINATION = "predetermination"
    PENDING = "pending"
    NOT_OUR_CLAIM = "not_our_claim"
    FORWARDED = "forwarded_to_next_insurer"
    OTHER_INSURANCE_OPEN = "other_insurance_open"
    OTHER_INSURER_FIRST = "other_insurer_first"
    LATER_INSURER_DECIDES = "later_insurer_decides"

    QUALIFIED_MEDICARE_BENEFICIARY = "qualified_medicare_beneficiary"
    MEDICAID = "medicaid"
    WORKERS_COMPENSATION = "workers_compensation"
    LIABILITY = "liability"
    NO_SURPRISES_ACT = "no_surprises_act"
    OVER_ALLOWED_AMOUNT = "over_allowed_amount"
    LATE_FILING = "late_filing"
    BANKRUPTCY = "bankruptcy"
    OPEN_DISPUTE = "open_dispute"
    DECEASED = "deceased"
    MINOR = "minor"
    PREMIUM_GRACE_PERIOD = "premium_grace_period"
    COORDINATION_OF_BENEFITS = "coordination_of_benefits"
    MEMBER_NOT_IDENTIFIED = "member_not_identified"
    PATIENT_INFORMATION_MISSING = "patient_information_missing"
    PREVENTIVE_REVIEW = "preventive_review"
    OUT_OF_NETWORK = "out_of_network"
    HEALTH_ACCOUNT = "paid_from_health_account"
    CLAIM_INFORMATION_MISSING = "claim_information_missing"
    NOT_COLLECTABLE = "not_collectable"
    NOT_A_PATIENT_SHARE = "not_a_patient_share"
    CORRECTION_GROUP = "correction_group"
    REBILL = "claim_to_be_sent_again"

    PAYER_REDUCTION = "payer_reduction_to_review"
    PATIENT_CREDIT = "patient_credit"

    EXPLANATION_NOT_FINAL = "explanation_not_final"
    EXPLANATION_CANCELLED = "explanation_cancelled"
    NOT_A_CLAIM = "not_a_claim"
    NO_AMOUNTS = "no_amounts_available"
    CONTRADICTION = "contradiction"
    SHARE_NOT_STATED = "share_not_stated"
    PAID_BY_PATIENT = "paid_by_patient"


@dataclass(slots=True)
class PatientShare:
    """One amount of group PR and where it came from. `line` counts services from 1, 0 = claim.

    Of an explanation of benefit, one below zero is what the patient paid (`paidbypatient`).
    """

    amount: Money
    reason: str
    line: int
    payer_claim_control_number: str
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Decision:
    """The decision on one claim.

    `patient_owes` is None while nothing may be said (wait, hold); it is the sum of `shares`.
    `reasons` are codes of docs/remittance.md, the deciding one first; `notes` are for staff only.
    """

    disposition: Disposition
    reasons: tuple[Reason, ...]
    patient_owes: Money | None
    shares: tuple[PatientShare, ...] = ()
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountContext:
    """What else is known of the account; the defaults say that nothing is.

    `insurers` counts those known to be in line, 0 when unknown; `charge` is all that was charged
    for the account; `patient_paid` is what the patient already paid or was credited.
    """

    insurers: int = 0
    charge: Money | None = None
    qualified_medicare_beneficiary: bool = False
    medicaid: bool = False
    workers_compensation: bool = False
    bankruptcy: bool = False
    open_dispute: bool = False
    surprise_billing_protected: bool = False
    deceased: bool = False
    minor: bool = False
    patient_paid: Money = ZERO


@dataclass(slots=True)
class AccountDecision:
    """The decision on an account from all its claims, whatever order they came in.

    `claims` pairs each claim with its own decision after pairing and coordination of benefits.
    `patient_owes` is the sum of the last payers' shares, None on wait and hold; `balance` is that
    less `patient_paid`: negative means a credit that goes back to the patient.
    """

    disposition: Disposition
    reasons: tuple[Reason, ...]
    patient_owes: Money | None
    balance: Money | None = None
    claims: list[tuple[ClaimPayment, Decision]] = field(default_factory=list)
    notes: tuple[Reason, ...] = ()

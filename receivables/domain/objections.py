"""What people answer when they are asked about a bill, and which answers the law acts on."""

from __future__ import annotations

from enum import StrEnum


class Objection(StrEnum):
    """Every answer that has a script of its own (`data/scripts/objections`)."""

    INSURANCE_SHOULD_HAVE_PAID = "insurance_should_have_paid"
    INSURANCE_PAID_PATIENT = "insurance_paid_patient"
    ALREADY_PAID = "already_paid"
    CANNOT_AFFORD = "cannot_afford"
    PAYMENT_TOO_HIGH = "payment_too_high"
    NEEDS_PAYMENT_PLAN = "needs_payment_plan"
    NEEDS_MORE_TIME = "needs_more_time"
    EXISTING_ARRANGEMENT = "existing_arrangement"
    PAYMENT_PROMISE_BROKEN_EXPLANATION = "payment_promise_broken_explanation"
    WANTS_SETTLEMENT = "wants_settlement"
    FINANCIAL_ASSISTANCE_REQUEST = "financial_assistance_request"
    DISPUTES_SERVICE_OR_AMOUNT = "disputes_service_or_amount"
    POOR_CARE = "poor_care"
    SURPRISE_BILL = "surprise_bill"
    AUTO_OR_WORKERS_COMP = "auto_or_workers_comp"
    NOT_RESPONSIBLE_PARTY = "not_responsible_party"
    TOO_OLD = "too_old"
    REQUEST_VALIDATION = "request_validation"
    WANTS_ITEMIZED_BILL = "wants_itemized_bill"
    WANTS_IN_WRITING = "wants_in_writing"
    WONT_PAY_BY_PHONE = "wont_pay_by_phone"
    REFUSES_TO_PAY = "refuses_to_pay"
    REFUSES_TO_VERIFY_IDENTITY = "refuses_to_verify_identity"
    SUSPECTS_SCAM = "suspects_scam"
    WRONG_PARTY = "wrong_party"
    THIRD_PARTY_ANSWERS = "third_party_answers"
    WANTS_SUPERVISOR = "wants_supervisor"
    THREATENS_COMPLAINT_OR_SUIT = "threatens_complaint_or_suit"
    REPRESENTED_BY_ATTORNEY = "represented_by_attorney"
    BANKRUPTCY = "bankruptcy"
    DECEASED = "deceased"
    CEASE_CONTACT = "cease_contact"
    BAD_TIME_OR_WORKPLACE = "bad_time_or_workplace"
    CREDIT_REPORTING = "credit_reporting"
    LANGUAGE_BARRIER = "language_barrier"
    EMOTIONAL_DISTRESS = "emotional_distress"
    AGREEMENT = "agreement"


# Missing one of these breaks a duty (compliance T8, D4, T9, D2, D3, T10, H1), so they come before
# every other answer of the same line, in this order.
WITH_DUTIES = (
    Objection.DECEASED,
    Objection.BANKRUPTCY,
    Objection.REPRESENTED_BY_ATTORNEY,
    Objection.CEASE_CONTACT,
    Objection.WRONG_PARTY,
    Objection.THIRD_PARTY_ANSWERS,
    Objection.REQUEST_VALIDATION,
)

"""The documents that a person can open by a link of theirs."""

from __future__ import annotations

from enum import StrEnum


class PatientDocument(StrEnum):
    """What a link shows, and of what its `subject` is the id. The names stand in the store."""

    BILL = "bill"  # the picture of a visit's bill: the visit
    ITEMIZED_BILL = "itemized_bill"  # every line of a visit's charge: the visit
    PLAN_TERMS = "plan_terms"  # the payments of an arrangement: the arrangement
    INSURER_LETTER = "insurer_letter"  # the draft of a letter to the insurer: its work item
    ACCOUNT = "account"  # all visits of the person: the person

"""How a collector's call ended: the standard list, and which rows each ending leaves.

The attempt always counts; `outcome` says as what. A talk with the person themselves counts as a
conversation (12 CFR 1006.14(b)(2), compliance T4), and so does one with somebody who would not
say who they are: the safer reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CallDisposition(StrEnum):
    """The ending. The names stand in the store: they are never changed or reused."""

    ARRANGEMENT_AGREED = "arrangement_agreed"
    PROMISE_TO_PAY = "promise_to_pay"
    INFORMATION_GIVEN = "information_given"
    CALLBACK_REQUESTED = "callback_requested"
    INSURANCE_TO_PURSUE = "insurance_to_pursue"
    FINANCIAL_ASSISTANCE = "financial_assistance"
    DISPUTED = "disputed"
    DOCUMENTS_REQUESTED = "documents_requested"
    SAYS_PAID = "says_paid"
    REFUSED_TO_PAY = "refused_to_pay"
    COMPLAINT = "complaint"
    TO_A_SUPERVISOR = "to_a_supervisor"
    LANGUAGE_HELP_NEEDED = "language_help_needed"
    HUNG_UP = "hung_up"
    REFUSED_TO_VERIFY = "refused_to_verify"
    ATTORNEY = "attorney"
    BANKRUPTCY = "bankruptcy"
    CEASE_CONTACT = "cease_contact"
    DECEASED = "deceased"
    WRONG_PARTY = "wrong_party"
    THIRD_PARTY = "third_party"
    CHILD_ANSWERED = "child_answered"
    VOICEMAIL_LEFT = "voicemail_left"
    NO_ANSWER = "no_answer"
    NOT_IN_SERVICE = "not_in_service"


@dataclass(frozen=True, slots=True)
class Leaves:
    """The rows of an ending.

    `outcome` is the attempt's (policy.contact.facts.Outcome), `hold` the hold's kind, `work` the
    work item's kind. `verified`: only of a person who proved who they are. `ends_texts`: the
    number is not texted any more. `again_after`: in how many days the next call is proposed;
    None, none is.
    """

    outcome: str = "conversation"
    work: str | None = None
    hold: str | None = None
    verified: bool = False
    ends_texts: bool = False
    again_after: int | None = None


_D = CallDisposition
LEAVES: Mapping[CallDisposition, Leaves] = {
    _D.ARRANGEMENT_AGREED: Leaves(verified=True),
    _D.PROMISE_TO_PAY: Leaves(verified=True),
    _D.INFORMATION_GIVEN: Leaves(verified=True, again_after=14),
    _D.CALLBACK_REQUESTED: Leaves(work="callback"),
    _D.INSURANCE_TO_PURSUE: Leaves(work="claim_status", verified=True, again_after=30),
    _D.FINANCIAL_ASSISTANCE: Leaves(work="financial_help", verified=True, again_after=30),
    _D.DISPUTED: Leaves(work="dispute", hold="dispute"),
    _D.DOCUMENTS_REQUESTED: Leaves(work="documents", again_after=14),
    _D.SAYS_PAID: Leaves(work="missing_payment", verified=True, again_after=14),
    _D.REFUSED_TO_PAY: Leaves(verified=True, again_after=30),
    _D.COMPLAINT: Leaves(work="complaint"),
    _D.TO_A_SUPERVISOR: Leaves(work="supervisor_call"),
    _D.LANGUAGE_HELP_NEEDED: Leaves(work="language_help", again_after=7),
    _D.HUNG_UP: Leaves(again_after=7),
    _D.REFUSED_TO_VERIFY: Leaves(again_after=14),
    _D.ATTORNEY: Leaves(work="attorney", hold="attorney"),
    _D.BANKRUPTCY: Leaves(work="bankruptcy", hold="bankruptcy"),
    _D.CEASE_CONTACT: Leaves(work="cease", hold="cease"),
    _D.DECEASED: Leaves("unanswered", work="deceased", hold="deceased"),
    _D.WRONG_PARTY: Leaves("unanswered", work="wrong_number", hold="third_party", ends_texts=True),
    _D.THIRD_PARTY: Leaves("unanswered", again_after=3),
    _D.CHILD_ANSWERED: Leaves("unanswered", again_after=3),
    _D.VOICEMAIL_LEFT: Leaves("voicemail", again_after=4),
    _D.NO_ANSWER: Leaves("unanswered", again_after=2),
    _D.NOT_IN_SERVICE: Leaves("not_connected", work="contact_update"),
}

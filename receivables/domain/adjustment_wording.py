"""Which wording tells an adjustment: the group decides, then the reason (remittance 1e, 1f).

Codes without an entry get the safe sentence of their group. The sentences are our own: X12
licenses the official ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from receivables.domain.explanation import PartKind

CALL_PLAN = "utter_bill_explanation_next_call_plan"
APPEAL = "utter_bill_explanation_next_appeal"
NEW_INSURANCE = "utter_bill_explanation_next_new_insurance"
_NOT_COVERED, _OTHER = PartKind.NOT_COVERED, PartKind.OTHER_SHARE


class ShareWording(NamedTuple):
    """How an amount of group PR is told, and what the patient can do about it."""

    kind: PartKind
    sentence: str
    next_step: str = CALL_PLAN


_SHARES = {
    "1": ShareWording(PartKind.DEDUCTIBLE, "utter_bill_explanation_deductible"),
    "2": ShareWording(PartKind.COINSURANCE, "utter_bill_explanation_coinsurance"),
    "3": ShareWording(PartKind.COPAY, "utter_bill_explanation_copay"),
    "22": ShareWording(_OTHER, "utter_bill_explanation_other_plan_first"),
    "26": ShareWording(_NOT_COVERED, "utter_bill_explanation_before_coverage", NEW_INSURANCE),
    "27": ShareWording(_NOT_COVERED, "utter_bill_explanation_after_coverage", NEW_INSURANCE),
    "31": ShareWording(_OTHER, "utter_bill_explanation_member_not_found", NEW_INSURANCE),
    "32": ShareWording(_NOT_COVERED, "utter_bill_explanation_dependant", NEW_INSURANCE),
    "33": ShareWording(_NOT_COVERED, "utter_bill_explanation_dependant", NEW_INSURANCE),
    "35": ShareWording(_NOT_COVERED, "utter_bill_explanation_maximum_used"),
    "45": ShareWording(_OTHER, "utter_bill_explanation_over_allowed"),
    "49": ShareWording(_NOT_COVERED, "utter_bill_explanation_routine_not_covered", APPEAL),
    "50": ShareWording(_NOT_COVERED, "utter_bill_explanation_not_necessary", APPEAL),
    "66": ShareWording(PartKind.DEDUCTIBLE, "utter_bill_explanation_blood_deductible"),
    "85": ShareWording(_OTHER, "utter_bill_explanation_interest"),
    "96": ShareWording(_NOT_COVERED, "utter_bill_explanation_not_covered", APPEAL),
    "100": ShareWording(_OTHER, "utter_bill_explanation_paid_to_you"),
    "119": ShareWording(_NOT_COVERED, "utter_bill_explanation_maximum_used"),
    "142": ShareWording(_OTHER, "utter_bill_explanation_medicaid_share"),
    "149": ShareWording(_NOT_COVERED, "utter_bill_explanation_maximum_used"),
    "178": ShareWording(_OTHER, "utter_bill_explanation_medicaid_share"),
    "187": ShareWording(_OTHER, "utter_bill_explanation_health_account"),
    "200": ShareWording(_NOT_COVERED, "utter_bill_explanation_after_coverage", NEW_INSURANCE),
    "201": ShareWording(_OTHER, "utter_bill_explanation_set_aside"),
    "204": ShareWording(_NOT_COVERED, "utter_bill_explanation_not_in_plan", APPEAL),
    "227": ShareWording(_OTHER, "utter_bill_explanation_plan_needs_you"),
    "242": ShareWording(_NOT_COVERED, "utter_bill_explanation_outside_network", APPEAL),
    "243": ShareWording(_NOT_COVERED, "utter_bill_explanation_outside_network", APPEAL),
    "275": ShareWording(_OTHER, "utter_bill_explanation_second_plan"),
}
_OTHER_SHARE = ShareWording(_OTHER, "utter_bill_explanation_share_other")
_FINAL = "N211"
_FINAL_SENTENCES = {
    "utter_bill_explanation_not_necessary": "utter_bill_explanation_not_necessary_final",
}
_INJURY = ShareWording(_OTHER, "utter_bill_explanation_injury_claim")

DISCOUNT = "utter_bill_explanation_discount"
_DISCOUNTS = frozenset(("42", "45", "131", "A2"))
_BY_CONTRACT = frozenset(("CO", "CR"))  # PI and OA have no contract behind them (remittance 1c)
_WRITE_OFFS = {
    "16": "utter_bill_explanation_fix_claim",
    "18": "utter_bill_explanation_sent_twice",
    "22": "utter_bill_explanation_checking_first_payer",
    "23": "utter_bill_explanation_prior_payer",
    "24": "utter_bill_explanation_plan_pays_other_way",
    "29": "utter_bill_explanation_filed_late",
    "50": "utter_bill_explanation_not_necessary_ours",
    "97": "utter_bill_explanation_bundled",
    "100": "utter_bill_explanation_paid_to_patient",
    "101": "utter_bill_explanation_only_an_estimate",
    "109": "utter_bill_explanation_wrong_insurer",
    "197": "utter_bill_explanation_approval_missing",
    "198": "utter_bill_explanation_approval_missing",
    "209": "utter_bill_explanation_may_not_collect",
    "226": "utter_bill_explanation_fix_claim",
    "236": "utter_bill_explanation_bundled",
    "252": "utter_bill_explanation_fix_claim",
    "257": "utter_bill_explanation_premium_due",
    "B15": "utter_bill_explanation_bundled",
}
_OTHER_WRITE_OFF = "utter_bill_explanation_write_off_other"

# The order in which a reason for not covering finds its amount.
UNCOVERED_KINDS = (PartKind.NOT_COVERED, PartKind.OTHER_SHARE, PartKind.WRITE_OFF)
_WHY_NOT_COVERED = frozenset(
    f"utter_bill_explanation_remark_{name}"
    for name in (
        "contract",
        "copy",
        "law_excludes",
        "medicare_rule",
        "no_appeal",
        "not_eligible",
        "plan_documents",
    )
)
# Amounts whose last word is not spoken: what is left now may change.
PROVISIONAL = frozenset(
    f"utter_bill_explanation_{name}"
    for name in (
        "approval_missing",
        "checking_first_payer",
        "fix_claim",
        "premium_due",
        "remark_sent_again",
        "wrong_insurer",
    )
)

_SURPRISE_BILLING = "utter_bill_explanation_remark_surprise_billing"
_PROTECTED = "utter_bill_explanation_remark_protected_program"
_FORWARDED = "utter_bill_explanation_remark_forwarded"
_FIRST_PLAN_MISSING = "utter_bill_explanation_remark_first_plan_missing"
_REMARKS = (
    {
        "MA01": "utter_bill_explanation_remark_appeal",
        "MA04": _FIRST_PLAN_MISSING,
        "MA07": _FORWARDED,
        "MA13": "utter_bill_explanation_remark_share_only",
        "MA18": _FORWARDED,
        "MA67": "utter_bill_explanation_remark_corrected",
        "MA130": "utter_bill_explanation_remark_sent_again",
        "N4": _FIRST_PLAN_MISSING,
        "N30": "utter_bill_explanation_remark_not_eligible",
        "N89": _FORWARDED,
        "N115": "utter_bill_explanation_remark_medicare_rule",
        "N130": "utter_bill_explanation_remark_plan_documents",
        "N211": "utter_bill_explanation_remark_no_appeal",
        "N381": "utter_bill_explanation_remark_contract",
        "N386": "utter_bill_explanation_remark_medicare_rule",
        "N425": "utter_bill_explanation_remark_law_excludes",
        "N479": _FIRST_PLAN_MISSING,
        "N522": "utter_bill_explanation_remark_copy",
    }
    | dict.fromkeys(("N781", "N782", "N783"), _PROTECTED)
    | dict.fromkeys(("N830", "N862", "N864", "N865", "N866"), _SURPRISE_BILLING)
    | dict.fromkeys(("N867", "N868", "N869", "N870"), _SURPRISE_BILLING)
)


def share_wording(reason: str, remarks: Collection[str] = ()) -> ShareWording:
    """How an amount of group PR with this CARC is told, beside these RARC: what the plan calls
    final is never said to be open to an appeal."""
    if reason.startswith("P") and reason[1:].isdigit():
        return _INJURY
    wording = _SHARES.get(reason, _OTHER_SHARE)
    if _FINAL not in remarks or wording.next_step != APPEAL:
        return wording
    sentence = _FINAL_SENTENCES.get(wording.sentence, wording.sentence)
    return wording._replace(sentence=sentence, next_step=CALL_PLAN)


def write_off_wording(group: str, reason: str) -> tuple[PartKind, str]:
    """How an amount of any other group with this CARC is told: never as the patient's."""
    if reason in _DISCOUNTS and group in _BY_CONTRACT:
        return PartKind.PLAN_DISCOUNT, DISCOUNT
    return PartKind.WRITE_OFF, _WRITE_OFFS.get(reason, _OTHER_WRITE_OFF)


def fits(remark: str, kind: PartKind) -> bool:
    """Whether a remark's sentence belongs to an amount of this kind: why something was not
    covered says nothing about a copay of the same service."""
    return remark not in _WHY_NOT_COVERED or kind in UNCOVERED_KINDS


def remark_wordings(codes: Iterable[str]) -> tuple[str, ...]:
    """The sentences that these RARC add, each once; codes we have no sentence for add none."""
    return tuple(dict.fromkeys(_REMARKS[code] for code in codes if code in _REMARKS))

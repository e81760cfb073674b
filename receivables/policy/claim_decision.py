"""What one claim lets us ask of the patient, in the order of remittance 1h.

Every rule is a small function that may hold the claim, make it wait or lower it to nothing. Only
when none of them speaks are the PR adjustments (and never another group's) the patient's share.
"""

from __future__ import annotations

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import (
    AccountContext,
    Decision,
    Disposition,
    PatientShare,
    Reason,
)
from receivables.policy.claim_facts import ClaimFacts, Rule, Ruling, facts_of
from receivables.policy.claim_status import another_insurer, negative, not_final
from receivables.policy.guards import GUARDS
from receivables.policy.guards.reasons import premium_grace_period
from receivables.policy.trust import share_contradicted, unbalanced, unreadable

UNKNOWN_ACCOUNT = AccountContext()

BEFORE_THE_SHARE: tuple[Rule, ...] = (
    unreadable,
    unbalanced,
    share_contradicted,
    not_final,
    negative,
    another_insurer,
    premium_grace_period,
)


def decide(claim: ClaimPayment, context: AccountContext = UNKNOWN_ACCOUNT) -> Decision:
    """The decision on one claim by itself; `decide_account` also looks at its siblings."""
    facts = facts_of(claim, context)
    notes = _notes(facts)
    ruling = _first_ruling(BEFORE_THE_SHARE, facts)
    if ruling is None and not facts.share:
        ruling = Ruling(Disposition.NOTHING_OWED, Reason.NO_PATIENT_SHARE)
    if ruling is None:
        ruling = _first_ruling(GUARDS, facts)
    if ruling is None:
        shares = _shares(facts)
        owes = Money(facts.share)
        if claim.patient_responsibility_reported is None:
            notes += (Reason.SHARE_NOT_REPORTED,)
        return Decision(Disposition.PAYABLE, (Reason.PATIENT_SHARE,), owes, shares, notes)
    owes_nothing = ruling.disposition is Disposition.NOTHING_OWED
    return Decision(ruling.disposition, (ruling.reason,), ZERO if owes_nothing else None, (), notes)


def _first_ruling(rules: tuple[Rule, ...], facts: ClaimFacts) -> Ruling | None:
    for rule in rules:
        ruling = rule(facts)
        if ruling is not None:
            return ruling
    return None


def _shares(facts: ClaimFacts) -> tuple[PatientShare, ...]:
    """Step 8: where every cent of the share comes from."""
    claim = facts.claim
    return tuple(
        PatientShare(
            adjustment.amount or ZERO,
            adjustment.reason,
            line,
            claim.payer_claim_control_number,
            tuple(claim.services[line - 1].remarks if line else claim.remarks),
        )
        for line, adjustment in facts.patient
    )


def _notes(facts: ClaimFacts) -> tuple[Reason, ...]:
    """For staff: a reduction of group PI has no contract behind it (remittance 1c)."""
    return (Reason.PAYER_REDUCTION,) if "PI" in facts.other_groups else ()

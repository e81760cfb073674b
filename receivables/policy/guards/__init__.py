"""Step 6: the guards, in order. Each may hold an amount or lower it to nothing, never raise it."""

from __future__ import annotations

from receivables.policy.claim_facts import Rule
from receivables.policy.guards import account, coverage, late_filing, reasons, surprise_billing

GUARDS: tuple[Rule, ...] = (
    account.bankruptcy,
    account.open_dispute,
    account.deceased_or_minor,
    coverage.qualified_medicare_beneficiary,
    coverage.workers_compensation,
    coverage.medicaid,
    late_filing.late_filing,
    surprise_billing.no_surprises_act,
    reasons.reason_to_review,
    reasons.claim_to_be_sent_again,
)

# An explanation of benefit tells reasons without a group: the doubtful ones hold it by themselves.
EXPLANATION_GUARDS: tuple[Rule, ...] = (
    *GUARDS,
    reasons.premium_grace_period,
    reasons.reason_without_group,
)

"""The findings on one account, from the decisions on its claims and the sums of its ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import AccountDecision, Decision, Disposition, Reason
from receivables.policy.coordination import is_denied
from receivables.policy.review.deadlines import NO_APPEAL, appeal_deadline
from receivables.policy.review.findings import (
    BY_ADJUSTMENT,
    BY_DECISION,
    EXPLAINED,
    OVER,
    Finding,
    FindingKind,
)

_FINAL = (Disposition.PAYABLE, Disposition.NOTHING_OWED)
_ORDER = {kind: place for place, kind in enumerate(FindingKind)}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account's sums: `asked` is what was put to the patient before any payment of theirs."""

    asked: Money
    patient: Money
    insurance: Money


def review(
    decision: AccountDecision,
    decided_on: Mapping[int, dt.date],
    ledger: Ledger,
    reported: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What is to be looked at, the weightiest first; each kind once for each claim.

    `decided_on` gives the date of a claim by its id(); `reported` are reasons the account carries
    beside those of its claims (an explanation of benefit that contradicts them).
    """
    found = [
        finding
        for claim, decided in decision.claims
        for finding in _of_claim(claim, decided, decided_on.get(id(claim)))
    ]
    found += _of_account(decision, ledger, reported, {finding.kind for finding in found})
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: _ORDER[finding.kind]))


def _of_claim(claim: ClaimPayment, decided: Decision, on: dt.date | None) -> Iterator[Finding]:
    settled = decided.disposition is Disposition.NOTHING_OWED
    if settled and not OVER.isdisjoint(decided.reasons):
        return
    seen: set[FindingKind] = set()
    for kind, amount, codes in (*_by_adjustment(claim), *_by_decision(claim, decided)):
        if kind in seen:
            continue
        seen.add(kind)
        appeal = kind is FindingKind.DENIAL_TO_APPEAL
        deadline = appeal_deadline(claim.filing_indicator, on) if appeal and on else None
        yield _finding(kind, claim, amount, codes, deadline)
    if not seen and is_denied(claim) and not _is_explained(claim):
        yield _finding(FindingKind.DENIED, claim, claim.charge, (), None)


def _by_adjustment(
    claim: ClaimPayment,
) -> Iterator[tuple[FindingKind, Money | None, tuple[str, ...]]]:
    """Each kind that the adjustments show, with the sum of its amounts above zero."""
    amounts: dict[FindingKind, list[Money]] = {}
    codes: dict[FindingKind, list[str]] = {}
    for _, adjustment in claim.all_adjustments():
        kind = BY_ADJUSTMENT.get(adjustment.reason)
        if kind is None or adjustment.amount is None or adjustment.amount <= ZERO:
            continue
        amounts.setdefault(kind, []).append(adjustment.amount)
        codes.setdefault(kind, []).append(f"{adjustment.group}-{adjustment.reason}")
    for kind, some in amounts.items():
        if kind is FindingKind.DENIAL_TO_APPEAL and NO_APPEAL in claim.all_remarks():
            continue
        yield kind, Money.total(some), tuple(dict.fromkeys(codes[kind]))


def _is_explained(claim: ClaimPayment) -> bool:
    reasons = {adjustment.reason for _, adjustment in claim.all_adjustments()}
    return bool(reasons) and reasons <= EXPLAINED


def _by_decision(
    claim: ClaimPayment, decided: Decision
) -> Iterator[tuple[FindingKind, Money | None, tuple[str, ...]]]:
    for reason in decided.reasons:
        if reason is Reason.SHARE_DIFFERS and not _reports_more(claim):
            yield FindingKind.NOT_TRUSTED, None, (reason.value,)
        elif reason in BY_DECISION:
            yield BY_DECISION[reason], None, (reason.value,)
        elif decided.disposition is Disposition.HOLD:
            yield FindingKind.HELD, None, (reason.value,)


def _reports_more(claim: ClaimPayment) -> bool:
    """Whether CLP05 is above the PR amounts; below them it is only not to be believed."""
    reported = claim.patient_responsibility_reported
    amounts = [part.amount for _, part in claim.all_adjustments() if part.group == "PR"]
    return reported is not None and reported > Money.total(each for each in amounts if each)


def _of_account(
    decision: AccountDecision, ledger: Ledger, reported: Iterable[str], seen: set[FindingKind]
) -> Iterator[Finding]:
    over = ledger.asked - (decision.patient_owes or ZERO)
    if decision.claims and decision.disposition in _FINAL and over > ZERO:
        yield Finding(FindingKind.CONTRACT_AMOUNT_BILLED, amount=over)
    if ledger.patient < ZERO:
        yield Finding(FindingKind.PATIENT_CREDIT, amount=-ledger.patient)
    if ledger.insurance < ZERO:
        yield Finding(FindingKind.INSURER_OVERPAID, amount=-ledger.insurance)
    for code in reported:
        kind = BY_DECISION.get(Reason(code))
        if kind is not None and kind not in seen:
            seen.add(kind)
            yield Finding(kind, reasons=(code,))


def _finding(
    kind: FindingKind,
    claim: ClaimPayment,
    amount: Money | None,
    codes: tuple[str, ...],
    deadline: dt.date | None,
) -> Finding:
    number = claim.payer_claim_control_number
    return Finding(kind, number, claim.payer, amount, deadline, codes)

"""What an account's patient may be asked for, from all its claims in any order of import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import (
    AccountContext,
    AccountDecision,
    Decision,
    Disposition,
    Reason,
)
from receivables.policy.billed_twice import hold_billed_twice, without_overtaken
from receivables.policy.claim_decision import UNKNOWN_ACCOUNT, decide
from receivables.policy.coordination import level, resolve_repeats
from receivables.policy.corrections import corrected
from receivables.policy.guards import coverage, surprise_billing
from receivables.policy.other_denials import hold_other_denials
from receivables.policy.pairing import Pairing, pair
from receivables.policy.patients import by_patient
from receivables.policy.payers_in_line import settle_earlier
from receivables.policy.replacements import hold_named, hold_replacements

_MOST_CAREFUL_FIRST = (
    Disposition.HOLD,
    Disposition.WAIT,
    Disposition.PAYABLE,
    Disposition.NOTHING_OWED,
)


def decide_account(
    claims: Iterable[ClaimPayment], context: AccountContext = UNKNOWN_ACCOUNT
) -> AccountDecision:
    """The decision on an account and on each of its claims, given in their own order.

    Pairs reversals with what they undo, lets the last payer in line decide, and adds only shares
    of claims that stand. One held claim holds the account, one that waits makes it wait; claims of
    several patients are all held (`patients.by_patient` takes them apart).
    """
    given = list(claims)
    if len(given) == 1 and _stands_alone(given[0], context):
        decision = decide(given[0], _widened(context, given))
        return _summary([(given[0], decision)], [decision], context)
    account = _Account(list({id(claim): claim for claim in given}.values()), context)
    decisions = account.decide()
    pairs = [(claim, decisions[id(claim)]) for claim in given]
    return _summary(pairs, [decisions[id(claim)] for claim in account.active], context)


def _stands_alone(claim: ClaimPayment, context: AccountContext) -> bool:
    """Whether a single claim is all there is to decide: most accounts have no other."""
    fits = context.charge is None or claim.charge is None or claim.charge <= context.charge
    return fits and claim.status not in ("22", "25")


class _Account:
    """The claims of one account while they are decided. `active` are those that count."""

    def __init__(self, claims: list[ClaimPayment], context: AccountContext) -> None:
        self.active: list[ClaimPayment] = []
        self._context = _widened(context, claims)
        self._claims, self._patients = claims, len(by_patient(claims))
        self._pairing: Pairing = pair(claims)
        self._decisions: dict[int, Decision] = {}

    def decide(self) -> dict[int, Decision]:
        """The decision on each claim by its id()."""
        pairing = self._pairing
        if self._patients > 1:
            self._hold_all(self._claims, Reason.SEVERAL_PATIENTS)
            return self._decisions
        for claim, reason in pairing.settled:
            self._settle(claim, reason)
        for claim, reason in pairing.waiting:
            self._wait(claim, reason)
        for claim, reason in pairing.held:
            self._hold(claim, reason)
        self._withhold_with_reversed(pairing)
        self._coordinate(pairing.standing)
        for claim in (*pairing.standing, *pairing.doubtful):
            if id(claim) not in self._decisions:
                whole = corrected(claim, pairing.changes.get(id(claim), ()))
                self._decisions[id(claim)] = decide(whole, self._context)
                self.active.append(claim)
        return self._decisions

    def _withhold_with_reversed(self, pairing: Pairing) -> None:
        """While a bill is processed again nobody's decision on it is a balance (remittance 1d):
        not that of an insurer before or after the one that took its decision back."""
        first = {claim.charge for claim in pairing.standing if level(claim) == 1}
        for claim in pairing.standing:
            unanswered = level(claim) > 1 and claim.charge not in first
            for reversed_one, _ in pairing.waiting:
                if _same_bill(claim, reversed_one) or (
                    unanswered and claim.payer != reversed_one.payer
                ):
                    other = claim.payer != reversed_one.payer
                    self._wait(claim, Reason.OTHER_INSURANCE_OPEN if other else Reason.PENDING)

    def _coordinate(self, standing: list[ClaimPayment]) -> None:
        levels: dict[int, list[ClaimPayment]] = defaultdict(list)
        for claim in standing:
            levels[level(claim)].append(claim)
        unplaced = levels.pop(0, [])
        hold_named(standing, self._pairing.corrections, self._hold)
        for number, claims in levels.items():
            levels[number] = self._counted(claims, standing)
        settle_earlier(levels, self._pairing.changes, self._settle, self._wait, self._hold)
        answered = {claim.charge for claim in standing if level(claim)}
        for claim in unplaced:
            if claim.status == "23" and claim.charge in answered:
                self._settle(claim, Reason.REPLACED)

    def _counted(
        self, claims: list[ClaimPayment], standing: list[ClaimPayment]
    ) -> list[ClaimPayment]:
        """The claims of one level once the same bill counts once."""
        if hold_replacements(claims, self._pairing.corrections, self._hold):
            return claims
        within = self._within_charge(claims)
        counted = resolve_repeats(claims, standing, self._settle, self._hold, bool(within))
        if within is False and self._within_charge(without_overtaken(counted)) is False:
            self._hold_all(counted, Reason.CHARGES_DIFFER)
        if not within:
            hold_other_denials(counted, self._hold)
        if within is None:
            hold_billed_twice(counted, self._hold)
        return counted

    def _within_charge(self, claims: list[ClaimPayment]) -> bool | None:
        """Whether the account's charge covers the claims; None when it is not known."""
        charges = [claim.charge for claim in claims]
        if self._context.charge is None or None in charges:
            return None
        return Money.total(charge for charge in charges if charge) <= self._context.charge

    def _settle(self, claim: ClaimPayment, reason: Reason) -> None:
        if id(claim) not in self._decisions:
            self._decisions[id(claim)] = Decision(Disposition.NOTHING_OWED, (reason,), ZERO)

    def _wait(self, claim: ClaimPayment, reason: Reason) -> None:
        self._stop(claim, Decision(Disposition.WAIT, (reason,), None))

    def _hold(self, claim: ClaimPayment, reason: Reason) -> None:
        self._stop(claim, Decision(Disposition.HOLD, (reason,), None))

    def _hold_all(self, claims: list[ClaimPayment], reason: Reason) -> None:
        for claim in claims:
            self._hold(claim, reason)

    def _stop(self, claim: ClaimPayment, decision: Decision) -> None:
        if id(claim) not in self._decisions:
            self._decisions[id(claim)] = decision
            self.active.append(claim)


def _same_bill(claim: ClaimPayment, undone: ClaimPayment) -> bool:
    if claim.charge is None or undone.charge is None or not claim.charge:
        return False
    return claim.charge.cents == abs(undone.charge.cents)


def _widened(context: AccountContext, claims: list[ClaimPayment]) -> AccountContext:
    """What one claim tells of the patient guards every claim of the account."""
    remarks = {remark for claim in claims for remark in claim.all_remarks()}
    filings = {claim.filing_indicator for claim in claims}
    qmb = not coverage.QMB_REMARKS.isdisjoint(remarks)
    protected = not surprise_billing.REMARKS.isdisjoint(remarks)
    return replace(
        context,
        qualified_medicare_beneficiary=context.qualified_medicare_beneficiary or qmb,
        surprise_billing_protected=context.surprise_billing_protected or protected,
        medicaid=context.medicaid or coverage.MEDICAID in filings,
        workers_compensation=context.workers_compensation
        or coverage.WORKERS_COMPENSATION in filings,
    )


def _summary(
    pairs: list[tuple[ClaimPayment, Decision]], active: list[Decision], context: AccountContext
) -> AccountDecision:
    if not pairs:
        return AccountDecision(Disposition.WAIT, (Reason.PENDING,), None)
    settled = [decision for _, decision in pairs if Reason.DUPLICATE not in decision.reasons]
    counted = active or settled
    disposition = next(
        each for each in _MOST_CAREFUL_FIRST if any(d.disposition is each for d in counted)
    )
    reasons = sorted({r for d in counted if d.disposition is disposition for r in d.reasons})
    notes = {note for decision in active for note in decision.notes}
    if disposition in (Disposition.HOLD, Disposition.WAIT):
        return AccountDecision(disposition, tuple(reasons), None, None, pairs, tuple(sorted(notes)))
    owes = Money.total(decision.patient_owes or ZERO for decision in counted)
    balance = owes - context.patient_paid
    if balance < ZERO:
        notes.add(Reason.PATIENT_CREDIT)
    return AccountDecision(disposition, tuple(reasons), owes, balance, pairs, tuple(sorted(notes)))

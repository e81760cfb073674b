"""What the claims of an account move: insurers' payments, write-offs, the patient's share.

Every payer accounts for the whole charge (remittance 1d), so what a later payer, a denial or a
resubmission writes off counts only as far as something is left to write off. OA-23 repeats what
an earlier payer did: it moves something only while no claim of that payer is here. The patient's
share is what `decide_account` allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from receivables.domain.money import ZERO, Money
from receivables.domain.movements import DatedClaim, Movement
from receivables.domain.remittance import Adjustment, ServiceLine
from receivables.domain.responsibility import AccountContext, AccountDecision, Disposition, Reason
from receivables.policy.claim_effect import (
    PRIOR_PAYER,
    claims_in_effect,
    is_duplicate,
    is_full_denial,
    is_later_payer,
)
from receivables.policy.responsibility import decide_account

INSURER_FOUND = "insurer_found"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account's claims come to."""

    movements: list[Movement]
    decision: AccountDecision
    disposition: Disposition
    reasons: tuple[Reason, ...]


def account_standing(
    charge: Money, claims: Sequence[DatedClaim], self_pay: bool = False
) -> Standing:
    """What the claims move on an account with this charge, whatever order they came in.

    Together they never move more than the charge: such a conflict is held (remittance 1h.1),
    and then nothing is put to the patient. A `self_pay` account put its charge to the patient;
    when an insurer turns up after all, the charge goes over to the insurer first.
    """
    decision = decide_account([dated.claim for dated in claims], AccountContext(charge=charge))
    effective = claims_in_effect(claims, decision)
    insurers = _insurers_part(charge, effective, _shared(decision))
    disposition, reasons = decision.disposition, decision.reasons
    left = charge + Money.total(movement.amount for movement in insurers) - _shared(decision)
    if effective and left < ZERO:
        disposition, reasons = Disposition.HOLD, (Reason.CHARGES_DIFFER, *reasons)
    if not effective and disposition is Disposition.NOTHING_OWED:
        # An estimate or a copy decides nothing: the claim itself is still to come.
        disposition, reasons = Disposition.WAIT, (Reason.PENDING, *reasons)
    patients: list[Movement] = []
    if disposition is Disposition.PAYABLE:
        patients = list(_patient_part(claims, decision))
    if self_pay and effective:
        insurers = [*_charge_to_insurer(charge, effective[0]), *insurers]
    return Standing(insurers + patients, decision, disposition, reasons)


def _shared(decision: AccountDecision) -> Money:
    return decision.patient_owes or ZERO


def _insurers_part(charge: Money, effective: list[DatedClaim], shared: Money) -> list[Movement]:
    counted = [dated for dated in effective if not is_duplicate(dated.claim)]
    in_line = sorted(counted, key=_line_of_payers)
    movements = [_payment(dated) for dated in in_line if dated.claim.paid]
    left = charge - shared + Money.total(movement.amount for movement in movements)
    first_seen = any(not is_later_payer(dated.claim) for dated in in_line)
    for dated in in_line:
        capped = is_later_payer(dated.claim) or is_full_denial(dated.claim)
        for movement in _write_offs(dated, with_prior_payer=not first_seen):
            amount = max(min(-movement.amount, left), ZERO) if capped else -movement.amount
            left -= amount
            if amount:
                movements.append(movement._replace(amount=-amount))
    return movements


def _charge_to_insurer(charge: Money, first: DatedClaim) -> Iterator[Movement]:
    for party, amount in (("patient", -charge), ("insurance", charge)):
        yield Movement(
            first.key, "insurer found", party, "transfer", amount, {"reason": INSURER_FOUND}
        )


def _line_of_payers(dated: DatedClaim) -> tuple[bool, bool, object]:
    claim = dated.claim
    return is_full_denial(claim), is_later_payer(claim), dated.order


def _payment(dated: DatedClaim) -> Movement:
    paid, provenance = dated.claim.paid or ZERO, _source(dated)
    return Movement(dated.key, "paid", "insurance", "insurance_payment", -paid, provenance)


def _write_offs(dated: DatedClaim, *, with_prior_payer: bool) -> Iterator[Movement]:
    for index, (line, adjustment) in enumerate(dated.claim.all_adjustments()):
        prior = adjustment.group == "OA" and adjustment.reason == PRIOR_PAYER
        skipped = adjustment.group == "PR" or (prior and not with_prior_payer)
        if skipped or not adjustment.amount:
            continue
        provenance = _source(dated) | _place(dated, line, adjustment)
        fact = f"{provenance['line']}|{adjustment.group}-{adjustment.reason}|{index}"
        yield Movement(dated.key, fact, "insurance", "adjustment", -adjustment.amount, provenance)


def _patient_part(claims: Sequence[DatedClaim], decision: AccountDecision) -> Iterator[Movement]:
    by_identity = {id(dated.claim): dated for dated in claims}
    for claim, decided in decision.claims:
        dated = by_identity[id(claim)]
        for index, share in enumerate(decided.shares):
            provenance = _source(dated) | {
                "line": share.line,
                "group": "PR",
                "reason": share.reason,
                "remarks": list(share.remarks),
            }
            fact = f"{share.line}|PR-{share.reason}|{index}"
            for party, amount in (("insurance", -share.amount), ("patient", share.amount)):
                yield Movement(dated.key, fact, party, "transfer", amount, provenance)


def _source(dated: DatedClaim) -> dict[str, Any]:
    claim = dated.claim
    return {
        "payer": claim.payer,
        "trace": claim.transaction.trace if claim.transaction else "",
        "claim": claim.payer_claim_control_number,
        "status": claim.status,
    }


def _place(dated: DatedClaim, line: ServiceLine | None, part: Adjustment) -> dict[str, Any]:
    number = 0
    if line is not None:
        number = next(
            index for index, item in enumerate(dated.claim.services, start=1) if item is line
        )
    remarks = list(line.remarks if line is not None else dated.claim.remarks)
    return {"line": number, "group": part.group, "reason": part.reason, "remarks": remarks}

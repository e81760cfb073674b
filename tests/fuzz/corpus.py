"""Good files to damage, and what must hold of whatever is read from the result."""

from __future__ import annotations

from cli.eob_inspection import explanation_object
from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.domain.responsibility import Disposition
from receivables.importers.fhir_eob import read_explanations
from receivables.importers.remittance import read_remittance
from receivables.policy.patients import by_patient
from receivables.policy.responsibility import decide, decide_account
from receivables.policy.trust import claim_balances
from tests.remittances import Claim, Line, Payment, file_of

LINES = [
    Line("100", "60", [("CO", "45", "30"), ("PR", "2", "10")], remarks=["N381"]),
    Line("100", "60", [("CO", "45", "20"), ("PR", "3", "20")]),
]
GOOD = [
    file_of(Payment([Claim(), Claim(account="PB-2", adjustments=(), lines=LINES, number="ICN2")])),
    file_of(
        Payment([Claim(more=["AMT*AU*150", "REF*1L*G7"], remarks=["MA01"])]),
        Payment([Claim(status="2", number="S1")], provider_adjustments=[("WO", "12.5")]),
        separator="\n",
    ),
    file_of(Payment([Claim(status="22", charge="-200", paid="-120", adjustments=())])).replace(
        b"*", b"|"
    ),
]
WORDS = [b"ISA*", b"GS*HP*", b"ST*835*", b"SE*", b"IEA*", b"CLP*", b"CAS*PR*1*", b"SVC*HC:1*"]
MARKS = [b"~", b"*", b"\n", b":", b"\x00", b"\xff\xfe", b"-", b".", b"1e9", b"9" * 30, b"N782"]


def check_remittance(data: bytes) -> list[RemittanceTransaction]:
    """Reads and decides; raises AssertionError when an amount comes from a doubtful claim."""
    payments = list(read_remittance(data))
    claims = [claim for payment in payments for claim in payment.claims]
    for claim in claims:
        check_claim(claim)
    account = decide_account(claims)
    apart = [pair for together in by_patient(claims) for pair in decide_account(together).claims]
    for claim, decision in (*account.claims, *apart):
        if claim.damaged:
            assert not decision.patient_owes
    if any(claim.damaged for claim in claims if claim.status != "25"):
        assert account.patient_owes is None or not account.patient_owes or _is_over(account)
    return payments


def _is_over(account: object) -> bool:
    """Whether every damaged claim of the account was settled by others (a reversal, a repeat)."""
    return all(
        decision.disposition is Disposition.NOTHING_OWED
        for claim, decision in account.claims  # type: ignore[attr-defined]
        if claim.damaged
    )


def check_claim(claim: ClaimPayment) -> None:
    """No amount from a claim that is damaged or does not balance."""
    decision = decide(claim)
    stopped = decision.disposition in (Disposition.HOLD, Disposition.WAIT)
    assert (decision.patient_owes is None) == stopped
    if claim.damaged or claim_balances(claim) is not True:
        assert decision.disposition is Disposition.HOLD


def check_explanations(data: bytes) -> None:
    """Reads, decides and shows."""
    for transaction in explanation_object("fuzz", list(read_explanations(data)))["transactions"]:
        for claim in transaction["claims"]:
            assert (claim["patient_owes"] is None) == (claim["disposition"] in ("hold", "wait"))

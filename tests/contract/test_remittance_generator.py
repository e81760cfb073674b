"""Files of x12sdk's seeded generator read as they were meant, and pyx12 and oxedi agree."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal

import oxedi
import pytest
import pyx12.x12file
from x12sdk.generate import ClaimSpec, ServiceLineSpec, denial, generate_835, patient_responsibility

from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.domain.responsibility import Disposition
from receivables.importers.remittance import read_remittance
from receivables.policy.responsibility import decide
from receivables.policy.trust import claim_balances

SEEDS = range(40)
Amounts = tuple[Decimal | None, Decimal | None, Counter[tuple[str, str, Decimal]]]


def ours(data: bytes) -> tuple[list[RemittanceTransaction], list[Amounts]]:
    payments = list(read_remittance(data))
    return payments, [amounts(claim) for payment in payments for claim in payment.claims]


def amounts(claim: ClaimPayment) -> Amounts:
    assert claim.charge is not None
    assert claim.paid is not None
    adjustments: Counter[tuple[str, str, Decimal]] = Counter()
    for _, adjustment in claim.all_adjustments():
        assert adjustment.amount is not None
        adjustments[adjustment.group, adjustment.reason, Decimal(str(adjustment.amount))] += 1
    return Decimal(str(claim.charge)), Decimal(str(claim.paid)), adjustments


def theirs(text: str) -> list[Amounts]:
    """Charge, payment and adjustments of each claim as pyx12 reads the file."""
    claims: list[Amounts] = []
    for segment in pyx12.x12file.X12Reader(io.StringIO(text)):
        if segment.get_seg_id() == "CLP":
            charge, paid = segment.get_value("CLP03"), segment.get_value("CLP04")
            claims.append((Decimal(charge), Decimal(paid), Counter()))
        elif segment.get_seg_id() == "CAS":
            for place in range(2, 20, 3):
                reason = segment.get_value(f"CAS{place:02}")
                if reason:
                    cut = Decimal(segment.get_value(f"CAS{place + 1:02}"))
                    claims[-1][2][segment.get_value("CAS01"), reason, cut] += 1
    return claims


def theirs_by_oxedi(data: bytes) -> list[Amounts]:
    """The same as oxedi reads it."""
    claims: list[Amounts] = []
    document = oxedi.parse(data).document
    for index in range(len(document)):
        segment = document[index]
        elements = [each.decode() if isinstance(each, bytes) else "" for each in segment.elements]
        if segment.id == b"CLP":
            claims.append((Decimal(elements[2]), Decimal(elements[3]), Counter()))
        elif segment.id == b"CAS":
            for reason, cut in zip(elements[1::3], elements[2::3], strict=False):
                if reason:
                    claims[-1][2][elements[0], reason, Decimal(cut)] += 1
    return claims


@pytest.mark.parametrize("seed", SEEDS)
def test_invented_claims_balance_and_other_readers_agree_on_every_amount(seed: int) -> None:
    text = generate_835(seed=seed, claims=1 + seed % 13, provider_adjustments=seed % 7)
    payments, found = ours(text.encode())

    assert found == theirs(text) == theirs_by_oxedi(text.encode())
    assert [payment.balances for payment in payments] == [True]
    problems = [problem.what for problem in payments[0].problems]
    assert problems == ["BPR16 (day of the payment) is missing"]
    assert not any(claim.damaged for claim in payments[0].claims)
    assert all(claim_balances(claim) for claim in payments[0].claims)
    assert len(payments[0].provider_adjustments) == seed % 7


def test_a_described_claim_reads_as_it_was_described() -> None:
    spec = ClaimSpec(
        charge=Decimal("500.00"),
        adjustments=[denial("CO", "A2", "20.00")],
        lines=[
            ServiceLineSpec(
                charge=Decimal("300.00"),
                procedure="99213",
                adjustments=[
                    denial("CO", "45", "90.50"),
                    patient_responsibility("1", "40.25"),
                    patient_responsibility("2", "9.75"),
                ],
            ),
            ServiceLineSpec(charge=Decimal("200.00"), procedure="85025"),
        ],
        patient_control_number="PB-10001",
    )
    text = generate_835(seed=1, claims=[spec], payer_name="EXAMPLE HEALTH PLAN")
    payments, _ = ours(text.encode())
    claim = payments[0].claims[0]

    assert (payments[0].payer, claim.patient_control_number) == ("EXAMPLE HEALTH PLAN", "PB-10001")
    assert [(line.procedure, str(line.charge), str(line.paid)) for line in claim.services] == [
        ("99213", "300.00", "159.50"),
        ("85025", "200.00", "200.00"),
    ]
    assert str(claim.paid) == "339.50"
    decision = decide(claim)
    assert decision.disposition is Disposition.PAYABLE
    assert [(str(part.amount), part.line) for part in decision.shares] == [
        ("40.25", 1),
        ("9.75", 1),
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_patient_is_asked_for_the_generators_patient_responsibility_and_no_more(
    seed: int,
) -> None:
    payments, found = ours(generate_835(seed=seed, claims=10).encode())

    for claim, (_, _, adjustments) in zip(payments[0].claims, found, strict=True):
        share = sum(cut * n for (group, _, cut), n in adjustments.items() if group == "PR")
        owes = decide(claim).patient_owes
        assert owes is None or Decimal(str(owes)) == share

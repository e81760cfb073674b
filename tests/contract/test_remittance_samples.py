"""On every third-party sample, oxedi reads the same charges, payments, adjustments."""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import oxedi
import pytest

from receivables.importers.remittance import read_remittance

ROOT = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("PLAINBILL_SAMPLES", ROOT.parent / "shared" / "samples")) / "835"
FILES = sorted(SAMPLES.glob("*.835"))


@pytest.mark.skipif(not FILES, reason=f"the third-party samples are not at {SAMPLES}")
def test_the_samples_are_there() -> None:
    assert len(FILES) >= 14


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_oxedi_reads_the_same_amounts(path: Path) -> None:
    delimiters = None if path.read_bytes().startswith(b"ISA") else oxedi.Delimiters()
    document = oxedi.parse(path.read_bytes(), delimiters=delimiters).document
    theirs: Counter[tuple[str, ...]] = Counter()
    for index in range(len(document)):
        segment = document[index]
        elements = [each.decode() if isinstance(each, bytes) else "" for each in segment.elements]
        if segment.id == b"CLP":
            theirs["CLP", elements[0], normal(elements[2]), normal(elements[3])] += 1
        elif segment.id == b"CAS":
            for reason, cut in zip(elements[1::3], elements[2::3], strict=False):
                theirs["CAS", elements[0], reason, normal(cut)] += 1

    ours: Counter[tuple[str, ...]] = Counter()
    for payment in read_remittance(path):
        for claim in payment.claims:
            ours["CLP", claim.patient_control_number, str(claim.charge), str(claim.paid)] += 1
            for _, each in claim.all_adjustments():
                ours["CAS", each.group, each.reason, str(each.amount)] += 1
    assert ours == theirs


def normal(text: str) -> str:
    return str(Decimal(text).quantize(Decimal("0.01")))

"""Awkward bills as a worried patient would read them: true, plain, and adding up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from receivables.domain.explanation import Explanation
from receivables.domain.money import Money
from receivables.services.explanation_text import (
    SHORT_LENGTH,
    TEXT_LENGTH,
    detail_texts,
    short_text,
)
from receivables.services.explanations import explain_encounter
from receivables.services.import_remittances import import_remittances
from receivables.store.database import reading
from tests.builders import NOW
from tests.imports import encounter, take_accounts
from tests.inspected import interchange, payment

QC = "NM1*QC*1*DELGADO*ROSA****MI*M100~"


def claim(status: str, paid: str, share: str, *parts: str, filing: str = "12", **more: str) -> str:
    """CLP of a 200.00 bill with its CAS and whatever follows."""
    adjusted = "".join(f"CAS*{part}~" for part in parts)
    number, after = more.get("number", "I1"), more.get("after", "")
    head = f"CLP*PB-10001*{status}*200*{paid}*{share}*{filing}*{number}*11*1~"
    return head + adjusted + QC + after


FIRST = payment(claim("1", "120", "30", "CO*45*50", "PR*1*30"))
UNDONE = f"CLP*PB-10001*22*-200*-120**12*I1*11*1~CAS*CO*45*-50~CAS*PR*1*-30~{QC}" + claim(
    "1", "110", "40", "CO*45*50", "PR*2*40"
)
LINES = (
    f"CLP*PB-10001*1*200*60*65*12*I1*11*1~{QC}SVC*HC:99213*120*50**1~CAS*CO*45*40*1*253*5~"
    "CAS*PR*1*10**2*15~LQ*HE*N130~SVC*HC:85025*80*10**1~CAS*CO*97*30~CAS*PR*96*20**3*20~"
    "LQ*HE*N425~LQ*HE*MA01~"
)

CASES: dict[str, tuple[list[str], dict[str, str], list[str], list[str]]] = {
    "a reason for not covering is told at what was not covered and nowhere else": (
        [payment(LINES)],
        {},
        ["doesn't cover this service. The law doesn't let", "copay for this visit. $20.00"],
        ["already counted. You don't owe it. The law", "for this visit. The law"],
    ),
    "a reduction without a contract is no contract's discount": (
        [payment(claim("1", "100", "30", "PI*45*70", "PR*2*30"))],
        {},
        ["$70.00: you don't owe this part", "not billed to you $70.00"],
        ["contract", "plan discount"],
    ),
    "a member whom a program protects is told so, and not that it waits": (
        [payment(claim("1", "120", "30", "CO*45*50", "PR*2*30", filing="MB", after="MOA***N781~"))],
        {},
        ["$30.00: your program protects you", "Nothing is left to pay"],
        ["still with your insurance"],
    ),
    "a share below zero is taken off and not asked for": (
        [payment(claim("1", "140", "20", "CO*45*40", "PR*2*30**3*-10"))],
        {},
        ["$10.00 is taken off your part", "copay -$10.00", "$20.00 for you to pay"],
        ["$10.00 is your copay"],
    ),
    "an insurer that paid above the charge leaves nothing strange to the patient": (
        [payment(claim("1", "220", "0", "OA*94*-20"))],
        {},
        ["paid $20.00 extra", "Nothing is left to pay"],
        ["you don't owe this part", "-$"],
    ),
    "a claim that we have to fix is nothing to pay for now": (
        [payment(claim("4", "0", "0", "CO*16*200", after="MOA***MA130~"))],
        {},
        ["nothing for you to pay for this visit now", "Nothing is left to pay now"],
        ["Nothing is left to pay for this visit"],
    ),
    "a late filing is ours": (
        [payment(claim("4", "0", "0", "CO*29*200"))],
        {},
        ["we filed late; that's not yours to pay", "your part $0.00"],
        ["Left to pay"],
    ),
    "a second insurer's share is told once": (
        [
            FIRST,
            payment(claim("2", "20", "10", "OA*23*170", "PR*2*10", number="S1"), "T2", "SECOND"),
        ],
        {},
        ["insurance paid $140.00", "$10.00 for you to pay", "Second paid $20.00"],
        ["deductible", "$30.00"],
    ),
    "a correction is told as it stands now": (
        [FIRST, payment(UNDONE, "T2", day="20261001")],
        {},
        ["insurance paid $110.00", "$40.00 is your coinsurance"],
        ["$30.00", "$120.00"],
    ),
    "what may not be collected goes back": (
        [payment(claim("1", "140", "0", "OA*209*60"))],
        {"patient_payments": "25.00"},
        ["$60.00: by rule this may not be asked of you", "$25.00 more than your part"],
        ["Left to pay"],
    ),
    "coverage that had ended asks for other insurance first": (
        [payment(claim("4", "0", "200", "PR*27*200"))],
        {},
        ["weren't covered that day", "other insurance that day"],
        ["deductible"],
    ),
}


def explained(store: Engine, folder: Path, payments: list[str], row: dict[str, str]) -> Explanation:
    take_accounts(store, folder, row)
    path = folder / "bill.835"
    path.write_text(interchange(*payments))
    import_remittances(store, [path], NOW)
    with reading(store) as session:
        return explain_encounter(session, encounter(store).id)


@pytest.mark.parametrize("name", CASES)
def test_an_awkward_bill_is_told_truly(store: Engine, tmp_path: Path, name: str) -> None:
    payments, row, told, untold = CASES[name]
    explanation = explained(store, tmp_path, payments, row)

    assert explanation.adds_up
    short, details = short_text(explanation, "en"), " ".join(detail_texts(explanation, "en"))
    for words in told:
        assert words in short + details
    for words in untold:
        assert words not in short + details
    for language in ("en", "es"):
        assert len(short_text(explanation, language)) <= SHORT_LENGTH
        assert all(len(text) <= TEXT_LENGTH for text in detail_texts(explanation, language))
        assert amounts_of(detail_texts(explanation, language)) == amounts_of([details])


def amounts_of(texts: list[str]) -> list[Money]:
    found = re.findall(r"\$([\d,]+\.\d\d)", " ".join(texts))
    return sorted(Money.parse(amount.replace(",", "")) for amount in found)

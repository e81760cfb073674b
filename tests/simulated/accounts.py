"""The accounts of simulated patients: invented people with visits and remittances of their own."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from receivables.importers.accounts import COLUMNS
from tests.imports import ROW
from tests.remittances import Claim, Payment, file_of

AREA_CODES = (216, 330, 419, 440, 513, 614, 740, 937)
GIVEN = ("Ada", "Bruno", "Celia", "Dario", "Edna", "Felix", "Greta", "Hugo", "Ines", "Jonas")
FAMILY = ("Abbott", "Benitez", "Crane", "Duarte", "Ellery", "Fuentes", "Garner", "Holloway")


@dataclass(frozen=True)
class Account:
    """A person and what proves who they are. `phone` is in E.164."""

    name: str
    phone: str
    born: str
    zip_code: str


def write_accounts(folder: Path, count: int, seed: int) -> list[Account]:
    """accounts.csv and remittance.835 of so many people, one to three visits each."""
    source = random.Random(seed)
    people = [_person(source, place) for place in range(1, count + 1)]  # 216 555-0100 is our own
    rows: list[dict[str, str]] = []
    claims: list[Claim] = []
    for place, person in enumerate(people):
        for visit in range(source.choice((1, 1, 2, 3))):
            claim = _claim(source, f"PB-{place:04}-{visit}", f"ICN{place:04}{visit}")
            claims.append(claim)
            rows.append(_row(person, claim, f"V-{place:04}-{visit}"))
    _write_extract(folder / "accounts.csv", rows)
    (folder / "remittance.835").write_bytes(file_of(Payment(claims)))
    return people


def _person(source: random.Random, place: int) -> Account:
    area = AREA_CODES[place // 100]
    return Account(
        name=f"{source.choice(GIVEN)} {source.choice(FAMILY)}{place}",
        phone=f"+1{area}55501{place % 100:02}",
        born=f"{source.randint(1940, 2001)}-{source.randint(1, 12):02}-{source.randint(13, 28)}",
        zip_code=str(source.randint(44101, 44199)),
    )


def _claim(source: random.Random, account: str, number: str) -> Claim:
    charge = source.randint(30_000, 400_000)
    discount, share = charge // source.randint(4, 8), charge // source.randint(3, 5)
    adjustments = (("CO", "45", _dollars(discount)), ("PR", "1", _dollars(share)))
    paid = _dollars(charge - discount - share)
    return Claim(_dollars(charge), paid, adjustments, account=account, number=number)


def _row(person: Account, claim: Claim, visit: str) -> dict[str, str]:
    return ROW | {
        "guarantor": person.name,
        "patient": person.name,
        "phone": person.phone,
        "date_of_birth": person.born,
        "zip": person.zip_code,
        "encounter": visit,
        "account_number": claim.account,
        "charges": claim.charge,
        "service_date": "2026-09-14",
    }


def _write_extract(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"

"""Makes the demonstration's files from people.toml: the account extract and one 835 a payer.

    .venv/bin/python data/demonstration/generate.py [FOLDER]

The same people.toml always gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COLUMNS = [
    *("guarantor", "patient", "phone", "date_of_birth", "zip", "language", "encounter"),
    *("service_date", "facility", "account_number", "charges", "payer", "patient_payments"),
]
Segments = Iterator[str]


def main(folder: Path) -> None:
    """Write every file into the folder."""
    for name, content in files().items():
        (folder / name).write_bytes(content)


def files() -> dict[str, bytes]:
    """Every generated file by name."""
    source = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    made = {"accounts.csv": _accounts(source)}
    payments: dict[str, dict[dt.date, list[Segments]]] = defaultdict(lambda: defaultdict(list))
    for person in source["person"]:
        for visit in person["visit"]:
            for index, claim in enumerate(visit.get("claims", ())):
                segments = _claim(source["payers"], person, visit, claim, index)
                payments[claim["payer"]][claim["on"]].append(segments)
    takebacks = {(item["payer"], item["on"]): item["adjustment"] for item in source["takeback"]}
    for number, (code, payer) in enumerate(sorted(source["payers"].items()), start=1):
        name = f"{payer['name'].lower().replace(' ', '-')}.835"
        made[name] = _remittance(number, code, payer, payments[code], takebacks)
    return made


def _accounts(source: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person in source["person"]:
        for visit in person["visit"]:
            payer = source["payers"][visit["payer"]]["name"] if "payer" in visit else ""
            values = {
                "guarantor": person["name"],
                "patient": visit.get("patient", person["name"]),
                "encounter": f"V-{visit['account'][3:]}",
                "service_date": visit["date"],
                "facility": visit["facility"],
                "account_number": visit["account"],
                "charges": visit["charge"],
                "payer": payer,
                "patient_payments": visit.get("paid", "0.00"),
            }
            writer.writerow([(person | values)[column] for column in COLUMNS])
    return out.getvalue().encode()


def _claim(
    payers: dict[str, Any],
    person: dict[str, Any],
    visit: dict[str, Any],
    claim: dict[str, Any],
    index: int,
) -> Segments:
    lines = [line.split() for line in claim["lines"]]
    charge = sum(Decimal(line[1]) for line in lines)
    paid = sum(Decimal(line[2]) for line in lines)
    status = claim.get("status", "1")
    share = "" if status == "22" else sum(map(_share, lines), Decimal("0.00"))
    number = claim.get("number", f"{claim['payer'].upper()}{visit['account'][3:]}{index}")
    filing = payers[claim["payer"]]["filing"]
    yield f"CLP*{visit['account']}*{status}*{charge}*{paid}*{share}*{filing}*{number}*11*1"
    first, last = visit.get("patient", person["name"]).upper().split(maxsplit=1)
    yield f"NM1*QC*1*{_plain(last)}*{_plain(first)}****MI*{number[::-1]}"
    if claim.get("remarks"):
        yield f"MOA***{'*'.join(claim['remarks'])}"
    for procedure, line_charge, line_paid, *adjustments in lines:
        yield f"SVC*HC:{procedure}*{line_charge}*{line_paid}**1"
        yield f"DTM*472*{visit['date']:%Y%m%d}"
        for adjustment in adjustments:
            code, amount = adjustment.split(":")
            yield f"CAS*{code.replace('-', '*')}*{amount}"


def _share(line: list[str]) -> Decimal:
    parts = [part.split(":") for part in line[3:] if part.startswith("PR-")]
    return sum((Decimal(amount) for _, amount in parts), Decimal("0.00"))


def _remittance(
    number: int,
    code: str,
    payer: dict[str, Any],
    payments: dict[dt.date, list[Segments]],
    takebacks: dict[tuple[str, dt.date], str],
) -> bytes:
    last = max(payments)
    head = f"00*{'':10}*00*{'':10}*ZZ*{payer['identifier']:15}*ZZ*{'1342555010':15}"
    out = [
        f"ISA*{head}*{last:%y%m%d}*0900*^*00501*{number:09}*0*P*:",
        f"GS*HP*{payer['identifier']}*1342555010*{last:%Y%m%d}*0900*{number}*X*005010X221A1",
    ]
    for count, (day, claims) in enumerate(sorted(payments.items()), start=1):
        body = [segment for claim in claims for segment in claim]
        taken = takebacks.get((code, day))
        out += _payment(count, code, payer, day, body, taken)
    out += [f"GE*{len(payments)}*{number}", f"IEA*1*{number:09}"]
    return "".join(f"{segment}~\n" for segment in out).encode("ascii")


def _payment(
    count: int, code: str, payer: dict[str, Any], day: dt.date, body: list[str], taken: str | None
) -> list[str]:
    total = sum(Decimal(part.split("*")[4]) for part in body if part.startswith("CLP*"))
    tail = []
    if taken:
        adjustment, amount = taken.split(":")
        total -= Decimal(amount)
        tail = [f"PLB*1999999984*{day.year}1231*{adjustment}:{code.upper()}OVERPAID*{amount}"]
    head = [
        f"ST*835*{count:04}",
        f"BPR*I*{total}*C*ACH*CCP*01*999999992*DA*1000001*{payer['identifier']}**01*999999992"
        f"*DA*2000002*{day:%Y%m%d}",
        f"TRN*1*{code.upper()}{day:%Y%m%d}*{payer['identifier']}",
        f"DTM*405*{day:%Y%m%d}",
        f"N1*PR*{payer['name'].upper()}",
        "N3*1 DEMONSTRATION WAY",
        "N4*CLEVELAND*OH*44114",
        f"REF*2U*{payer['identifier'][-5:]}",
        "PER*BL*PROVIDER SERVICE*TE*2165550190",
        "N1*PE*LAKESIDE HEALTH*XX*1999999984",
        "LX*1",
    ]
    segments = [*head, *body, *tail]
    return [*segments, f"SE*{len(segments) + 1}*{count:04}"]


def _plain(name: str) -> str:
    return name.replace("Í", "I").replace("É", "E").replace("Á", "A")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

"""`remittance inspect` and `eob inspect`: the shape of their JSON and their exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cli.eob
import cli.remittance
from cli import inspection
from tests.remittances import Claim, Line, Payment, file_of

CLAIM_FIELDS = [
    "patient_control_number",
    "payer_claim_control_number",
    "status",
    "charge",
    "paid",
    "patient_responsibility_reported",
    "adjustments",
    "remarks",
    "balances",
    "patient_owes",
    "disposition",
    "reasons",
]


def inspect(*paths: Path, status: int = 0) -> Any:
    result = CliRunner().invoke(cli.remittance.app, ["inspect", "--json", *map(str, paths)])
    assert result.exit_code == status, result.output
    return json.loads(result.output)


def written(folder: Path, data: bytes, name: str = "one.835") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_one_file_is_one_object_of_the_agreed_shape(tmp_path: Path) -> None:
    line = Line("200", "120", [("CO", "45", "50"), ("PR", "1", "30")], remarks=["N381"])
    payment = Payment(
        [Claim(adjustments=(), lines=[line], remarks=["MA01"])], provider_adjustments=[("L6", "-1")]
    )
    path = written(tmp_path, file_of(payment))

    assert inspect(path) == {
        "file": str(path),
        "problems": [],
        "transactions": [
            {
                "payer": "RUSHMORE LIFE",
                "trace": "TRACE1",
                "payment_amount": "121.00",
                "balances": True,
                "provider_adjustments": [{"code": "L6", "amount": "-1.00"}],
                "claims": [
                    {
                        "patient_control_number": "PB-10001",
                        "payer_claim_control_number": "ICN1",
                        "status": "1",
                        "charge": "200.00",
                        "paid": "120.00",
                        "patient_responsibility_reported": "30.00",
                        "adjustments": [
                            {"level": "service", "group": "CO", "reason": "45", "amount": "50.00"},
                            {"level": "service", "group": "PR", "reason": "1", "amount": "30.00"},
                        ],
                        "remarks": ["MA01", "N381"],
                        "balances": True,
                        "patient_owes": "30.00",
                        "disposition": "payable",
                        "reasons": ["patient_share"],
                    }
                ],
            }
        ],
    }


def test_several_files_are_a_list(tmp_path: Path) -> None:
    first = written(tmp_path, file_of(Payment()))
    second = written(tmp_path, file_of(Payment(), Payment()), "two.835")

    found = inspect(first, second)
    assert [len(each["transactions"]) for each in found] == [1, 2]
    assert list(found[0]["transactions"][0]["claims"][0]) == CLAIM_FIELDS


def test_what_is_not_known_is_null(tmp_path: Path) -> None:
    data = file_of(Payment([Claim(reported=""), Claim(account="PB-2")]))
    found = inspect(written(tmp_path, data.replace(b"*120*", b"**", 1)), status=1)

    transaction = found["transactions"][0]
    claim = transaction["claims"][0]
    assert transaction["balances"] is None
    assert (claim["paid"], claim["balances"], claim["patient_owes"]) == (None, None, None)
    assert claim["patient_responsibility_reported"] is None
    assert claim["disposition"] == "hold"
    assert transaction["claims"][1]["patient_owes"] == "30.00"
    assert found["problems"] == [
        {"where": "segment 9, line 9, claim PB-10001", "what": "CLP04 (payment) is missing"},
        {
            "where": "segment 17, line 17",
            "what": "the balance of the payment cannot be checked: not all of it is known",
        },
    ]


def test_claims_of_a_payment_that_does_not_balance_are_held(tmp_path: Path) -> None:
    found = inspect(written(tmp_path, file_of(Payment(amount="1"), Payment(trace="T2"))))

    assert [each["balances"] for each in found["transactions"]] == [False, True]
    assert found["transactions"][0]["claims"][0]["reasons"] == ["transaction_unbalanced"]


def test_a_reversal_and_its_correction_in_a_file_are_paired(tmp_path: Path) -> None:
    reversal = Claim(
        status="22",
        charge="-200",
        paid="-120",
        adjustments=[("CO", "45", "-50"), ("PR", "1", "-30")],
    )
    correction = Claim(paid="110", adjustments=[("CO", "45", "50"), ("PR", "2", "40")])
    data = file_of(Payment([Claim()]), Payment([reversal, correction], trace="T2", day="20261001"))

    found = inspect(written(tmp_path, data))
    claims = [claim for each in found["transactions"] for claim in each["claims"]]
    assert [claim["patient_owes"] for claim in claims] == ["0.00", "0.00", "40.00"]
    assert [claim["reasons"][0] for claim in claims] == ["reversed", "reversal", "patient_share"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01binary", None])
def test_a_file_that_cannot_be_read_fails_and_is_described(
    data: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "odd.835"
    if data is not None:
        path.write_bytes(data)
    good = written(tmp_path, file_of(Payment()))

    found = inspect(path, good, status=1)
    assert found[0]["transactions"] == []
    assert found[0]["problems"][0]["where"] == "file"
    assert found[1]["transactions"][0]["claims"][0]["patient_owes"] == "30.00"


def test_problems_are_capped_in_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_PROBLEMS", 3)
    payments = [Payment([Claim(account=f"PB-{n}")], day="2026") for n in range(10)]
    found = inspect(written(tmp_path, file_of(*payments)))

    assert len(found["problems"]) == 3
    assert len(found["transactions"]) == 10


def test_the_report_for_people_shows_every_claim(tmp_path: Path) -> None:
    path = written(tmp_path, file_of(Payment([Claim(account="PB-[bold]")], day="")))
    result = CliRunner().invoke(cli.remittance.app, ["inspect", str(path)])

    assert result.exit_code == 0
    for words in ("PB-[bold]", "30.00", "payable", "RUSHMORE LIFE", "balances", "BPR16"):
        assert words in result.output


def test_explanations_are_shown_in_the_same_shape(tmp_path: Path) -> None:
    eob = {
        "resourceType": "ExplanationOfBenefit",
        "status": "active",
        "use": "claim",
        "outcome": "complete",
        "total": [
            {
                "category": {
                    "coding": [
                        {
                            "system": "http://terminology.hl7.org/CodeSystem/adjudication",
                            "code": "copay",
                        }
                    ]
                },
                "amount": {"value": 30, "currency": "USD"},
            }
        ],
    }
    path = written(tmp_path, json.dumps(eob).encode(), "eob.json")
    result = CliRunner().invoke(cli.eob.app, ["inspect", "--json", str(path)])

    claim = json.loads(result.output)["transactions"][0]["claims"][0]
    assert result.exit_code == 0
    assert list(claim) == CLAIM_FIELDS
    assert (claim["patient_owes"], claim["disposition"]) == ("30.00", "payable")
    assert claim["adjustments"] == [
        {"level": "claim", "group": None, "reason": "copay", "amount": "30.00"}
    ]


def test_an_unreadable_explanation_fails(tmp_path: Path) -> None:
    path = written(tmp_path, b"no json", "eob.json")
    result = CliRunner().invoke(cli.eob.app, ["inspect", "--json", str(path)])

    assert result.exit_code == 1
    assert json.loads(result.output)["transactions"] == []
    report = CliRunner().invoke(cli.eob.app, ["inspect", str(path)])
    assert "this is no JSON" in report.output

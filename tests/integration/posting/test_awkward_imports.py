"""Awkward files through the commands: nothing is lost, and what is not taken says where and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from cli.imports import app as imports
from receivables.domain.money import Money
from receivables.importers.accounts import COLUMNS
from receivables.services.balances import balance_summary
from receivables.store import database
from receivables.store.database import reading
from receivables.store.tables import ClaimRecord, ClaimState, Guarantor
from tests.imports import ROW
from tests.remittances import Claim, Payment, file_of

Take = Callable[[str, bytes], tuple[int, dict[str, Any]]]
app = typer.Typer()
app.add_typer(imports, name="import")
TWO = file_of(Payment([Claim(), Claim(account="PB-2", number="ICN2")]))


@pytest.fixture
def run(store: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Take:
    monkeypatch.setattr(database, "engine", lambda: store)

    def take(kind: str, data: bytes) -> tuple[int, dict[str, Any]]:
        path = tmp_path / "file"
        path.write_bytes(data)
        found = CliRunner().invoke(app, ["import", kind, str(path), "--json"])
        return found.exit_code, json.loads(found.stdout)

    return take


def extract(*rows: dict[str, str], separator: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [COLUMNS, *((ROW | row).values() for row in rows)]
    return "\r\n".join(separator.join(line) for line in lines).encode(encoding)


def visit(number: str, **more: str) -> dict[str, str]:
    return {"account_number": f"PB-{number}", "encounter": f"V-{number}"} | more


def test_a_messy_extract_gives_up_its_bad_lines_only(run: Take) -> None:
    data = extract(
        visit("1", guarantor="José Peña", patient="José Peña"),
        visit("1", guarantor="José Peña", patient="José Peña"),
        visit("2", date_of_birth="17.4.1986"),
        visit("3", phone="555-0123"),
        visit("4", zip="4107"),
        visit("5", charges="200,00"),
        visit("6"),
        separator=";",
        encoding="cp1252",
    )
    status, told = run("accounts", data)

    assert (status, told["taken"], told["unchanged"]) == (1, 2, 1)
    refused = [problem for problem in told["problems"] if not problem["notice"]]
    assert [problem["where"] for problem in refused] == [f"line {line}" for line in (4, 5, 6, 7)]
    assert all(problem["remedy"] for problem in refused)
    again, told = run("accounts", data)
    assert (again, told["taken"], told["unchanged"]) == (1, 0, 3)


def test_a_line_that_comes_again_changed_follows_or_says_why_not(run: Take) -> None:
    run("accounts", extract(visit("1"), visit("2")))
    changed = extract(visit("1", zip="44108"), visit("2", charges="999.00"))
    status, told = run("accounts", changed)

    assert (status, told["changed"]) == (1, 1)
    assert [problem["where"] for problem in told["problems"]] == ["line 3"]


def test_two_guarantors_who_share_a_phone_stay_two(run: Take, store: Engine) -> None:
    other = {"guarantor": "Luis Delgado", "date_of_birth": "1984-02-03", "payer": ""}
    status, _ = run("accounts", extract(visit("1", payer=""), visit("2", **other)))

    assert status == 0
    with reading(store) as session:
        people = session.scalars(select(Guarantor).order_by(Guarantor.id)).all()
        totals = [balance_summary(session, each.id).total for each in people]
    assert [each.phone for each in people] == [ROW["phone"]] * 2
    assert totals == [Money(20000), Money(20000)]


def test_a_remittance_may_come_before_its_accounts_and_twice(run: Take, store: Engine) -> None:
    status, told = run("remittance", TWO)
    assert (status, told["taken"], told["waiting"]) == (0, 2, 2)
    status, told = run("remittance", TWO)
    assert (status, told["taken"], told["unchanged"]) == (0, 0, 2)
    assert run("accounts", extract({}, visit("2")))[0] == 0
    with reading(store) as session:
        assert set(session.scalars(select(ClaimRecord.state))) == {ClaimState.POSTED}


def test_a_cut_remittance_names_the_claim_where_it_ends(run: Take) -> None:
    run("accounts", extract({}, visit("2")))
    status, told = run("remittance", TWO[: TWO.index(b"ICN2") + 10])

    assert (status, told["taken"], told["held"]) == (1, 2, 1)
    refused = [problem for problem in told["problems"] if not problem["notice"]]
    assert refused[0]["where"].startswith("segment ")
    assert "claim PB-2" in refused[0]["where"]
    assert "may be cut" in refused[1]["what"]

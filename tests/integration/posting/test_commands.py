"""The commands say what they did, in words or JSON, and their exit status says whether all went
well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from sqlalchemy import Engine
from typer.testing import CliRunner

from cli.imports import app as imports
from cli.reconcile import reconcile
from receivables.services.demonstration import FOLDER
from receivables.store import database
from tests.remittances import Claim, Payment, file_of

app = typer.Typer()
app.add_typer(imports, name="import")
app.command()(reconcile)


@pytest.fixture
def run(store: Engine, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(database, "engine", lambda: store)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_good_files_go_in_and_say_so(run) -> None:  # type: ignore[no-untyped-def]
    taken = run("import", "accounts", FOLDER / "accounts.csv")
    assert (taken.exit_code, taken.stdout) == (0, "32 lines taken, 0 known before.\n")
    paid = run("import", "remittance", FOLDER / "harbor-senior-life.835")
    assert (paid.exit_code, paid.stdout) == (0, "2 claims taken, 0 known before.\n")
    assert run("reconcile", "LH-204121").stdout == "All accounts agree.\n"


def test_a_held_claim_gives_status_one_and_its_place(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "r.835"
    path.write_bytes(file_of(Payment([Claim(paid="100", account="LH-204101")])))
    run("import", "accounts", FOLDER / "accounts.csv")
    found = run("import", "remittance", path, "--json")
    told = json.loads(found.stdout)
    assert (found.exit_code, told["held"], told["succeeded"]) == (1, 1, False)
    assert "claim LH-204101" in told["problems"][0]["where"]
    listed = run("reconcile", "--json")
    assert listed.exit_code == 1
    (account,) = json.loads(listed.stdout)["accounts"]
    assert account["account_number"] == "LH-204101"
    assert "claim_held" in {each["code"] for each in account["disagreements"]}


def test_a_missing_file_is_one_clear_sentence(run) -> None:  # type: ignore[no-untyped-def]
    found = run("import", "accounts", "nowhere.csv")
    assert found.exit_code == 1
    assert "nowhere.csv: it cannot be opened" in found.stderr


def test_an_unknown_account_is_status_two(run) -> None:  # type: ignore[no-untyped-def]
    found = run("reconcile", "PB-404")
    assert found.exit_code == 2
    assert "No account has the number PB-404" in found.stderr

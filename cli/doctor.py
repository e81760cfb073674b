"""`plainbill doctor`: look at everything, change nothing, say what to do."""

from __future__ import annotations

import dataclasses
import json

import typer
from rich.console import Console
from rich.table import Table

from cli import doctor_installation as installation
from cli import doctor_running as running
from cli.findings import Finding, attempt

CHECKS = (
    ("application", installation.application, "run `make setup`"),
    ("rasa", installation.rasa, "run `make setup`"),
    ("model", installation.model, "run `plainbill train`"),
    ("policy", installation.policy, "see docs/policy.md"),
    ("state", running.state, "see docs/operations.md"),
    ("database", running.database, "is the database running? See PLAINBILL_DATABASE_URL"),
    ("processes", running.processes, "stop and start `make run`"),
    ("carrier", running.carrier, "see docs/operations.md"),
    ("scripts", installation.scripts, "see docs/scripts.md"),
    ("spanish", installation.spanish, "see the files in data/domain and data/scripts"),
)
SIGN = {"ok": "[green]ok[/]", "note": "[yellow]note[/]", "wrong": "[bold red]wrong[/]"}


def examine(*, as_json: bool) -> int:
    """Print the findings; the exit status is 1 when something is wrong."""
    findings = [attempt(name, check, advice) for name, check, advice in CHECKS]
    if as_json:
        typer.echo(json.dumps({"findings": [dataclasses.asdict(finding) for finding in findings]}))
    else:
        Console().print(report(findings))
    return int(any(finding.state == "wrong" for finding in findings))


def report(findings: list[Finding]) -> Table:
    """The findings as a table, the advice under what was found."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for finding in findings:
        advice = f"\n[bold]→ {finding.advice}[/]" if finding.advice else ""
        table.add_row(SIGN[finding.state], finding.name, finding.found + advice)
    return table

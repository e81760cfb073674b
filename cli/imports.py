"""`plainbill import`: takes account extracts and insurers' files into the store."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from receivables.services.import_report import ImportReport

app = typer.Typer(name="import", help="Take files into the store.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]
Files = Annotated[list[Path], typer.Argument(help="The files.")]


@app.command()
def accounts(
    file: Annotated[Path, typer.Argument(help="The extract (CSV); its columns: docs/data-in.md.")],
    as_json: Json = False,
) -> None:
    """Take an account extract. Again changes nothing. Exit status 1 when a line was refused."""
    from receivables.services.import_accounts import import_accounts
    from receivables.store.database import engine

    _finish(import_accounts(engine(), file, dt.datetime.now(dt.UTC)), "lines", as_json)


@app.command()
def remittance(files: Files, as_json: Json = False) -> None:
    """Take 835 files and post their claims. Exit status 1 when a claim could not be trusted."""
    from receivables.services.import_remittances import import_remittances
    from receivables.store.database import engine

    now = dt.datetime.now(dt.UTC)
    _finish(import_remittances(engine(), _with_progress(files), now), "claims", as_json)


@app.command()
def eob(files: Files, as_json: Json = False) -> None:
    """Take FHIR explanations of benefit, as evidence beside the 835: they can hold an amount,
    never raise one."""
    from receivables.services.import_eobs import import_eobs
    from receivables.store.database import engine

    now = dt.datetime.now(dt.UTC)
    _finish(import_eobs(engine(), _with_progress(files), now), "explanations", as_json)


def _with_progress(files: list[Path]) -> Iterable[Path]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(files, "Importing", console=console, transient=True, disable=len(files) < 2)


def _finish(report: ImportReport, things: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(report) | {"succeeded": report.succeeded}))
    else:
        for problem in report.problems:
            typer.echo(f"{'note: ' if problem.notice else ''}{problem}", err=True)
        told = [f"{report.taken} {things} taken", f"{report.unchanged} known before"]
        told += [f"{report.changed} changed"] if report.changed else []
        told += [f"{report.held} held for a person"] if report.held else []
        told += [f"{report.waiting} waiting for their account"] if report.waiting else []
        refused = sum(not problem.notice for problem in report.problems)
        told += [f"{refused} to look at"] if refused else []
        typer.echo(", ".join(told) + ".")
    raise typer.Exit(0 if report.succeeded else 1)

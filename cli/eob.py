"""`plainbill eob inspect`: what is in FHIR explanations of benefit, and what each lets us ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look into insurers' explanations of benefit (FHIR).", no_args_is_help=True)


@app.callback()
def eob() -> None:
    """Look into insurers' explanations of benefit (FHIR)."""


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(help="FHIR JSON files: EOB, Bundle or NDJSON.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Show explanations of benefit and decisions of FILES without a database.

    Exit status 1 when a file could not be read or holds a damaged explanation.
    """
    from rich.console import Console

    from cli.eob_inspection import explanation_object, report_explanations
    from receivables.importers.fhir_eob import read_explanations

    found = {file: list(read_explanations(file)) for file in files}
    if as_json:
        objects = [explanation_object(str(file), found[file]) for file in files]
        typer.echo(json.dumps(objects if len(objects) > 1 else objects[0], indent=1))
    else:
        for file in files:
            report_explanations(Console(), str(file), found[file])
    damaged = any(each.damaged for explanations in found.values() for each in explanations)
    raise typer.Exit(1 if damaged else 0)

"""`plainbill remittance inspect`: what is in 835 files, and what each claim lets us ask."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look into insurers' payments (835).", no_args_is_help=True)


@app.callback()
def remittance() -> None:
    """Look into insurers' payments (835)."""


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(help="835 files, of any version or shape.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Show payments, claims and decisions of FILES without a database.

    Exit status 1 when a file could not be read or holds a damaged claim.
    """
    failed = [failed for failed in (_as_json(files) if as_json else _as_report(files)) if failed]
    raise typer.Exit(1 if failed else 0)


def _as_json(files: list[Path]) -> Iterator[bool]:
    from cli.inspection import Inspection
    from cli.inspection_json import write_remittance
    from receivables.importers.remittance_payments import readable_again

    write = sys.stdout.write
    write("[" if len(files) > 1 else "")
    for number, file in enumerate(files):
        write(",\n" if number else "")
        with readable_again(file) as path:
            inspection = Inspection(path)
            write_remittance(str(file), inspection.problems, inspection.parts(), write)
        yield inspection.failed
    write("]\n" if len(files) > 1 else "\n")


def _as_report(files: list[Path]) -> Iterator[bool]:
    from rich.console import Console

    from cli.inspection import Inspection
    from cli.inspection_report import report_remittance
    from receivables.importers.remittance_payments import readable_again

    console = Console()
    for file in files:
        with readable_again(file) as path:
            inspection = Inspection(path)
            report_remittance(console, str(file), inspection.problems, inspection.parts())
        yield inspection.failed

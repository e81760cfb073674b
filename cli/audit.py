"""`plainbill audit`: whether the audit trail is whole."""

from __future__ import annotations

import json
from typing import Annotated

import typer

app = typer.Typer(name="audit", help="The trail of what staff saw and did.", no_args_is_help=True)

FAULTS = {
    "missing": "Row {number} does not fit: the one before it is missing.",
    "unlinked": "Row {number} does not fit: it does not follow the row before it.",
    "changed": "Row {number} does not fit: it was changed, or written under another secret key.",
}


@app.callback()
def audit() -> None:
    """The trail of what staff saw and did."""


@app.command()
def verify(
    includes: Annotated[
        str, typer.Option(help="A hash kept from an earlier check, which must still be there.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Check every row of the audit trail and name the first that does not fit.

    Exit status 1 when one does not, or when the hash of `--includes` is gone: rows were then cut
    off at the end. Keep the hash that is printed somewhere else for the next time.
    """
    from receivables.services.audit_trail import holds_hash, verify_trail
    from receivables.services.conversations import MissingSecretKey
    from receivables.store.database import reading

    try:
        with reading() as session:
            verdict = verify_trail(session)
            gone = bool(includes) and not holds_hash(session, includes)
    except MissingSecretKey as problem:
        typer.echo(f"The trail can't be checked: {problem}.", err=True)
        raise typer.Exit(1) from None
    fault = verdict.fault
    if as_json:
        found = {"number": fault.number, "kind": fault.kind} if fault else None
        kept = {"fitting": verdict.fitting, "last_hash": verdict.last_hash}
        typer.echo(json.dumps({"fault": found, "included": not gone, **kept}))
    elif fault:
        typer.echo(FAULTS[fault.kind].format(number=fault.number))
    elif gone:
        typer.echo("The hash is not in the trail: rows after it, or it, were cut off.")
    else:
        typer.echo(f"{verdict.fitting} rows, each fits. The last: {verdict.last_hash}")
    raise typer.Exit(1 if fault or gone else 0)

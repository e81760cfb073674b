"""`plainbill reconcile`: which accounts do not agree with their claims, and why."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Annotated

import typer


def reconcile(
    account: Annotated[str | None, typer.Argument(help="One account number; all without.")] = None,
    on: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this past date.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """List every account whose rows, remittances and reported balance disagree, and why.

    Exit status 1 when there is one, 2 when the account is not known.
    """
    from receivables.services.reconciliation import UnknownAccount
    from receivables.services.reconciliation import reconcile as find
    from receivables.store.database import reading

    try:
        with reading() as session:
            found = list(find(session, account, on.date() if on else None))
    except UnknownAccount:
        typer.echo(f"No account has the number {account}. Import its extract first.", err=True)
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(json.dumps({"accounts": [dataclasses.asdict(item) for item in found]}))
    else:
        for item in found:
            for disagreement in item.disagreements:
                typer.echo(f"{item.account_number}: {disagreement.what} [{disagreement.code}]")
        several = f"{len(found)} accounts disagree." if len(found) > 1 else "1 account disagrees."
        typer.echo(several if found else "All accounts agree.")
    raise typer.Exit(1 if found else 0)

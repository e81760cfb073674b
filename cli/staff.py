"""`plainbill staff`: the people who may use the console."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from receivables.domain.roles import Role

app = typer.Typer(name="staff", help="The people who may use the console.", no_args_is_help=True)


@app.callback()
def staff() -> None:
    """The people who may use the console."""


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="What they log in with.")],
    name: Annotated[str, typer.Option(help="What the console calls them.")],
    role: Annotated[Role, typer.Option(help="Their part.")] = Role.REPRESENTATIVE,
) -> None:
    """Add a named account. The password is asked for, twice: 12 characters or more."""
    from receivables.services.staff import UsernameTaken, WeakPassword, add_staff
    from receivables.store.database import transaction

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        with transaction() as session:
            add_staff(session, username, password, name, role, dt.datetime.now(dt.UTC))
    except (UsernameTaken, WeakPassword) as problem:
        typer.echo(f"Not added: {problem}.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{username} may log in at /console.")

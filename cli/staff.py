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
    phone: Annotated[str, typer.Option(help="Where calls reach them.")] = "",
) -> None:
    """Add a named account. The password is asked for, twice: 12 characters or more."""
    from receivables.services.staff import UsernameTaken, WeakPassword, add_staff
    from receivables.services.staff_telephones import InvalidPhone
    from receivables.store.database import transaction

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        with transaction() as session:
            now = dt.datetime.now(dt.UTC)
            add_staff(session, username, password, name, role, now, phone=phone or None)
    except (UsernameTaken, WeakPassword, InvalidPhone) as problem:
        typer.echo(f"Not added: {problem}.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{username} may log in at /console.")


@app.command()
def phone(
    username: Annotated[str, typer.Argument(help="Whose telephone it is.")],
    number: Annotated[str, typer.Argument(help="Where calls reach them; '' takes it away.")],
) -> None:
    """Set where calls reach somebody."""
    from receivables.services.staff import UnknownUsername, get_staff
    from receivables.services.staff_telephones import InvalidPhone, set_phone
    from receivables.store.database import transaction

    try:
        with transaction() as session:
            account = set_phone(session, get_staff(session, username).id, number)
    except (UnknownUsername, InvalidPhone) as problem:
        typer.echo(f"Not set: {problem}.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Calls reach {username} at {account.phone or 'no number'}.")


@app.command("on-call")
def on_call(
    username: Annotated[str, typer.Argument(help="Who is on call.")],
    off: Annotated[bool, typer.Option("--off", help="No more.")] = False,
) -> None:
    """Text somebody of those who wait while nobody is at the console (policy file, on_call)."""
    from receivables.services.on_call import NoTelephone, set_on_call
    from receivables.services.staff import UnknownUsername, get_staff
    from receivables.store.database import transaction

    try:
        with transaction() as session:
            set_on_call(session, get_staff(session, username).id, on_call=not off)
    except (UnknownUsername, NoTelephone) as problem:
        typer.echo(f"Not set: {problem}.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{username} is {'no longer ' if off else ''}on call.")

"""The `plainbill` command. What a command needs is imported when it runs: `--help` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cli.audit import app as audit
from cli.contact_check import contact_check
from cli.contact_wish import contact_wish
from cli.environment import load_environment, state_folder
from cli.eob import app as eob
from cli.imports import app as imports
from cli.reconcile import reconcile
from cli.remittance import app as remittance
from cli.staff import app as staff


class Commands(TyperGroup):
    """Our commands; a database that can't be used is one sentence, whatever command met it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A missing table has the advice that helps."""
        try:
            return super().invoke(ctx)
        except Exception as problem:
            if not type(problem).__module__.startswith("sqlalchemy"):
                raise
            cause = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
            typer.echo(f"The database can't be used ({cause}): run `plainbill migrate`.", err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    name="plainbill",
    cls=Commands,
    help="An open assistant for medical bills.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)

# These work on the store: before its first start an installation has an empty one.
WITH_STORE = {"import", "reconcile", "contact-check", "contact-wish", "staff", "audit"}
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]


@app.callback()
def prepare_environment(context: typer.Context) -> None:
    """Complete the environment from var/local.env. `up` does that itself, for its own ports."""
    if context.invoked_subcommand != "up":
        load_environment()
    if context.invoked_subcommand in WITH_STORE:
        from cli.prepare import begin_store

        begin_store()


@app.command()
def up(
    demo: Annotated[bool, typer.Option(help="Load the invented demonstration patients.")] = True,
    port: Annotated[
        int, typer.Option(envvar="PLAINBILL_PORT", help="The web app's port; 0: any free one.")
    ] = 8000,
    rasa_port: Annotated[
        int, typer.Option(envvar="PLAINBILL_RASA_PORT", help="Rasa's port; 0: any free one.")
    ] = 5005,
    actions_port: Annotated[
        int, typer.Option(envvar="PLAINBILL_ACTIONS_PORT", help="The action server's port.")
    ] = 5055,
    state: Annotated[
        Path | None, typer.Option(help="The folder of the database, secrets and logs.")
    ] = None,
) -> None:
    """Start everything, show where it is, keep it running until Ctrl-C."""
    from rich.console import Console

    from cli.up import bring_up, chosen_ports

    folder = (state or state_folder()).resolve()
    ports = chosen_ports(port, rasa_port, actions_port)
    raise typer.Exit(bring_up(folder, ports, demonstration=demo, console=Console()))


@app.command()
def web() -> None:
    """Serve the webhooks, the console, the simulator and the local carrier."""
    from cli.web_server import serve

    serve()


@app.command()
def actions() -> None:
    """Serve Rasa's actions on loopback."""
    from cli.action_server import serve

    serve()


@app.command()
def worker() -> None:
    """Answer the texts in the inbox and send those in the outbox."""
    from cli.worker import work

    work()


@app.command()
def migrate() -> None:
    """Create the database or bring it up to date."""
    from cli.prepare import prepare

    prepare(demonstration=False)
    typer.echo("The database is up to date.")


@app.command()
def train() -> None:
    """Train the model if its data changed since it was trained."""
    _train_if_stale()


@app.command()
def demo() -> None:
    """Load the invented demonstration patients (again changes nothing) and list them."""
    from rich.console import Console

    from cli.prepare import prepare
    from cli.screen import patients

    Console().print(patients(prepare(demonstration=True)["people"]))


@app.command()
def chat(
    phone: Annotated[str, typer.Option(help="The patient's number, such as +12165550123.")],
    wait: Annotated[float, typer.Option(help="Seconds to wait for an answer.")] = 15.0,
) -> None:
    """Text the running system from the terminal, or from a pipe: one text a line."""
    from cli.chat import converse

    raise typer.Exit(converse(phone, wait))


@app.command()
def doctor(as_json: Json = False) -> None:
    """Look at everything an installation needs, and say what to do."""
    from cli.doctor import examine

    raise typer.Exit(examine(as_json=as_json))


@app.command()
def understand(
    today: Annotated[
        str, typer.Option(help="The day (ISO) from which days are reckoned; today when left out.")
    ] = "",
    objections: Annotated[
        bool, typer.Option("--objections", help="Name what was objected during a call instead.")
    ] = False,
) -> None:
    """Read texts, one a line; print what is understood, one JSON object a line."""
    _train_if_stale(stderr=True)
    if objections:
        from cli.objections import understand_objections

        raise typer.Exit(understand_objections())
    from cli.understanding import understand_texts

    raise typer.Exit(understand_texts(today or None))


@app.command("test-conversations")
def play_conversations(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="A folder of conversations (YAML).")
    ],
    junit: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write a JUnit XML report here.")
    ] = None,
) -> None:
    """Play written conversations through the whole system, on a store of their own."""
    from cli.conversation_tests import play_folder
    from cli.processes import FailedStart

    _train_if_stale()
    try:
        raise typer.Exit(play_folder(folder, junit))
    except FailedStart as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


def _train_if_stale(*, stderr: bool = False) -> None:
    import os

    from rich.console import Console

    from cli.processes import FailedStart
    from cli.training import train_if_stale

    try:
        train_if_stale(state_folder(), os.environ, Console(stderr=stderr))
    except FailedStart as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


app.add_typer(imports, name="import")
app.add_typer(remittance, name="remittance")
app.add_typer(eob, name="eob")
app.add_typer(staff, name="staff")
app.add_typer(audit, name="audit")
app.command()(reconcile)
app.command("contact-check")(contact_check)
app.command("contact-wish")(contact_wish)

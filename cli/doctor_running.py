"""What is running: state folder, database, processes, and where texts go."""

from __future__ import annotations

import os
import stat

from cli.environment import running_addresses, state_folder, uses_local_carrier
from cli.findings import Finding, note, ok, wrong
from cli.processes import answers


def state() -> Finding:
    """The folder of everything that is written, and who can read its secrets."""
    folder = state_folder()
    secrets = folder / "local.env"
    if not folder.exists():
        return note("state", f"{folder} does not exist yet", "`plainbill up` makes it")
    if not os.access(folder, os.W_OK):
        return wrong("state", f"{folder} can't be written to", "change its owner")
    if secrets.exists() and stat.S_IMODE(secrets.stat().st_mode) & 0o077:
        return wrong("state", f"others can read {secrets}", f"run `chmod 600 {secrets}`")
    return ok("state", str(folder))


def database() -> Finding:
    """Whether the store answers and has the tables of this version."""
    from sqlalchemy import make_url

    from receivables.settings import settings
    from receivables.store.database import engine
    from receivables.store.migrate import current_revision, newest_revision

    address = make_url(settings().database)
    if address.get_backend_name() == "sqlite" and not os.path.exists(address.database or ""):
        return note("database", "none yet", "`plainbill up` or `plainbill migrate` makes it")
    shown = address.render_as_string(hide_password=True)
    here, newest = current_revision(engine()), newest_revision()
    if here != newest:
        return wrong("database", f"{shown} is at {here}, not {newest}", "run `plainbill migrate`")
    return ok("database", f"{shown} is at {newest}")


def processes() -> Finding:
    """Whether what `plainbill up` started answers."""
    running = running_addresses(state_folder())
    if not running:
        return note("processes", "nothing is running", "start it with `make run`")
    addresses = {
        "web": f"http://127.0.0.1:{running['PLAINBILL_PORT']}/health",
        "rasa": f"{running['PLAINBILL_RASA_URL']}/",
        "actions": f"http://127.0.0.1:{running['PLAINBILL_ACTIONS_PORT']}/health",
    }
    silent = [name for name, url in addresses.items() if not answers(url)()]
    if silent:
        logs = ", ".join(str(state_folder() / "logs" / f"{name}.log") for name in silent)
        return wrong("processes", f"no answer from {', '.join(silent)}", f"see {logs}")
    return ok("processes", "web, rasa and actions answer")


def carrier() -> Finding:
    """Where texts go, and whether all that needs is there."""
    if not os.environ.get("TWILIO_ACCOUNT_SID"):
        return note("carrier", "no account yet", "`plainbill up` makes one at the local carrier")
    if uses_local_carrier(os.environ):
        return ok("carrier", "local: no text leaves this machine")
    needed = ("TWILIO_AUTH_TOKEN", "TWILIO_FROM_NUMBER")
    missing = [name for name in needed if not os.environ.get(name)]
    if missing:
        return wrong("carrier", f"Twilio, without {', '.join(missing)}", "see docs/operations.md")
    public = os.environ.get("PLAINBILL_PUBLIC_URL", "")
    if not public.startswith("https://"):
        return wrong(
            "carrier",
            f"Twilio can't reach {public or 'an address that is not set'}",
            "set PLAINBILL_PUBLIC_URL to the https address of the web app",
        )
    return ok("carrier", f"Twilio, webhooks at {public}")

"""The one screen that `plainbill up` shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.environment import uses_local_carrier
from cli.system import System


def welcome(system: System, prepared: Mapping[str, Any], seconds: float) -> RenderableType:
    """Addresses, the demonstration patients, three things to try."""
    people = prepared.get("people", [])
    parts: list[RenderableType] = [
        Panel(_addresses(system, prepared), title=f"Plainbill is up ({seconds:.0f} s)")
    ]
    if people:
        parts += [patients(people), _things_to_try(people[0])]
    parts.append(Text(f"Logs: {system.logs}   Ctrl-C stops everything.", style="dim"))
    return Group(*parts)


def _addresses(system: System, prepared: Mapping[str, Any]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_row("Phone simulator", f"{system.web_url}/simulator")
    table.add_row("Staff console", f"{system.web_url}/console")
    if log_in := prepared.get("log_in"):
        table.add_row("  log in as", ", ".join(log_in["names"]))
        table.add_row("  password", log_in["password"])
    if uses_local_carrier(system.environment):
        table.add_row("Texts", "stay on this machine (local carrier)")
    else:
        table.add_row("Texts", Text("go out through Twilio to real phones", style="bold red"))
    return table


def patients(people: Iterable[Mapping[str, Any]]) -> Table:
    """Who can be played, and what proves that it is they; the simulator tells their stories."""
    rows = [
        (
            person["name"],
            person["phone"],
            str(person["date_of_birth"]),
            person["zip_code"],
            person["account_last_four"],
            person["language"],
        )
        for person in people
    ]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    headings = ("Patient", "Number", "Born", "ZIP", "Account", "")
    for heading, *values in zip(headings, *rows, strict=True):
        table.add_column(heading, width=max(map(len, (heading, *values))))
    for row in rows:
        table.add_row(*row)
    return table


def _things_to_try(person: Mapping[str, Any]) -> Panel:
    born, zip_code = person["date_of_birth"], person["zip_code"]
    lines = (
        f"1. Text as {person['name']}: “why is my bill so high?”, then {born}, then {zip_code}",
        "2. “can I pay 50 a month?”, change your mind (“no wait, 75”), say yes",
        "3. “let me talk to a person”: then look at the handoffs in the console",
        f"In a terminal: .venv/bin/plainbill chat --phone {person['phone']}",
    )
    return Panel("\n".join(lines), title="Three things to try", title_align="left")

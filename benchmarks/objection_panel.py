"""How long a collector waits for the answer to an objection, on the busy console."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import httpx
import yaml
from sqlalchemy import Engine, select

from cli.environment import ROOT
from receivables.domain.call_flow import CallState
from receivables.policy.contact.facts import Channel, Outcome
from receivables.services.conversations import conversation_for
from receivables.store.database import transaction
from receivables.store.tables import CollectorCall, ContactAttempt, Guarantor, StaffAccount

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
LINES = sorted((ROOT / "data" / "scripts" / "objections").glob("*.yml"))
PHONE = "+12165550199"


def open_call(store: Engine, username: str, ours: str, secret: str, now: dt.datetime) -> int:
    """A call in which facts may be spoken, of a member of the staff."""
    with transaction(store) as session:
        staff = session.scalars(select(StaffAccount).filter_by(username=username)).one()
        person = Guarantor(
            name="Bench Person", phone=PHONE, date_of_birth=dt.date(1980, 1, 2), zip_code="44107"
        )
        attempt = ContactAttempt(
            phone=PHONE,
            channel=Channel.VOICE,
            purpose="collection",
            outcome=Outcome.CONVERSATION,
            attempted_at=now,
        )
        session.add_all([person, attempt])
        session.flush()
        call = CollectorCall(
            conversation_id=conversation_for(session, "voice", PHONE, ours, secret, now).id,
            guarantor_id=person.id,
            staff_account_id=staff.id,
            contact_attempt_id=attempt.id,
            phone=PHONE,
            language="en",
            purpose="collection",
            state=CallState.MATTER,
            verified=True,
            started_at=now,
        )
        session.add(call)
        session.flush()
        return call.id


def panel_times(client: httpx.Client, call: int) -> list[float]:
    """Milliseconds from a few words to the answer on the page, two lines for each label."""
    address, times = f"/console/calls/{call}", []
    token = TOKEN.findall(client.get(address).text)[0]
    for heard in (line for path in LINES for line in _lines(path)[:2]):
        begun = time.perf_counter()
        shown = client.post(f"{address}/objection", data={"heard": heard, "form_token": token})
        shown.raise_for_status()
        times.append(1000 * (time.perf_counter() - begun))
    return times


def _lines(path: Path) -> list[str]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [line["text"] for line in content["lines"]]

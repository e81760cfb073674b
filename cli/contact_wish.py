"""`plainbill contact-wish`: how a person wants to be reached, as staff learned it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from receivables.policy.contact.facts import InconvenientTime

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SOURCE = "staff"


def contact_wish(
    phone: Annotated[str, typer.Argument(help="The number, such as +12165550123.")],
    no_calls: Annotated[bool, typer.Option("--no-calls", help="Don't call it.")] = False,
    no_texts: Annotated[bool, typer.Option("--no-texts", help="Don't text it unasked.")] = False,
    not_between: Annotated[
        list[str] | None, typer.Option(help="Inconvenient hours there, such as 18:00-08:00.")
    ] = None,
    on: Annotated[str, typer.Option(help="Only on these days, such as mon,tue.")] = ",".join(DAYS),
    time_zone: Annotated[
        str | None, typer.Option(help="Where they live, such as America/Denver.")
    ] = None,
    at_work: Annotated[bool, typer.Option("--at-work", help="The number is at work.")] = False,
    employer_prohibits: Annotated[
        bool, typer.Option("--employer-prohibits", help="And the employer forbids it.")
    ] = False,
    end: Annotated[bool, typer.Option("--end", help="End every earlier wish first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Record when and how a person wants to be reached; then list what stands for the number.

    Without options it only lists. Exit status 2 for what is no number, time, day or zone.
    """
    from receivables.policy.contact.facts import Channel
    from receivables.services import contact_wishes as wishes
    from receivables.store.database import transaction
    from telephony.numbers import normalised

    number = normalised(phone)
    if number is None:
        _refuse(f"{phone} is no phone number. Write it like +12165550123.")
    times = [_time(written, on) for written in not_between or ()]
    barred = [Channel.VOICE] * no_calls + [Channel.SMS] * no_texts
    now = dt.datetime.now(dt.UTC)
    with transaction() as session:
        if end:
            wishes.end_wishes(session, number, now)
        for time in times:
            wishes.record_inconvenient_time(session, number, time, SOURCE, now)
        for channel in barred:
            wishes.bar_medium(session, number, channel, SOURCE, now)
        if time_zone is not None:
            _record_time_zone(session, number, time_zone, now)
        if at_work or employer_prohibits:
            wishes.record_work_number(session, number, employer_prohibits, SOURCE, now)
        standing = [
            {"kind": wish.kind.value, **wish.details, "recorded_at": wish.recorded_at.isoformat()}
            for wish in wishes.wishes_of(session, number)
        ]
    _tell(number, standing, as_json)


def _record_time_zone(session: Session, number: str, time_zone: str, now: dt.datetime) -> None:
    from receivables.services.contact_wishes import record_time_zone

    try:
        record_time_zone(session, number, time_zone, SOURCE, now)
    except ValueError:
        _refuse(f"{time_zone} is no time zone. Write it like America/Denver.")


def _time(written: str, on: str) -> InconvenientTime:
    from receivables.policy.contact.facts import InconvenientTime

    try:
        start, end = (dt.time.fromisoformat(part) for part in written.split("-"))
        days = frozenset(DAYS.index(day) for day in on.lower().split(","))
    except ValueError:
        _refuse(f"{written} on {on} is no time. Write it like 18:00-08:00, days like mon,tue.")
    return InconvenientTime(start, end, days)


def _tell(number: str, standing: Sequence[dict[str, object]], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"phone": number, "wishes": list(standing)}))
        return
    for wish in standing:
        details = ", ".join(f"{name}: {value}" for name, value in wish.items() if name != "kind")
        typer.echo(f"{wish['kind']}: {details}")
    if not standing:
        typer.echo("No wish is on record for this number.")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)

"""`plainbill contact-check`: may a number be contacted, and if not, until when?"""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from receivables.services.contact_check import ContactCheck


class Way(StrEnum):
    """How the person would be reached."""

    SMS = "sms"
    CALL = "call"


class Purpose(StrEnum):
    """What for: an answer to the person's own text, or something that comes from us."""

    REPLY = "reply"
    REMINDER = "reminder"
    FIRST_CONTACT = "first_contact"
    NOTICE = "notice"
    CLOSING_NOTICE = "closing_notice"


def contact_check(
    phone: Annotated[str, typer.Argument(help="The number, such as +12165550123.")],
    at: Annotated[
        str, typer.Option(help="ISO 8601; without an offset at the organisation. Default: now.")
    ] = "",
    channel: Annotated[Way, typer.Option(help="By text or by a call.")] = Way.SMS,
    purpose: Annotated[Purpose, typer.Option(help="What for.")] = Purpose.REMINDER,
    artificial_voice: Annotated[
        bool, typer.Option(help="The call is spoken by a machine, not by a person.")
    ] = False,
    zip_code: Annotated[str | None, typer.Option("--zip", help="An address to count too.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Say whether a number may be contacted, by which rule not, and until when.

    Exit status 0 when it may, 1 when it may not, 2 for what is no number, moment or ZIP code.
    """
    from receivables.policy.contact.facts import Allowed, Channel, ProposedContact
    from receivables.policy.contact.zip_codes import is_zip_code
    from receivables.services.contact_check import check_contact
    from receivables.store.database import reading
    from telephony.numbers import normalised

    number = normalised(phone)
    if number is None:
        _refuse(f"{phone} is no phone number. Write it like +12165550123.")
    if zip_code is not None and not is_zip_code(zip_code):
        _refuse(f"{zip_code} is no ZIP code. Write five digits.")
    moment = _moment(at)
    contact = ProposedContact(Channel(channel.value), purpose.value, moment, artificial_voice)
    with reading() as session:
        found = check_contact(session, number, contact, zip_code)
    if as_json:
        typer.echo(json.dumps(_as_json(number, channel, purpose, moment, found)))
    else:
        _tell(found)
    raise typer.Exit(0 if isinstance(found.decision, Allowed) else 1)


def _moment(written: str) -> dt.datetime:
    if not written:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(written)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(_organisation_zone()))
        return zoned.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        _refuse(f"{written} is no moment. Write it like 2026-11-24T08:30:00-05:00.")


def _organisation_zone() -> str:
    from receivables.policy.figures import load_policy
    from receivables.settings import settings

    return load_policy(settings().policy_file).organisation.time_zone


def _tell(found: ContactCheck) -> None:
    from receivables.policy.contact.facts import Refused

    decision = found.decision
    if isinstance(decision, Refused):
        typer.echo(f"Not allowed: {decision.why} [{decision.rule}].")
        for other in found.refused[1:]:
            typer.echo(f"Nor: {other.why} [{other.rule}].")
        typer.echo(f"Next allowed: {_in_zones(decision.until, found.zones)}.")
    else:
        typer.echo("Allowed.")
    if found.consent_assumed:
        typer.echo("Nobody is on file under this number: taken as given with consent [C9].")


def _in_zones(moment: dt.datetime | None, zones: tuple[str, ...]) -> str:
    if moment is None:
        return "never, unless what is on record changes"
    local = (f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S} {zone}" for zone in zones)
    return f"{moment.isoformat()} ({', '.join(local)})"


def _as_json(
    number: str, channel: Way, purpose: Purpose, moment: dt.datetime, found: ContactCheck
) -> dict[str, object]:
    from receivables.policy.contact.facts import Refused

    refused = found.decision if isinstance(found.decision, Refused) else None
    return {
        "phone": number,
        "channel": channel.value,
        "purpose": purpose.value,
        "at": moment.isoformat(),
        "allowed": refused is None,
        "rule": refused.rule if refused else None,
        "why": refused.why if refused else None,
        "until": _iso(refused.until) if refused else None,
        "refused_by": [
            {"rule": one.rule, "why": one.why, "until": _iso(one.until)} for one in found.refused
        ],
        "zones": list(found.zones),
        "on_file": found.on_file,
        "consent_assumed": found.consent_assumed,
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)

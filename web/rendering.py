"""Pages and parts of pages from templates; every value is escaped unless a template made it."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency
from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from phonenumbers import PhoneNumberFormat

from receivables.domain.money import Money
from receivables.policy.figures import Organisation, load_policy
from receivables.settings import settings
from receivables.wording import say
from web.waterfall import waterfall

HERE = Path(__file__).parent
LOCALES = {"en": "en_US", "es": "es_US"}


def install(app: FastAPI) -> None:
    """Serve our style sheets and scripts under /static."""
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """The answer with a template filled in."""
    return _templates().TemplateResponse(request, template, values, status_code=status)


def money(amount: Money, language: str = "en") -> str:
    """`$1,234.50`; a negative amount has a true minus sign in front."""
    shown = format_currency(Decimal(str(Money(abs(amount.cents)))), "USD", locale=LOCALES[language])
    return f"\N{MINUS SIGN}{shown}" if amount.cents < 0 else shown


def day(date: dt.date, language: str = "en") -> str:
    """A calendar date: `Sep 14, 2026`."""
    return format_date(date, "medium", locale=LOCALES[language])


def clock_time(moment: dt.datetime) -> str:
    """The time of day at the organisation: `3:05 PM`."""
    return format_time(moment, "short", tzinfo=_zone(), locale="en_US")


def moment(at: dt.datetime) -> str:
    """A moment at the organisation: `Nov 23, 3:05 PM`."""
    return format_datetime(at, "MMM d, h:mm a", tzinfo=_zone(), locale="en_US")


def waiting(since: dt.datetime, now: dt.datetime) -> str:
    """How long someone has been waiting: `just now`, `4 min`, `2 h 5 min`, `3 days`."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 1:
        return "just now"
    hours, rest = divmod(minutes, 60)
    if hours < 1:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if hours < 48 else f"{hours // 24} days"


def masked_phone(phone: str) -> str:
    """A number of which only the last digits are shown: `··· 0123`."""
    return f"··· {phone[-4:]}"


def masked_name(name: str) -> str:
    """Initials alone: `R. D.`"""
    return " ".join(f"{part[0]}." for part in name.split())


def phone(number: str) -> str:
    """A number as people write it: `(216) 555-0123`; one from abroad in its country's way."""
    parsed = phonenumbers.parse(number, "US")
    domestic = parsed.country_code == 1
    kind = PhoneNumberFormat.NATIONAL if domestic else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind)


def readable(code: str) -> str:
    """A code of ours for staff: `insurance_payment` as `Insurance payment`."""
    return code.replace("_", " ").capitalize()


def asset(name: str) -> str:
    """The address of a static file; it changes with the content, so browsers may keep it."""
    return f"/static/{name}?v={_fingerprint(name)}"


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]


def _zone() -> ZoneInfo:
    return ZoneInfo(organisation().time_zone)


def organisation() -> Organisation:
    """For whom the pages speak."""
    return load_policy(settings().policy_file).organisation


@cache
def _templates() -> Jinja2Templates:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "clock_time": clock_time,
        "day": day,
        "moment": moment,
        "masked_name": masked_name,
        "masked_phone": masked_phone,
        "money": money,
        "phone": phone,
        "readable": readable,
        "waiting": waiting,
    }
    made.globals |= {
        "asset": asset,
        "organisation": organisation,
        "say": say,
        "waterfall": waterfall,
    }
    return Jinja2Templates(env=made)

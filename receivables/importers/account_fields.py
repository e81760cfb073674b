"""How each field of an account extract is understood: strictly, or not at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import phonenumbers

from receivables.domain.money import ZERO, Money

_LANGUAGES = {"": "en", "en": "en", "english": "en", "es": "es", "spanish": "es", "español": "es"}
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_US_DATE = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_AMOUNT = re.compile(r"\$?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?")
_LONGEST_ACCOUNT_NUMBER = 38  # CLP01 of an 835 holds no more
_LONGEST_LIFE = 130


class FieldProblem(ValueError):
    """A field that cannot be understood; its text says which and why, never the value."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def required(values: Mapping[str, str], name: str) -> str:
    """The field's text. Raises FieldProblem when it is empty."""
    if not values[name]:
        raise FieldProblem(f"{name} is empty", "Fill it in")
    return values[name]


def phone(text: str) -> str:
    """A number in E.164. Raises FieldProblem for what is no valid number.

    >>> phone("(216) 555-0123")
    '+12165550123'
    """
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise FieldProblem("phone is not a valid number", "Write it as +12165550123")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def past_date(values: Mapping[str, str], name: str, today: dt.date) -> dt.date:
    """A date up to `today`, ISO or month/day/year. Raises FieldProblem for anything else."""
    match = _DATE.fullmatch(values[name]) or _US_DATE.fullmatch(values[name])
    if match is None:
        raise FieldProblem(f"{name} is not a date", "Write it as 2026-09-14 or 9/14/2026")
    try:
        found = dt.date(**{part: int(number) for part, number in match.groupdict().items()})
    except ValueError:
        raise FieldProblem(f"{name} is not a day of the calendar", "Correct it") from None
    if found > today:
        raise FieldProblem(f"{name} lies in the future", "Correct it")
    if found.year < today.year - _LONGEST_LIFE:
        raise FieldProblem(f"{name} lies too far in the past", "Correct it")
    return found


def zip_code(text: str) -> str:
    """A five-digit ZIP code (of nine digits the first five).

    A spreadsheet drops the zero in front; four digits are refused, not guessed at, because the
    ZIP code helps to verify a person.
    """
    if not re.fullmatch(r"\d{5}(-?\d{4})?", text):
        raise FieldProblem(
            "zip is not a five-digit ZIP code", "Write all five digits (a leading zero counts)"
        )
    return text[:5]


def language(text: str) -> str:
    """`en` or `es`; empty is English. Raises FieldProblem for a language we do not speak."""
    found = _LANGUAGES.get(text.lower())
    if found is None:
        raise FieldProblem("language is neither en nor es", "Write en or es, or leave it empty")
    return found


def account_number(text: str) -> str:
    """An account number as payers return it. Raises FieldProblem when it could not come back."""
    if not text.strip("0"):
        raise FieldProblem(
            "account_number is empty or zero, which payers return for none", "Fill it in"
        )
    if len(text) > _LONGEST_ACCOUNT_NUMBER or not text.isascii():
        raise FieldProblem(
            "account_number is too long or not plain text",
            f"Use up to {_LONGEST_ACCOUNT_NUMBER} letters, digits and dashes, as on the claim",
        )
    return text


def amount(values: Mapping[str, str], name: str, separator: str = ",") -> Money:
    """An amount of zero or more; empty payments are none, empty charges are refused.

    Where semicolons separate the fields, a comma may mean cents or thousands: it is refused.
    """
    text = values[name]
    if not text and name == "patient_payments":
        return ZERO
    if separator == ";" and "," in text:
        raise FieldProblem(
            f"{name} has a comma, which may mean cents or thousands here", "Write it as 1250.00"
        )
    if not _AMOUNT.fullmatch(text):
        raise FieldProblem(f"{name} is not an amount", "Write it as 1250.00, not negative")
    return Money.parse(text.removeprefix("$").replace(",", ""))

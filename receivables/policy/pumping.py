"""How many texts a number may draw out of us, and which numbers may draw any (SMS pumping).

Who is paid for the texts that a number gets makes machines write to us: with numbers in expensive
places, or again and again. Sources: OWASP Automated Threats OAT-019 and Twilio's advice on SMS
pumping (permitted countries, limits by number). The figures are a provider's choice ([traffic]).

Allowed: a long evening of questions. Refused: the two-hundred-and-first answer within an hour; any
answer to a premium number, or to a country that the provider does not serve.

>>> figures = TrafficFigures()
>>> refused("+12165550123", 12, 12, figures)
>>> refused("+12165550123", 200, 200, figures)
<Unanswered.TOO_MANY: 'too_many'>
>>> refused("+18765550123", 0, 0, figures)  # Jamaica
<Unanswered.ELSEWHERE: 'elsewhere'>
>>> refused("+19005550123", 0, 0, figures)  # premium
<Unanswered.ELSEWHERE: 'elsewhere'>
"""

from __future__ import annotations

from enum import StrEnum

import phonenumbers

from receivables.policy.figures import TrafficFigures

_PREMIUM = frozenset(
    {phonenumbers.PhoneNumberType.PREMIUM_RATE, phonenumbers.PhoneNumberType.SHARED_COST}
)
_PREMIUM_AREAS = ("900", "976")
_UNITED_STATES = 1


class Unanswered(StrEnum):
    """Why a number gets no answer."""

    TOO_MANY = "too_many"
    ELSEWHERE = "elsewhere"


def refused(phone: str, in_hour: int, in_day: int, figures: TrafficFigures) -> Unanswered | None:
    """Why a number (E.164) gets no further text; None when it may.

    `in_hour`, `in_day`: texts that it drew out of us within the last hour and day.
    """
    if not is_served(phone, figures):
        return Unanswered.ELSEWHERE
    too_many = in_hour >= figures.most_answers_in_an_hour or in_day >= figures.most_answers_in_a_day
    return Unanswered.TOO_MANY if too_many else None


def is_served(phone: str, figures: TrafficFigures) -> bool:
    """Whether a number is in a country that is served, and is no premium number."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return False
    national = str(number.national_number)
    if number.country_code == _UNITED_STATES and national.startswith(_PREMIUM_AREAS):
        return False
    if phonenumbers.number_type(number) in _PREMIUM:
        return False
    # A number that is in use nowhere (555-01xx) has no region: its country code decides.
    country = number.country_code or 0
    region = phonenumbers.region_code_for_number(number)
    region = region or phonenumbers.region_code_for_country_code(country)
    return region in figures.answered_regions

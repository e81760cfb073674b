"""The policy file: figures a provider may choose, typed, with safe defaults."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from receivables.domain.money import Money
from receivables.policy.contact.role import CollectorRole, is_debt_collector

Dollars = Annotated[
    Money,
    BeforeValidator(lambda value: value if isinstance(value, Money) else Money.parse(str(value))),
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, frozen=True)


class Organisation(_Part):
    """For whom the assistant speaks. Phone in E.164; `time_zone` is an IANA name.

    `voicemail_name` is said to a voicemail: a name from which nobody can tell that it is about a
    debt (compliance T11). Empty: `name`. `payment_page` is where people pay, if there is one.
    `npi` (ten digits) and `tax_id` (nine) are told to insurers; empty where there is none.
    `mailing_address` is where people write to us, its lines apart by `, `.
    """

    name: str = "the billing office"
    voicemail_name: str = ""
    payment_page: str = Field(default="", pattern=r"^(https://\S+)?$")
    assistant_name: str = "Plainbill"
    callback_phone: str = "+12165550100"
    office_hours_text: dict[str, str] = Field(
        default_factory=lambda: {"en": "office hours", "es": "horas de oficina"}
    )
    time_zone: str = "America/New_York"
    npi: str = Field(default="", pattern=r"^(\d{10})?$")
    tax_id: str = Field(default="", pattern=r"^(\d{2}-?\d{7})?$")
    mailing_address: str = ""


class VerificationFigures(_Part):
    """How long a verification lasts, and how many wrong answers send it to a person."""

    valid_minutes: int = Field(default=30, ge=1, le=240)
    failures_allowed: int = Field(default=3, ge=1, le=10)
    failure_window_minutes: int = Field(default=15, ge=1)
    account_failures_allowed: int = Field(default=5, ge=1)
    account_window_hours: int = Field(default=24, ge=1)


class ArrangementFigures(_Part):
    """The limits of a payment arrangement. Amounts in dollars in the file.

    More payments than `most_installments_without_disclosure` need a written disclosure before
    the arrangement is active (12 CFR 1026.2(a)(17), compliance M1; confirm with counsel); the
    first payment is then `disclosure_days` away or more. A payment is missed `grace_days` after
    its due date; with `remind_missed` the person is then reminded of it by text, once.
    """

    smallest_payment: Dollars = Money(2500)
    longest_months: int = Field(default=24, ge=1)
    first_payment_within_days: int = Field(default=45, ge=0)
    most_installments: int = Field(default=24, ge=1)
    most_installments_without_disclosure: int = Field(default=4, ge=1)
    disclosure_days: int = Field(default=7, ge=0)
    grace_days: int = Field(default=10, ge=0, le=60)
    remind_missed: bool = True


class CreditFigures(_Part):
    """How soon a credit goes back to the patient; state law may ask for less."""

    refund_within_days: int = Field(default=60, ge=1, le=180)


class FollowUpFigures(_Part):
    """Within how many working days a person answers what the assistant recorded."""

    business_days: int = Field(default=3, ge=1, le=30)


class ContactFigures(_Part):
    """Who collects, and the limits on contact that a provider may choose (policy.contact).

    Times of day are where the person is. `strict` keeps the hours and the call frequency of
    Regulation F in every role. The hours and the calls may be narrowed, never widened. `creditor`
    is the provider to whom the bills are owed, where somebody else collects them.
    """

    collector_role: CollectorRole = CollectorRole.FIRST_PARTY
    in_default: bool = False
    creditor: str = ""
    strict: bool = True
    earliest: dt.time = Field(default=dt.time(8), ge=dt.time(8), le=dt.time(12))
    latest: dt.time = Field(default=dt.time(21), ge=dt.time(13), le=dt.time(21))
    most_calls_in_seven_days: int = Field(default=7, ge=1, le=7)
    most_texts_in_a_day: int = Field(default=1, ge=1, le=5)
    most_texts_in_seven_days: int = Field(default=3, ge=1, le=7)
    text_basis_days: int = Field(default=60, ge=1, le=60)
    revoke_all_from: dt.date = dt.date(2027, 1, 31)

    @property
    def debt_collector(self) -> bool:
        """Whether the disclosures and notices of a debt collector are due (policy.contact.role)."""
        return is_debt_collector(self.collector_role, self.in_default)


class CallFigures(_Part):
    """How collectors call. `recorded`: calls are, or may be, recorded, so that it is said first.

    `business_name` is the name given to whoever answers and to voicemails: it may not imply
    collection (12 CFR 1006.2(j), compliance T11); empty, no voicemail is left where the
    organisation's own name would.
    """

    recorded: bool = True
    business_name: str = ""


class StaffFigures(_Part):
    """How staff prove who they are. `second_factor`: a code of an authenticator application after
    the password, for everybody but the demonstration's staff."""

    second_factor: bool = True


class OfficeFigures(_Part):
    """When people work (times of day and weekdays at the organisation, Monday is 0; federal
    holidays are closed) and within how many open minutes they answer who asks for a person.

    Staff are reminded `remind_before_minutes` before a promise breaks or a call is due, supervisors
    warned `warn_before_minutes` before it. A patient who answers a person nothing for
    `abandon_after_hours` is with the assistant again.
    """

    opens: dt.time = dt.time(8)
    closes: dt.time = dt.time(17)
    weekdays: tuple[int, ...] = Field(default=(0, 1, 2, 3, 4), min_length=1)
    answer_within_minutes: int = Field(default=60, ge=5, le=480)
    warn_before_minutes: int = Field(default=15, ge=1)
    remind_before_minutes: int = Field(default=30, ge=1)
    abandon_after_hours: int = Field(default=24, ge=1, le=168)

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> OfficeFigures:
        if self.opens >= self.closes or not set(self.weekdays) <= set(range(7)):
            raise ValueError("the office opens before it closes, on weekdays from 0 to 6")
        return self


class OnCallFigures(_Part):
    """When the representative on call is told by text of somebody who waits: between `opens` and
    `closes` on these weekdays, holidays included, once they have waited `after_minutes` and nobody
    has used the console for `away_minutes`."""

    opens: dt.time = dt.time(8)
    closes: dt.time = dt.time(21)
    weekdays: tuple[int, ...] = Field(default=(0, 1, 2, 3, 4, 5, 6), min_length=1)
    after_minutes: int = Field(default=5, ge=0, le=480)
    away_minutes: int = Field(default=10, ge=1, le=240)

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> OnCallFigures:
        if self.opens >= self.closes or not set(self.weekdays) <= set(range(7)):
            raise ValueError("on-call hours begin before they end, on weekdays from 0 to 6")
        return self


class TrafficFigures(_Part):
    """How many texts a number may draw out of us, and where (policy.pumping).

    `answered_regions`: countries and territories as phonenumbers names them (ISO 3166).
    """

    most_answers_in_an_hour: int = Field(default=200, ge=10)
    most_answers_in_a_day: int = Field(default=600, ge=20)
    answered_regions: tuple[str, ...] = Field(
        default=("US", "PR", "VI", "GU", "AS", "MP", "CA"), min_length=1
    )


class Policy(_Part):
    """The whole policy file."""

    organisation: Organisation = Organisation()
    verification: VerificationFigures = VerificationFigures()
    arrangement: ArrangementFigures = ArrangementFigures()
    follow_up: FollowUpFigures = FollowUpFigures()
    credit: CreditFigures = CreditFigures()
    contact: ContactFigures = ContactFigures()
    staff: StaffFigures = StaffFigures()
    office: OfficeFigures = OfficeFigures()
    on_call: OnCallFigures = OnCallFigures()
    traffic: TrafficFigures = TrafficFigures()
    calls: CallFigures = CallFigures()


@cache
def load_policy(path: Path) -> Policy:
    """The policy in a TOML file, or the defaults where there is none.

    Raises pydantic.ValidationError (which names the field) for a figure out of its bounds.
    """
    if not path.exists():
        return Policy()
    with path.open("rb") as file:
        return Policy.model_validate(tomllib.load(file))

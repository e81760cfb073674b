"""One line of an account extract, understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from receivables.domain.money import Money


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A visit under its account number, with who owes and what was paid so far.

    Phone in E.164, five-digit ZIP code, language `en` or `es`; dates are calendar dates of the
    organisation. No `payer`: the visit is self-pay. `patient_payments` is the total to date.
    """

    line: int
    guarantor: str
    patient: str
    phone: str
    date_of_birth: dt.date
    zip_code: str
    language: str
    encounter_number: str
    service_date: dt.date
    facility: str
    account_number: str
    charge: Money
    payer: str | None
    patient_payments: Money

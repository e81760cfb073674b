"""The demonstration's invented people, taken in through the same importers as real files."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from receivables.services.import_accounts import import_accounts
from receivables.services.import_remittances import import_remittances
from receivables.services.import_report import ImportReport
from receivables.settings import ROOT

FOLDER = ROOT / "data" / "demonstration"


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """An invented person to try the assistant as. Phone in E.164; `story` is one line."""

    name: str
    phone: str
    date_of_birth: dt.date
    zip_code: str
    account_last_four: str
    language: str
    story: str


def demonstration_people(folder: Path = FOLDER) -> list[DemonstrationPerson]:
    """Everybody in the demonstration, in the order of the file."""
    source = tomllib.loads((folder / "people.toml").read_text(encoding="utf-8"))
    return [
        DemonstrationPerson(
            name=person["name"],
            phone=person["phone"],
            date_of_birth=person["date_of_birth"],
            zip_code=person["zip"],
            account_last_four=person["visit"][0]["account"][-4:],
            language=person["language"],
            story=person["story"],
        )
        for person in source["person"]
    ]


def load_demonstration(engine: Engine, now: dt.datetime, folder: Path = FOLDER) -> ImportReport:
    """Import the demonstration's accounts and remittances; again changes nothing.

    The report is that of the remittances: one claim is held on purpose.
    """
    accounts = import_accounts(engine, folder / "accounts.csv", now)
    report = import_remittances(engine, sorted(folder.glob("*.835")), now)
    report.problems[:0] = accounts.problems
    return report

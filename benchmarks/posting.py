"""Claims a second posted into SQLite and PostgreSQL, reading and deciding included.

    python -m benchmarks.posting [--claims 20000] [--runs 3] [--json]

Every claim has its account; two services, four adjustments, so a charge and six more ledger rows
each. PostgreSQL is measured where the one of PLAINBILL_TEST_DATABASE_ADDRESS answers; the database
made there is dropped. `again` imports the same file a second time, which must write nothing. On a
busy machine the rate per CPU second of the importing process is the one to compare.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from benchmarks.remittance import write_file
from receivables.domain.money import Money
from receivables.services.import_remittances import import_remittances
from receivables.store.database import make_engine
from receivables.store.migrate import upgrade
from receivables.store.tables import Encounter, EntryKind, Guarantor, LedgerEntry, Party, Patient

NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)
DAY = NOW.date()
CHARGE = Money(20000)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, default=20_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    found = measure(chosen.claims, chosen.runs)
    if chosen.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    for name, rates in found.items():
        sys.stdout.write(
            f"{name:12} {rates['posted']:8,.0f} claims/s posted "
            f"({rates['posted_per_cpu_second']:,.0f} a CPU second), {rates['again']:8,.0f} again\n"
        )


def measure(claims: int, runs: int) -> dict[str, dict[str, float]]:
    """Claims a second, as medians, by database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posting.835"
        write_file(path, claims)
        found = {"SQLite": _medians([_on_sqlite(path, claims) for _ in range(runs)])}
        if address := _postgresql():
            timed = [_on_postgresql(address, path, claims) for _ in range(runs)]
            found["PostgreSQL"] = _medians(timed)
    return found


def _postgresql() -> str | None:
    address = os.environ.get("PLAINBILL_TEST_DATABASE_ADDRESS", "")
    engine = create_engine(address) if address else None
    try:
        if engine is not None:
            engine.connect().close()
            return address
    except OperationalError:
        sys.stderr.write("PostgreSQL does not answer and is left out.\n")
    return None


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _on_sqlite(path: Path, claims: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/posting.db")
        try:
            return _timed(engine, path, claims)
        finally:
            engine.dispose()


def _on_postgresql(address: str, path: Path, claims: int) -> dict[str, float]:
    with _database(address) as engine:
        return _timed(engine, path, claims)


@contextmanager
def _database(address: str) -> Iterator[Engine]:
    url, name = make_url(address).set(drivername="postgresql+psycopg"), f"posting_{os.getpid()}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = make_engine(url.set(database=name).render_as_string(hide_password=False))
    try:
        yield engine
    finally:
        engine.dispose()
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def _timed(engine: Engine, path: Path, claims: int) -> dict[str, float]:
    upgrade(engine)
    _open_accounts(engine, claims)
    begun, begun_cpu = time.perf_counter(), time.process_time()
    _import(engine, path, expected=claims)
    half, half_cpu = time.perf_counter(), time.process_time()
    _import(engine, path, expected=0)
    return {
        "posted": claims / (half - begun),
        "posted_per_cpu_second": claims / (half_cpu - begun_cpu),
        "again": claims / (time.perf_counter() - half),
    }


def _import(engine: Engine, path: Path, expected: int) -> None:
    report = import_remittances(engine, [path], NOW)
    if report.taken != expected or report.problems:
        raise RuntimeError(f"{report.taken} claims taken instead of {expected}")


def _open_accounts(engine: Engine, claims: int) -> None:
    person = {
        "name": "Rosa Delgado",
        "phone": "+12165550123",
        "date_of_birth": DAY,
        "zip_code": "44107",
    }
    visit = {"guarantor_id": 1, "patient_id": 1, "service_date": DAY, "facility": "Clinic"}
    row = {"party": Party.INSURANCE, "kind": EntryKind.CHARGE, "amount": CHARGE}
    moment = {"effective_on": DAY, "recorded_at": NOW}
    with engine.begin() as connection:
        connection.execute(insert(Guarantor), person)
        connection.execute(insert(Patient), {"guarantor_id": 1, "name": "Rosa Delgado"})
        for first in range(0, claims, 1000):
            numbers = range(first, min(first + 1000, claims))
            visits = [
                visit
                | {"id": n + 1, "account_number": f"PB-{n}", "encounter_number": f"V-{n}"}
                | {"charge": CHARGE, "payer": "RUSHMORE LIFE"}
                for n in numbers
            ]
            connection.execute(insert(Encounter), visits)
            charges = [
                row | moment | {"encounter_id": n + 1, "key": f"charge|PB-{n}"} for n in numbers
            ]
            connection.execute(insert(LedgerEntry), charges)


if __name__ == "__main__":
    main()

"""Fixtures that every folder shares.

`store` is a fresh, empty store. `make test` gives SQLite; with PLAINBILL_TEST_DATABASE set to a
PostgreSQL address (`make test-services`) the same tests run there, a database a test worker. With
PLAINBILL_NO_SKIPS set (`.ci/run`) a test that is skipped counts as failed.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

import receivables.store.tables  # noqa: F401  (fills the metadata)
from receivables.store.base import Base
from receivables.store.database import make_engine
from tests import contracts, samples

PAGES = Path(__file__).parent / "web"
APPEND_ONLY = ("audit_entry",)  # the database refuses to empty these
# How long an example takes says more about the machine than about the rule.
settings.register_profile("plainbill", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("plainbill")
TEST_DATABASE = os.environ.get("PLAINBILL_TEST_DATABASE", "")


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("PLAINBILL_NO_SKIPS"):
        said = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{said} (nothing may be skipped with PLAINBILL_NO_SKIPS)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid_skip(report)
    return report


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Engine | Path]:
    if not TEST_DATABASE:
        path = tmp_path_factory.mktemp("store") / "empty.db"
        engine = make_engine(f"sqlite:///{path}")
        Base.metadata.create_all(engine)
        engine.dispose()
        yield path
        return
    address = make_url(TEST_DATABASE).set(drivername="postgresql+psycopg")
    name = f"plainbill_test_{worker_id}_{os.getpid()}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = make_engine(address.set(database=name).render_as_string(hide_password=False))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def store(_template: Engine | Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty store of this test's own."""
    if isinstance(_template, Path):
        path = tmp_path / "store.db"
        path.write_bytes(_template.read_bytes())
        engine = make_engine(f"sqlite:///{path}")
        yield engine
        engine.dispose()
        return
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with _template.begin() as connection:
        for trail in APPEND_ONLY:
            connection.execute(text(f"ALTER TABLE {trail} DISABLE TRIGGER USER"))
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        for trail in APPEND_ONLY:
            connection.execute(text(f"ALTER TABLE {trail} ENABLE TRIGGER USER"))
    yield _template


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what reads others' samples or contracts where there are none, as in a fork.

    The browser tests import what only `make test-web` installs.
    """
    absent = samples.left_out(collection_path) or contracts.left_out(collection_path)
    if collection_path == PAGES and find_spec("playwright") is None:
        absent = True
    return True if absent else None


def pytest_report_header() -> list[str]:
    """Say which samples and contracts are read, or that they are not there."""
    return [
        f"third-party samples: {_place(samples.SAMPLES, 'PLAINBILL_SAMPLES')}",
        f"Twilio's description of its API: {_place(contracts.TWILIO, 'PLAINBILL_CONTRACTS')}",
    ]


def _place(path: Path, setting: str) -> str:
    return str(path) if path.exists() else f"NOT THERE (set {setting})"

"""The audit trail: nothing is changed or taken away unnoticed, and writers never fork it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from cli.main import app
from receivables.domain.acts import Act
from receivables.policy.audit_chain import Fault
from receivables.services.audit_trail import acts_of, record_act, verify_trail
from receivables.services.conversations import MissingSecretKey
from receivables.settings import settings
from receivables.store import database
from receivables.store.append_only import make_append_only
from receivables.store.base import Base
from receivables.store.database import reading, transaction
from receivables.store.migrate import configuration, upgrade
from receivables.store.tables import AuditEntry
from tests.builders import NOW


@pytest.fixture
def trail(store: Engine) -> Engine:
    """A store in which three acts were written."""
    with transaction(store) as session:
        for act in (Act.OPEN_CONVERSATION, Act.REPLY, Act.GIVE_BACK):
            record_act(session, 7, act, NOW, "c1", 3, details={"disposition": "answered"})
    return store


def tamper(store: Engine, statement: str) -> None:
    """Do what somebody with the database in their hands could: take the triggers off first."""
    with store.begin() as connection:
        if store.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
            connection.execute(text(statement))
            connection.execute(text("ALTER TABLE audit_entry ENABLE TRIGGER USER"))
            return
        for name in ("update", "delete", "replace"):
            connection.execute(text(f"DROP TRIGGER audit_entry_no_{name}"))
        connection.execute(text(statement))
        make_append_only(connection, "audit_entry", "number")


def fault(store: Engine) -> Fault | None:
    with reading(store) as session:
        return verify_trail(session).fault


def test_a_trail_that_nobody_touched_is_whole(trail: Engine) -> None:
    with reading(trail) as session:
        verdict = verify_trail(session)
        assert (verdict.fault, verdict.fitting) == (None, 3)
        assert [row.act for row in acts_of(session, 7)] == [
            "open_conversation",
            "reply",
            "give_back",
        ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET act = 'nothing' WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_row(trail: Engine, change: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), trail.begin() as connection:
        connection.execute(text(change))
    assert fault(trail) is None


def test_the_database_refuses_to_empty_or_replace(trail: Engine) -> None:
    change = (
        "TRUNCATE audit_entry"
        if trail.dialect.name == "postgresql"
        else "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 2"
    )
    with pytest.raises(DatabaseError, match="append-only"), trail.begin() as connection:
        connection.execute(text(change))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE audit_entry SET act = 'search' WHERE number = 2", Fault(2, "changed")),
        ("UPDATE audit_entry SET staff_account_id = 8 WHERE number = 1", Fault(1, "changed")),
        ("UPDATE audit_entry SET details = '{}' WHERE number = 3", Fault(3, "changed")),
        ("DELETE FROM audit_entry WHERE number = 2", Fault(3, "missing")),
        ("DELETE FROM audit_entry WHERE number = 1", Fault(2, "missing")),
        ("UPDATE audit_entry SET previous_hash = 'x' WHERE number = 3", Fault(3, "unlinked")),
    ],
)
def test_the_first_row_that_does_not_fit_is_named(trail: Engine, change: str, found: Fault) -> None:
    tamper(trail, change)
    assert fault(trail) == found


def test_a_chain_written_under_another_secret_does_not_fit(
    trail: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", "another")
    settings.cache_clear()
    assert fault(trail) == Fault(1, "changed")


def test_without_a_secret_nothing_is_written(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", "")
    settings.cache_clear()
    with pytest.raises(MissingSecretKey), transaction(store) as session:
        record_act(session, 7, Act.REPLY, NOW)


def test_writers_at_the_same_time_never_fork_the_chain(store: Engine) -> None:
    together = threading.Barrier(2)

    def write(staff: int) -> None:
        for _ in range(20):
            together.wait(timeout=60)
            with transaction(store) as session:
                record_act(session, staff, Act.OPEN_CONVERSATION, NOW, "c1")

    writers = [threading.Thread(target=write, args=(staff,)) for staff in (1, 2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with reading(store) as session:
        verdict = verify_trail(session)
        assert (verdict.fault, verdict.fitting) == (None, 40)


def test_an_act_that_is_undone_leaves_no_gap(trail: Engine) -> None:
    def act_and_fail(session: Session) -> None:
        record_act(session, 7, Act.REPLY, NOW)
        raise LookupError

    with pytest.raises(LookupError), transaction(trail) as session:
        act_and_fail(session)
    with transaction(trail) as session:
        record_act(session, 7, Act.REPLY, NOW)
    assert fault(trail) is None


@pytest.fixture
def command_line(trail: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    # Named, so that no command makes a store of its own.
    monkeypatch.setenv("PLAINBILL_DATABASE_URL", trail.url.render_as_string(hide_password=False))
    settings.cache_clear()
    monkeypatch.setattr(database, "engine", lambda: trail)
    yield CliRunner()
    settings.cache_clear()


def test_the_command_says_that_the_trail_is_whole(command_line: CliRunner) -> None:
    done = command_line.invoke(app, ["audit", "verify"])
    assert done.exit_code == 0
    assert "3 rows, each fits" in done.output


def test_the_command_names_the_first_row_that_does_not_fit(
    command_line: CliRunner, trail: Engine
) -> None:
    tamper(trail, "UPDATE audit_entry SET act = 'search' WHERE number = 2")
    done = command_line.invoke(app, ["audit", "verify"])
    assert done.exit_code == 1
    assert "Row 2 does not fit" in done.output
    told = json.loads(command_line.invoke(app, ["audit", "verify", "--json"]).output)
    assert told["fault"] == {"number": 2, "kind": "changed"}
    assert told["fitting"] == 1


def test_rows_cut_off_at_the_end_are_missed_by_a_hash_kept_elsewhere(
    command_line: CliRunner, trail: Engine
) -> None:
    kept = command_line.invoke(app, ["audit", "verify"]).output.split()[-1]
    assert command_line.invoke(app, ["audit", "verify", "--includes", kept]).exit_code == 0
    tamper(trail, "DELETE FROM audit_entry WHERE number = 3")
    assert command_line.invoke(app, ["audit", "verify"]).exit_code == 0
    done = command_line.invoke(app, ["audit", "verify", "--includes", kept])
    assert done.exit_code == 1
    assert "cut off" in done.output


def test_views_recorded_before_the_trail_move_into_it(store: Engine) -> None:
    Base.metadata.drop_all(store)
    try:
        with store.begin() as connection:
            command.upgrade(configuration(connection), "0002")
            connection.execute(
                text(
                    "INSERT INTO staff_account (id, username, name, role, password_hash,"
                    " created_at) VALUES (7, 'ana', 'Ana', 'representative', '', :now)"
                ),
                {"now": NOW.isoformat(sep=" ")},
            )
            connection.execute(
                text("INSERT INTO account_view VALUES (5, 7, NULL, NULL, 'open_account', :now)"),
                {"now": NOW.isoformat(sep=" ")},
            )
        upgrade(store)
        with pytest.raises(DatabaseError, match="append-only"), store.begin() as connection:
            connection.execute(text("DELETE FROM audit_entry"))
        with reading(store) as session:
            assert verify_trail(session).fault is None
            (moved,) = acts_of(session, 7)
            assert (moved.act, moved.at) == ("open_account", NOW)
            assert session.scalar(select(func.count(AuditEntry.number))) == 1
    finally:
        Base.metadata.drop_all(store)
        with store.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        Base.metadata.create_all(store)

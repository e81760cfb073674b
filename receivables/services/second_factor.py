"""Checking an authenticator's code, which completes a log-in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from receivables.domain.acts import Act
from receivables.policy.entry import LOG_IN_WINDOW
from receivables.policy.one_time_codes import matching_step
from receivables.services.audit_trail import record_act
from receivables.services.authenticators import key_of
from receivables.services.entry_attempts import begin_attempt
from receivables.services.sessions import find_half_session, start_session
from receivables.store.database import transaction
from receivables.store.tables import EntryAttempt, StaffAccount


def prove_code(store: Engine, token: str, code: str, now: dt.datetime) -> str | None:
    """The token of a complete session when the code is right and unused, else None.

    The first right code puts a new authenticator to use. Wrong ones are counted by account: raises
    TooManyAttempts. The half session that was proved ends.
    """
    with transaction(store) as session:
        half = find_half_session(session, token, now)
        if half is None:
            return None
        place = f"code:{half.staff_account_id}"
        attempt_id = begin_attempt(session, place, LOG_IN_WINDOW, now).id
    with transaction(store) as session:
        half = find_half_session(session, token, now)
        if half is None:
            return None
        account = session.get_one(
            StaffAccount, half.staff_account_id, with_for_update=True, populate_existing=True
        )
        if account.authenticator_seed is None:
            return None
        step = matching_step(key_of(account), code, now, account.last_code_step)
        if step is None:
            return None
        account.last_code_step = step
        session.get_one(EntryAttempt, attempt_id).succeeded = True
        half.ended_at = now
        whole = start_session(session, account.id, now, complete=True, password_at=half.password_at)
        if account.authenticator_confirmed_at is None:
            account.authenticator_confirmed_at = now
            record_act(session, account.id, Act.ENROL_AUTHENTICATOR, now)
        record_act(session, account.id, Act.LOG_IN, now)
        return whole

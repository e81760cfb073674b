"""Checking an authenticator's code: it completes a log-in, and proves again who is there."""

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
        staff_id = half.staff_account_id
    if not use_code(store, staff_id, code, now):
        return None
    with transaction(store) as session:
        half = find_half_session(session, token, now)
        if half is None:
            return None
        account = half.account
        half.ended_at = now
        whole = start_session(session, account.id, now, complete=True, password_at=half.password_at)
        if account.authenticator_confirmed_at is None:
            account.authenticator_confirmed_at = now
            record_act(session, account.id, Act.ENROL_AUTHENTICATOR, now)
        record_act(session, account.id, Act.LOG_IN, now)
        return whole


def use_code(store: Engine, staff_id: int, code: str, now: dt.datetime) -> bool:
    """Whether an authenticator's code is right and unused; it is used up then.

    Raises TooManyAttempts.
    """
    with transaction(store) as session:
        attempt_id = begin_attempt(session, f"code:{staff_id}", LOG_IN_WINDOW, now).id
    with transaction(store) as session:
        account = session.get_one(
            StaffAccount, staff_id, with_for_update=True, populate_existing=True
        )
        if account.authenticator_seed is None:
            return False
        step = matching_step(key_of(account), code, now, account.last_code_step)
        if step is None:
            return False
        account.last_code_step = step
        session.get_one(EntryAttempt, attempt_id).succeeded = True
    return True

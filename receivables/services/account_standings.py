"""What the accounts' claims come to, written beside the accounts: state and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.account_movements import Standing
from receivables.services.explanation_evidence import contradicted
from receivables.store.bulk import among
from receivables.store.tables import Encounter

_Reported = tuple[str, tuple[str, ...]]


def report_standings(session: Session, accounts: Sequence[tuple[Encounter, Standing]]) -> None:
    """Give each account its disposition and reasons, held where evidence contradicts the claims.

    Most accounts of an import come to the same few results: each is one statement.
    """
    held = contradicted(session, accounts)
    changed: dict[_Reported, list[Encounter]] = defaultdict(list)
    for encounter, standing in accounts:
        reported: _Reported = standing.disposition.value, tuple(map(str, standing.reasons))
        if encounter.account_number in held:
            reported = Disposition.HOLD.value, (Reason.CONTRADICTION.value,)
        if (encounter.disposition, tuple(encounter.reasons or ())) != reported:
            changed[reported].append(encounter)
    for (disposition, reasons), encounters in changed.items():
        session.execute(
            update(Encounter)
            .where(among(session, Encounter.id, [encounter.id for encounter in encounters]))
            .values(disposition=disposition, reasons=list(reasons)),
            execution_options={"synchronize_session": False},
        )
        for encounter in encounters:
            set_committed_value(encounter, "disposition", disposition)
            set_committed_value(encounter, "reasons", list(reasons))

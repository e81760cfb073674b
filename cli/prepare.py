"""Bring the store up to date before the processes start: `python -m cli.prepare`.

Prints one JSON object. A process of its own, so that the one that supervises stays small.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from typing import Any


def prepare(*, demonstration: bool) -> dict[str, Any]:
    """Migrate the store; with `demonstration`, load the invented people too (once)."""
    from receivables.settings import settings
    from receivables.store.database import engine, transaction
    from receivables.store.migrate import upgrade

    settings().state_folder.mkdir(parents=True, exist_ok=True)
    upgrade(engine())
    if not demonstration:
        return {"people": []}
    from receivables.services.demonstration import demonstration_people, load_demonstration
    from receivables.services.demonstration_staff import (
        DEMONSTRATION_STAFF,
        ensure_demonstration_staff,
    )

    now = dt.datetime.now(dt.UTC)
    load_demonstration(engine(), now)
    with transaction() as session:
        password = ensure_demonstration_staff(session, now)
    return {
        "people": [dataclasses.asdict(person) for person in demonstration_people()],
        "log_in": {"names": list(DEMONSTRATION_STAFF), "password": password},
    }


def begin_store() -> None:
    """Make the store of a fresh installation.

    A database that was named is never made on the way: its name may be mistyped.
    """
    from receivables.settings import settings

    own = settings().state_folder / "plainbill.db"
    if not settings().database_url and not own.exists():
        prepare(demonstration=False)


if __name__ == "__main__":
    json.dump(prepare(demonstration="--demonstration" in sys.argv), sys.stdout, default=str)

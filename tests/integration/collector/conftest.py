"""The demonstration's people, with whom a collector speaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from receivables.services.demonstration import load_demonstration
from receivables.store.database import reading
from receivables.store.tables import Guarantor
from tests.builders import NOW


@pytest.fixture
def person(store: Engine) -> Callable[[str], int]:
    """The id of a demonstration's person by the last four digits of their number."""
    load_demonstration(store, NOW)

    def find(last: str) -> int:
        with reading(store) as session:
            wanted = select(Guarantor.id).where(Guarantor.phone == f"+1216555{last}")
            return session.scalars(wanted).one()

    return find

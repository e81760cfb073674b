"""People at the billing office, and a conversation they may meet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from receivables.services.conversations import conversation_for
from receivables.settings import settings
from receivables.store.database import transaction
from tests.builders import NOW

PATIENT, OUR_NUMBER, SECRET = "+12165550123", "+12165550100", "a secret for tests"


@pytest.fixture(autouse=True)
def _secret_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", SECRET)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def talk(store: Engine) -> str:
    """The id of a conversation."""
    with transaction(store) as session:
        return conversation_for(session, "sms", PATIENT, OUR_NUMBER, SECRET, NOW).id

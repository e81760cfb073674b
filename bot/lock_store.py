"""One text of a conversation at a time: in this process's memory, or in Redis for several."""

from __future__ import annotations

from typing import Any, AsyncContextManager, Dict, Text
from urllib.parse import urlsplit

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockStore, RedisLockStore

# Rasa asks once a second whether it is its turn; a waiting text is answered that much later.
POLL_SECONDS = 0.02


class _QuickPolling(LockStore):
    def lock(
        self,
        conversation_id: Text,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncContextManager[TicketLock]:
        """Rasa's own lock, asking more often."""
        return super().lock(conversation_id, lock_lifetime, wait_time_in_seconds)


class MemoryLocks(_QuickPolling, InMemoryLockStore):
    """For one Rasa process."""


class RedisLocks(_QuickPolling, RedisLockStore):
    """For several Rasa processes that share a Redis."""


def lock_store(environment: Dict[Text, Text]) -> LockStore:
    """Redis when REDIS_URL is set (`redis://[user:password@]host:port/db`), else memory."""
    address = environment.get("REDIS_URL", "")
    if not address:
        return MemoryLocks()
    parts = urlsplit(address)
    options: Dict[Text, Any] = {
        "host": parts.hostname or "localhost",
        "port": parts.port or 6379,
        "db": int(parts.path.strip("/") or 0),
        "username": parts.username,
        "password": parts.password,
        "use_ssl": parts.scheme == "rediss",
        "key_prefix": "plainbill",
    }
    return RedisLocks(**options)

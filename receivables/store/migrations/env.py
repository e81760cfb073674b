"""How Alembic meets our tables: always on an open connection (receivables/store/migrate.py)."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

import receivables.store.tables  # noqa: F401  (fills the metadata)
from receivables.store.base import Base


def plain_type(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Our own column types are written as what they are in the database."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    compare_type=True,
)
context.run_migrations()

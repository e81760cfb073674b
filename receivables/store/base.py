"""The declarative base: how Python types map to columns, and how constraints are named."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase

from receivables.domain.money import Money
from receivables.store.types import MoneyColumn, UtcMoment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the store."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        Money: MoneyColumn,
        dt.datetime: UtcMoment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }

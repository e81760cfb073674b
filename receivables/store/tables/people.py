"""Who owes and who was treated."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base


class Guarantor(Base):
    """The person who owes: the one we speak with. Phone in E.164; language `en` or `es`."""

    __tablename__ = "guarantor"
    __table_args__ = (UniqueConstraint("name", "date_of_birth", "phone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    date_of_birth: Mapped[dt.date]
    zip_code: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")

    patients: Mapped[list[Patient]] = relationship(back_populates="guarantor")


class Patient(Base):
    """The person who was treated; often the guarantor, sometimes a child or a parent."""

    __tablename__ = "patient"
    __table_args__ = (UniqueConstraint("guarantor_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), index=True)
    name: Mapped[str]

    guarantor: Mapped[Guarantor] = relationship(back_populates="patients")

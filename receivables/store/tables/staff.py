"""Staff and their sessions; and the links that patients get."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.people import Guarantor


class StaffAccount(Base):
    """A named person at the billing office. The password is kept as an argon2 hash alone.

    `authenticator_seed` makes the key of their authenticator (policy.one_time_codes), in use from
    `authenticator_confirmed_at`; codes up to `last_code_step` are used up. Staff of the
    `demonstration` need no code. `phone` (E.164) is where calls reach them; calls are passed on to
    them from `available_since` on, until they are away (None). Whoever is `on_call` is texted there
    of those who wait while nobody is at the console.
    """

    __tablename__ = "staff_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[dt.datetime]
    disabled_at: Mapped[dt.datetime | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None]
    available_since: Mapped[dt.datetime | None]
    on_call: Mapped[bool] = mapped_column(default=False, server_default=false())
    authenticator_seed: Mapped[str | None]
    authenticator_confirmed_at: Mapped[dt.datetime | None]
    last_code_step: Mapped[int] = mapped_column(default=0)


class StaffSession(Base):
    """A browser that logged in, known by the hash of its token.

    It opens nothing until it is `complete`: the password was right, and so was the code where one
    is needed. `password_at` is when the password was last typed.
    """

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    staff_account_id: Mapped[int] = mapped_column(ForeignKey("staff_account.id"), index=True)
    form_token: Mapped[str]
    started_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    complete: Mapped[bool]
    password_at: Mapped[dt.datetime]

    account: Mapped[StaffAccount] = relationship()


class EntryAttempt(Base):
    """A try to get in: at the console (by username) or at a patient's link (by its id).

    `place` names what was tried, never what was typed as a password or a date.
    """

    __tablename__ = "entry_attempt"
    __table_args__ = (Index("ix_entry_attempt_place_attempted_at", "place", "attempted_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    succeeded: Mapped[bool]
    attempted_at: Mapped[dt.datetime]


class PortalLink(Base):
    """An address that shows a document of a person, once they prove who they are.

    `subject_id` is the id of what the document is about (domain.patient_documents).
    """

    __tablename__ = "portal_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), index=True)
    document: Mapped[str]
    subject_id: Mapped[int]
    language: Mapped[str]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]

    guarantor: Mapped[Guarantor] = relationship()


class PortalVisit(Base):
    """A browser whose owner proved who they are, for one link and a short while."""

    __tablename__ = "portal_visit"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    portal_link_id: Mapped[int] = mapped_column(ForeignKey("portal_link.id"), index=True)
    expires_at: Mapped[dt.datetime]

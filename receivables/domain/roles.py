"""What members of the staff may do."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The part of a member of the staff. So far each may see the whole console."""

    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

"""The parts that members of the staff play."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The part of a member of the staff; what each may do stands in policy.rights."""

    COLLECTOR = "collector"
    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

"""Who of the staff may do what: pages hide what is not allowed, routes refuse it.

Source: 45 CFR 164.308(a)(4) and 164.502(b): access by role, no more than the work needs. Each role
may do all that the one before it may: collector, representative, supervisor, administrator.

Allowed: a supervisor takes a conversation over. Refused: a collector does.

>>> may(Role.SUPERVISOR, Act.TAKE_OVER), may(Role.COLLECTOR, Act.TAKE_OVER)
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping

from receivables.domain.acts import Act
from receivables.domain.roles import Role

# A collector speaks with people about their own accounts, and sees no colleague's conversations.
_COLLECTOR = frozenset(
    {
        Act.SEARCH,
        Act.OPEN_CONVERSATION,
        Act.OPEN_ACCOUNT,
        Act.OPEN_DOCUMENT,
        Act.ACCEPT,
        Act.REPLY,
        Act.WRITE_NOTE,
        Act.SEND_DOCUMENT_LINK,
        Act.HAND_ON,
        Act.GIVE_BACK,
        Act.CALL,
        Act.SET_OWN_TELEPHONE,
        Act.HEAR_OBJECTION,
        Act.CALL_INSURER,
        Act.PRACTISE,
        Act.PLACE_HOLD,
        Act.SET_UP_ARRANGEMENT,
        Act.RECORD_PROMISE,
        Act.OPEN_WORK_ITEM,
        Act.CLOSE_WORK_ITEM,
        Act.SEE_CALL_LIST,
        Act.MAKE_CALL,
        Act.OPEN_CALL,
        Act.MOVE_CALL,
        Act.VERIFY_IN_CALL,
        Act.WRAP_UP_CALL,
        Act.PREPARE_NOTICE,
        Act.PRINT_NOTICE,
        Act.RECORD_NOTICE,
    }
)
_REPRESENTATIVE = _COLLECTOR | {Act.SEE_EVERY_CONVERSATION, Act.RECORD_DISCLOSURE}
_SUPERVISOR = _REPRESENTATIVE | {
    Act.TAKE_OVER,
    Act.RELEASE_HOLD,
    Act.RECORD_REFUND,
    Act.SEE_AUDIT_TRAIL,
    Act.SEE_EVERY_CALL,
    Act.ASSIGN_PRACTICE,
}
_ADMINISTRATOR = _SUPERVISOR | {
    Act.SEE_STAFF,
    Act.SET_ON_CALL,
    Act.CHANGE_ROLE,
    Act.DISABLE_STAFF,
    Act.RESET_AUTHENTICATOR,
}
RIGHTS: Mapping[Role, frozenset[Act]] = {
    Role.COLLECTOR: _COLLECTOR,
    Role.REPRESENTATIVE: _REPRESENTATIVE,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}

# Money that leaves, and rights: they prove themselves again (policy.entry.PASSWORD_FRESH).
ASKS_PASSWORD_AGAIN = frozenset(
    {
        Act.RECORD_REFUND,
        Act.SEE_STAFF,
        Act.SET_ON_CALL,
        Act.CHANGE_ROLE,
        Act.DISABLE_STAFF,
        Act.RESET_AUTHENTICATOR,
    }
)


def may(role: Role, act: Act) -> bool:
    """Whether a role has the right to an act."""
    return act in RIGHTS[role]

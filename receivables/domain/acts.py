"""What staff do in the console, by the names that rights and the audit trail use."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """One kind of act. The names stand in the audit trail: they are never changed or reused."""

    LOG_IN = "log_in"
    LOG_OUT = "log_out"
    ENROL_AUTHENTICATOR = "enrol_authenticator"
    SEARCH = "search"
    OPEN_CONVERSATION = "open_conversation"
    OPEN_ACCOUNT = "open_account"
    ACCEPT = "accept"
    TAKE_OVER = "take_over"
    REPLY = "reply"
    WRITE_NOTE = "write_note"
    SEND_BILL_LINK = "send_bill_link"
    HAND_ON = "hand_on"
    GIVE_BACK = "give_back"
    HEAR_OBJECTION = "hear_objection"
    CALL_INSURER = "call_insurer"
    PRACTISE = "practise"
    TOLD_ON_CALL = "told_on_call"
    PLACE_HOLD = "place_hold"
    RELEASE_HOLD = "release_hold"
    SET_UP_ARRANGEMENT = "set_up_arrangement"
    RECORD_PROMISE = "record_promise"
    OPEN_WORK_ITEM = "open_work_item"
    CLOSE_WORK_ITEM = "close_work_item"
    RECORD_DISCLOSURE = "record_disclosure"
    RECORD_REFUND = "record_refund"
    SEE_EVERY_CONVERSATION = "see_every_conversation"
    SEE_AUDIT_TRAIL = "see_audit_trail"
    SEE_STAFF = "see_staff"
    ADD_STAFF = "add_staff"
    CHANGE_ROLE = "change_role"
    DISABLE_STAFF = "disable_staff"
    RESET_AUTHENTICATOR = "reset_authenticator"

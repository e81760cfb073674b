"""What a text may say that must never be missed, the gravest first, and the intent it has."""

from __future__ import annotations

from enum import StrEnum


class SafetyKind(StrEnum):
    """In the order in which they are acted on when a text says several."""

    SELF_HARM = "self_harm"
    EMERGENCY = "emergency"
    DECEASED = "deceased"
    BANKRUPTCY = "bankruptcy"
    ATTORNEY = "attorney"
    CEASE = "cease"
    STOP = "stop"
    WRONG_NUMBER = "wrong_number"
    DISPUTE = "dispute"
    PERSON = "person"

    @property
    def intent(self) -> str:
        """The name by which the dialogue knows it."""
        return _INTENTS[self]


# Answered at once and without the model; here a false alarm is better than a miss.
IN_DANGER = frozenset({SafetyKind.SELF_HARM, SafetyKind.EMERGENCY})

_INTENTS = {
    SafetyKind.SELF_HARM: "emergency_or_self_harm",
    SafetyKind.EMERGENCY: "emergency_or_self_harm",
    SafetyKind.DECEASED: "deceased_patient",
    SafetyKind.BANKRUPTCY: "report_bankruptcy_or_attorney",
    SafetyKind.ATTORNEY: "report_bankruptcy_or_attorney",
    SafetyKind.CEASE: "stop_contact",
    SafetyKind.STOP: "stop_contact",
    SafetyKind.WRONG_NUMBER: "wrong_number",
    SafetyKind.DISPUTE: "dispute_charge",
    SafetyKind.PERSON: "speak_to_human",
}

"""The intents that nothing else in a text, and nobody who writes it, makes unheard."""

GRAVE = frozenset(
    {
        "deceased_patient",
        "emergency_or_self_harm",
        "report_bankruptcy_or_attorney",
        "speak_to_human",
        "stop_contact",
        "wrong_number",
    }
)

"""The question we ask when unsure: which of two things a text may mean."""

from __future__ import annotations

from rasa_sdk.events import SlotSet

from actions.turn import Event, Turn
from receivables.wording import responses

# Offered where the model has no idea: what people ask most.
USUAL = ("check_balance", "request_payment_plan", "speak_to_human")
OTHER_QUESTIONS = frozenset(
    {
        "utter_smalltalk_cannot_pay",
        "utter_smalltalk_unsure",
        "utter_smalltalk_which",
        "utter_smalltalk_which_verified",
    }
)
_LEAST_LIKELY, _LIKELY = 0.035, 0.4
_RATHER_ASKED = 0.6  # than passed on to the person who works on what was asked before
# To offer one of these for no good reason frightens.
_GRAVE = frozenset({"deceased_patient", "report_bankruptcy_or_attorney", "wrong_number"})
_LEAST_LIKELY_GRAVE = 0.35
# One of these is offered at a time: beside the other it would be no choice.
_ALIKE = (
    {"check_balance", "explain_bill"},
    {"make_payment", "promise_to_pay"},
    {"insurance_not_billed", "update_insurance"},
    {"claim_status", "claim_denied_why"},
    {"change_payment_plan", "request_payment_plan"},
    {"request_itemized_bill", "request_documents"},
)


def ask_which(turn: Turn, beside: str | None = None) -> list[Event]:
    """Ask for one of the two likeliest intents, and keep what was offered for the answer.

    `beside` takes the place of the less likely one.
    """
    first, second = likeliest(turn)
    second = beside or second
    turn.say(
        "utter_smalltalk_unsure",
        first=turn.word(f"utter_smalltalk_choice_{first}"),
        second=turn.word(f"utter_smalltalk_choice_{second}"),
    )
    return [offer_choices(turn, first, second)]


def offer_choices(turn: Turn, first: str, second: str) -> Event:
    """Keep two intents for the next text, which may choose one as "1", "the first" or "both"."""
    offered = {"intents": [first, second], "text": turn.text, "message_id": turn.request_id}
    kept: Event = SlotSet("smalltalk_choices", offered)
    return kept


def ask_again(turn: Turn, response: str) -> Event | None:
    """Ask, with a response, once more for one of the two offered just before; None without any."""
    offered = turn.slot("smalltalk_choices")
    if not offered or not OTHER_QUESTIONS & set(turn.recent_responses()[:2]):
        return None
    first, second = offered["intents"]
    turn.say(
        response,
        first=turn.word(f"utter_smalltalk_choice_{first}"),
        second=turn.word(f"utter_smalltalk_choice_{second}"),
    )
    kept: Event = SlotSet("smalltalk_choices", {**offered, "message_id": turn.request_id})
    return kept


def may_be_elsewhere(turn: Turn, here: str) -> bool:
    """Whether the likeliest intent is likely enough to ask whether it is meant, and not `here`."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    errands = [guess for guess in ranking if guess["name"] != "nlu_fallback"]
    first = likeliest(turn)[0]
    return (
        bool(errands)
        and errands[0]["name"] == first
        and errands[0]["confidence"] >= _LIKELY
        and not any({first, here} <= alike or first == here for alike in _ALIKE)
    )


def is_likely(turn: Turn) -> bool:
    """Whether the likeliest errand is likely enough to ask whether it is meant."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    errands = [guess for guess in ranking if guess["name"] != "nlu_fallback"]
    return bool(errands) and errands[0]["confidence"] >= _RATHER_ASKED


def _least(intent: str) -> float:
    return _LEAST_LIKELY_GRAVE if intent in _GRAVE else _LEAST_LIKELY


def likeliest(turn: Turn) -> list[str]:
    """Two intents that have words to offer them in, the likelier first, no two alike."""
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    likely = [str(one["name"]) for one in ranking if one["confidence"] >= _least(one["name"])]
    if "dont_know" in turn.remarks:
        likely = []
    chosen: list[str] = []
    for intent in (*likely, *USUAL):
        offered = f"utter_smalltalk_choice_{intent}" in responses() and intent not in chosen
        if offered and not any({intent, other} in _ALIKE for other in chosen):
            chosen.append(intent)
    return chosen[:2]

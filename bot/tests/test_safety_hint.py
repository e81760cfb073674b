"""What reviewed patterns found leads to the same intent as what the classifier understands."""

from __future__ import annotations

from typing import Any, Dict, Text

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.safety_hint import SafetyHint

DEFAULT = SafetyHint.get_default_config()
HINT = SafetyHint(
    {
        **DEFAULT,
        "yielding": ["dispute_charge"],
        "rescued": ["emergency_or_self_harm"],
        "doubted": ["deceased_patient"],
    }
)


def message(hint: Any, **ranking: float) -> Message:
    guesses = [{"name": name, "confidence": share} for name, share in ranking.items()]
    data: Dict[Text, Any] = {"text": "so", "intent": guesses[0], "intent_ranking": guesses}
    if hint is not None:
        data["metadata"] = {"safety": hint}
    return Message(data=data)


def intent(hint: Any, **ranking: float) -> Text:
    (answered,) = HINT.process([message(hint, **ranking)])
    assert answered.get("intent_ranking")[0] == answered.get("intent")
    return answered.get("intent")["name"]


def test_a_grave_thing_found_outweighs_a_sure_classifier() -> None:
    assert intent("deceased_patient", check_balance=0.99) == "deceased_patient"
    (answered,) = HINT.process([message("deceased_patient", check_balance=0.9)])
    assert answered.get("intent")["confidence"] == 1.0
    assert [guess["name"] for guess in answered.get("intent_ranking")] == [
        "deceased_patient",
        "check_balance",
    ]


@pytest.mark.parametrize(
    ("ranking", "understood"),
    [
        ({"explain_bill": 0.9}, "explain_bill"),
        ({"explain_bill": 0.7, "dispute_charge": 0.25}, "dispute_charge"),
        ({"explain_bill": 0.5, "deny": 0.2}, "dispute_charge"),
        ({"nlu_fallback": 0.35, "explain_bill": 0.3}, "dispute_charge"),
    ],
)
def test_a_lesser_thing_yields_to_a_sure_classifier(
    ranking: Dict[Text, float], understood: Text
) -> None:
    assert intent("dispute_charge", **ranking) == understood


def test_danger_is_taken_even_from_an_unsure_classifier() -> None:
    assert intent(None, nlu_fallback=0.35, emergency_or_self_harm=0.25) == "emergency_or_self_harm"
    assert intent(None, nlu_fallback=0.35, emergency_or_self_harm=0.15) == "nlu_fallback"
    assert intent(None, nlu_fallback=0.35, check_balance=0.3) == "nlu_fallback"


@pytest.mark.parametrize("nothing", [None, 7, {"intent": "deny"}])
def test_without_a_hint_nothing_changes(nothing: Any) -> None:
    assert intent(nothing, check_balance=0.5, deny=0.3) == "check_balance"


def test_what_ends_all_asking_is_asked_about_when_only_the_classifier_thinks_so() -> None:
    (doubted,) = HINT.process([message(None, deceased_patient=0.97, check_balance=0.02)])
    assert doubted.get("intent")["name"] == "nlu_fallback"
    assert doubted.get("intent_ranking")[0]["name"] == "deceased_patient"


def test_what_stands_among_the_examples_or_was_found_by_patterns_is_not_doubted() -> None:
    assert intent(None, deceased_patient=1.0) == "deceased_patient"
    assert intent("deceased_patient", deceased_patient=0.5) == "deceased_patient"

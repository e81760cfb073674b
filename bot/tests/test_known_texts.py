"""A text that we ask for by name is never misread."""

from __future__ import annotations

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.known_texts import KnownTexts, folded


@pytest.fixture
def component(tmp_path):
    storage, resource = LocalModelStorage(tmp_path), Resource("known")
    texts = [("more", "explain_bill"), ("stop", "stop_contact"), ("ok", "affirm"), ("OK!", "thank")]
    data = TrainingData([Message({"text": text, "intent": intent}) for text, intent in texts])
    KnownTexts.create({}, storage, resource, None).train(data)
    return KnownTexts.load({}, storage, resource, None)


def understood(component, text):
    guess = {"name": "deny", "confidence": 0.4}
    message = Message({"text": text, "intent": guess, "intent_ranking": [guess]})
    return component.process([message])[0].get("intent")["name"]


@pytest.mark.parametrize("text", ["more", "MORE", " More. "])
def test_an_example_is_known_whatever_its_case_and_punctuation(component, text):
    assert understood(component, text) == "explain_bill"


@pytest.mark.parametrize("text", ["ok", "no more", "…", ""])
def test_a_text_of_two_intents_or_none_is_left_to_the_classifier(component, text):
    assert understood(component, text) == "deny"


def test_accents_do_not_count():
    assert folded("¿Más detalles?") == folded("mas detalles")

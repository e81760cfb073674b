"""A text that no word gives away is about what the example most like it was about."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.likeness import Examples, of_length_one
from bot.nlu.nearest_examples import NearestExamples
from bot.nlu.softmax_regression import Features
from bot.nlu.weighted_words import WeightedWords

PLAN, BALANCE, HARDSHIP = "request_payment_plan", "check_balance", "financial_hardship"
EXAMPLES = (
    ("can i pay it off monthly", PLAN),
    ("can i pay it off bit by bit", PLAN),
    ("how much do i owe", BALANCE),
    ("what do i owe you", BALANCE),
    ("my husband lost his job", HARDSHIP),
    ("my husband got laid off", HARDSHIP),
)
CONTEXT = ExecutionContext(graph_schema=None, model_id="", node_name="part")


@pytest.fixture
def parts(tmp_path):
    """The words' weights and the nearest examples, both kept and read again."""
    storage = LocalModelStorage(tmp_path)
    data = TrainingData([Message({TEXT: text, "intent": intent}) for text, intent in EXAMPLES])
    words = {"alias": None}
    WeightedWords.create(words, storage, Resource("words"), CONTEXT).train(data)
    weighed = WeightedWords.load(words, storage, Resource("words"), CONTEXT)
    weighed.process_training_data(data)
    config = NearestExamples.get_default_config()
    NearestExamples.create(config, storage, Resource("near"), CONTEXT).train(data)
    return weighed, NearestExamples.load(config, storage, Resource("near"), CONTEXT)


def ranked(parts, text, *guesses):
    message = Message({TEXT: text, "intent_ranking": [dict(guess) for guess in guesses]})
    for part in parts:
        part.process([message])
    return message


def guessed(name, confidence):
    return {"name": name, "confidence": confidence}


def test_the_nearest_example_decides_where_the_classifier_is_unsure(parts):
    guesses = guessed(PLAN, 0.4), guessed(HARDSHIP, 0.35), guessed(BALANCE, 0.25)
    message = ranked(parts, "then my husband lost the job", *guesses)
    assert message.get("intent")["name"] == HARDSHIP
    assert message.get("intent_ranking")[0]["name"] == HARDSHIP
    assert sum(guess["confidence"] for guess in message.get("intent_ranking")) == pytest.approx(1)


def test_a_sure_classifier_is_surer_where_the_examples_agree(parts):
    guesses = guessed(BALANCE, 0.8), guessed(PLAN, 0.2)
    agreed = ranked(parts, "how much do i owe you", *guesses).get("intent")
    assert agreed["name"] == BALANCE
    assert agreed["confidence"] > 0.8


def test_a_text_without_a_ranking_is_left_alone(parts):
    message = ranked(parts, "")
    assert message.get("intent") is None


def test_without_meanings_the_words_alone_are_compared():
    rows = of_length_one(features([[3.0, 0.0], [0.0, 2.0], [1.0, 1.0]], np.zeros((3, 0))))
    likeness = examples(rows, np.array([0, 1, 2])).likeness(rows)
    assert likeness.diagonal() == pytest.approx(1)
    assert likeness[0, 2] == pytest.approx(0.5**0.5)


def test_a_text_of_no_known_word_is_like_all_examples_alike():
    rows = of_length_one(features([[1.0, 0.0], [0.0, 1.0]], [[1.0], [1.0]]))
    empty = of_length_one(features([[0.0, 0.0]], [[0.0]]))
    shares = examples(rows, np.array([0, 1])).shares(empty, 20, 0.05, 2)
    assert shares[0] == pytest.approx([0.5, 0.5])


def test_an_example_that_is_less_like_by_the_reach_counts_a_third():
    rows = Features(scipy.sparse.csr_matrix((2, 0), dtype=np.float32), np.array([[1.0], [0.9]]))
    one = Features(scipy.sparse.csr_matrix((1, 0), dtype=np.float32), np.array([[1.0]]))
    shares = examples(rows, np.array([0, 1])).shares(one, 2, 0.1, 2)
    assert shares[0, 1] / shares[0, 0] == pytest.approx(np.exp(-1))


def examples(rows, classes):
    return Examples(rows.sparse.T.tocsr(), rows.dense, classes)


def features(words, meaning):
    return Features(scipy.sparse.csr_matrix(np.array(words, dtype=np.float32)), np.array(meaning))

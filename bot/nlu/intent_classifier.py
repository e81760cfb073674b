"""Which of the intents a text has: logistic regression over all features of the message."""

from __future__ import annotations

import json
import warnings
from typing import Any, Dict, List, Text

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression


def feature_row(message: Message, dense_scale: float) -> scipy.sparse.csr_matrix:
    """The message's sparse and dense sentence features side by side.

    Raises ValueError when the pipeline before gave it none.
    """
    _, sparse = message.get_sparse_features(TEXT, [])
    _, dense = message.get_dense_features(TEXT, [])
    parts = [] if sparse is None else [sparse.features]
    if dense is not None:
        parts.append(scipy.sparse.csr_matrix(dense.features * dense_scale))
    if not parts:
        raise ValueError("config.yml names no featurizer before the intent classifier")
    return scipy.sparse.hstack(parts, format="csr", dtype=np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FeatureIntentClassifier(IntentClassifier, GraphComponent):
    """Kept as plain arrays and JSON: loading runs no code and imports nothing."""

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._intents: List[str] = []
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._offsets = np.zeros(0, dtype=np.float32)

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`strength` is the inverse of the regularisation; `dense_scale` weighs dense features."""
        return {"strength": 10.0, "dense_scale": 0.6, "iterations": 40, "ranking_length": 5}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FeatureIntentClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits all intents at once, each weighing the same whatever its share of the examples."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        rows = scipy.sparse.vstack([self._row(message) for message in examples])
        model = LogisticRegression(
            C=self._config["strength"],
            class_weight="balanced",
            max_iter=self._config["iterations"],
            random_state=42,
        )
        with warnings.catch_warnings():
            # Stopping early is meant: going on takes three times as long and understands no more.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rows, [message.get(INTENT) for message in examples])
        with self._storage.write_to(self._resource) as folder:
            (folder / "intents.json").write_text(json.dumps(model.classes_.tolist()))
            np.save(folder / "weights.npy", model.coef_.T.astype(np.float32))
            np.save(folder / "offsets.npy", model.intercept_.astype(np.float32))
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FeatureIntentClassifier:
        self = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            self._intents = json.loads((folder / "intents.json").read_text())
            self._weights = np.load(folder / "weights.npy", allow_pickle=False)
            self._offsets = np.load(folder / "offsets.npy", allow_pickle=False)
        return self

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets `intent` and `intent_ranking` of each message."""
        for message in messages:
            ranking = self._ranking(message) if message.get(TEXT) else []
            message.set(
                INTENT,
                ranking[0] if ranking else {"name": None, "confidence": 0.0},
                add_to_output=True,
            )
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _row(self, message: Message) -> scipy.sparse.csr_matrix:
        return feature_row(message, self._config["dense_scale"])

    def _ranking(self, message: Message) -> List[Dict[Text, Any]]:
        scores = np.asarray(self._row(message) @ self._weights)[0] + self._offsets
        shares = softmax(scores)
        best = np.argsort(-shares)[: self._config["ranking_length"]]
        return [{"name": self._intents[i], "confidence": float(shares[i])} for i in best]

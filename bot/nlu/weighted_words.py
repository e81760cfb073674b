"""Sparse features: words and pieces of words, weighed by how telling they are (TF-IDF).

Words count by their consonants, however they are spelt, and as they are written; so do pieces of
them.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Text

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.consonants import consonants
from bot.nlu.normalise import normalise

WORDS: Dict[str, Any] = {
    "preprocessor": consonants,
    "analyzer": "word",
    "token_pattern": r"\S+",
    "ngram_range": (1, 2),
    "min_df": 2,
}
AS_WRITTEN: Dict[str, Any] = {
    **WORDS,
    "preprocessor": normalise,
    "token_pattern": r"[\w']+|[^\w\s]",
}
PIECES: Dict[str, Any] = {
    "preprocessor": normalise,
    "analyzer": "char_wb",
    "ngram_range": (2, 4),
    "min_df": 5,
}


def _vectorizer(options: Dict[str, Any]) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WeightedWords(SparseFeaturizer, GraphComponent):
    """Adds one sparse row a message; kept as JSON and an array, so that loading runs no code."""

    def __init__(
        self, config: Dict[Text, Any], name: Text, storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(name, config)
        self._storage = storage
        self._resource = resource
        self._vectorizers = [_vectorizer(kind) for kind in (WORDS, AS_WRITTEN, PIECES)]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WeightedWords:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing may be set."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the vocabulary and its weights, and keeps them."""
        texts = [m.get(TEXT) for m in training_data.training_examples if m.get(TEXT)]
        with self._storage.write_to(self._resource) as folder:
            for number, vectorizer in enumerate(self._vectorizers):
                vectorizer.fit(texts)
                words = vectorizer.get_feature_names_out().tolist()
                (folder / f"words_{number}.json").write_text(json.dumps(words))
                np.save(folder / f"weights_{number}.npy", vectorizer.idf_)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WeightedWords:
        self = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            for number, vectorizer in enumerate(self._vectorizers):
                words = json.loads((folder / f"words_{number}.json").read_text())
                vectorizer.vocabulary = {word: index for index, word in enumerate(words)}
                vectorizer.idf_ = np.load(folder / f"weights_{number}.npy", allow_pickle=False)
        return self

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the features to each message that has a text."""
        spoken = [message for message in messages if message.get(TEXT)]
        if spoken:
            texts = [message.get(TEXT) for message in spoken]
            rows = scipy.sparse.hstack([v.transform(texts) for v in self._vectorizers]).tocsr()
            for message, row in zip(spoken, rows, strict=True):
                self.add_features_to_message(None, row, TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the training examples."""
        self.process(training_data.training_examples)
        return training_data

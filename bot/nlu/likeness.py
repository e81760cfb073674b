"""How like texts are to examples, by words and by meaning, and what their likest are about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy.sparse

from bot.nlu.softmax_regression import Features


class Examples(NamedTuple):
    """n examples: `words`, a column each, and `meaning`, a row each, both of length 1; and the
    number of each one's class.

    Words lie turned, since a text that meets few of them is compared a hundred times faster so.
    """

    words: scipy.sparse.csr_matrix
    meaning: np.ndarray
    classes: np.ndarray

    @classmethod
    def of(cls, features: Features, classes: np.ndarray) -> Examples:
        """The examples that have these features, one row each, and classes."""
        rows = of_length_one(features)
        return cls(rows.sparse.T.tocsr(), rows.dense, classes)

    def likeness(self, rows: Features) -> np.ndarray:
        """m × n numbers up to 1: the mean of the cosines of words and of meaning."""
        words = (rows.sparse @ self.words).toarray()
        meaning = rows.dense @ self.meaning.T
        kinds = sum(width > 0 for width in (rows.sparse.shape[1], rows.dense.shape[1]))
        return (words + meaning) / kinds

    def shares(self, rows: Features, neighbours: int, reach: float, classes: int) -> np.ndarray:
        """m × classes numbers, of sum 1: each class's share among the nearest examples.

        `rows` are of length one. An example that is less like the row than the nearest by `reach`
        counts a third of it.
        """
        likeness = self.likeness(rows)
        count = min(neighbours, likeness.shape[1])
        nearest = np.argpartition(-likeness, count - 1)[:, :count]
        like = np.take_along_axis(likeness, nearest, axis=1)
        weights = np.exp((like - like.max(axis=1, keepdims=True)) / reach)
        found = np.zeros((len(like), classes))
        np.add.at(found, (np.arange(len(like))[:, None], self.classes[nearest]), weights)
        return found / found.sum(axis=1, keepdims=True)


def of_length_one(features: Features) -> Features:
    """Each row divided by its length; a row of nothing stays so."""
    lengths = np.sqrt(np.asarray(features.sparse.multiply(features.sparse).sum(axis=1)).ravel())
    scale = scipy.sparse.diags(1 / np.maximum(lengths, 1e-9)).astype(np.float32)
    dense = np.linalg.norm(features.dense, axis=1, keepdims=True)
    return Features((scale @ features.sparse).tocsr(), features.dense / np.maximum(dense, 1e-9))

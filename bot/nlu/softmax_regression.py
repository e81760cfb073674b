"""Multinomial logistic regression over sparse and dense features that are kept apart.

The same model as scikit-learn's `LogisticRegression`, fitted by the same method (SciPy's L-BFGS).
That one wants a single matrix: 512 dense columns in a sparse matrix made it three times slower
(docs/adr/features-and-logistic-regression.md).
"""

from __future__ import annotations

from typing import NamedTuple, Tuple

import numpy as np
import scipy.sparse
from scipy.optimize import minimize
from scipy.special import log_softmax


class Features(NamedTuple):
    """One row a text: `sparse` of n × s numbers, `dense` of n × d."""

    sparse: scipy.sparse.csr_matrix
    dense: np.ndarray


class Model(NamedTuple):
    """`weights` of (s + d) × k numbers for k classes, and `offsets`, one a class."""

    weights: np.ndarray
    offsets: np.ndarray

    def scores(self, features: Features) -> np.ndarray:
        """n × k numbers; their softmax is the probability of each class."""
        cut = features.sparse.shape[1]
        return (
            features.sparse @ self.weights[:cut]
            + features.dense @ self.weights[cut:]
            + self.offsets
        )


def fit(features: Features, classes: np.ndarray, strength: float, iterations: int) -> Model:
    """The model of least loss, or the best one found in `iterations` steps.

    `classes` holds each row's class, numbered from 0; `strength` is the inverse of the L2
    regularisation, which spares the offsets.
    """
    count = int(classes.max()) + 1
    rows = np.arange(len(classes))
    transposed = features.sparse.T.tocsr()

    def unpack(flat: np.ndarray) -> Model:
        table = flat.reshape(-1, count).astype(np.float32)
        return Model(table[:-1], table[-1])

    def loss(flat: np.ndarray) -> Tuple[float, np.ndarray]:
        model = unpack(flat)
        logs = log_softmax(model.scores(features), axis=1)
        value = -strength * float(logs[rows, classes].sum(dtype=np.float64))
        value += 0.5 * float(np.square(model.weights).sum(dtype=np.float64))
        errors = np.exp(logs)
        errors[rows, classes] -= 1
        errors *= strength
        slope = np.vstack([transposed @ errors, features.dense.T @ errors]) + model.weights
        flat_slope = np.vstack([slope, errors.sum(axis=0)]).ravel().astype(np.float64)
        return value / len(rows), flat_slope / len(rows)

    width = features.sparse.shape[1] + features.dense.shape[1] + 1
    start = np.zeros(width * count)
    options = {"maxiter": iterations, "maxcor": 8}
    return unpack(minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x)

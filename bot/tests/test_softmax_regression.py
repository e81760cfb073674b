"""Our regression finds what scikit-learn's finds; it only keeps two kinds of features apart."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from bot.nlu.softmax_regression import Features, fit


@pytest.mark.parametrize("strength", [0.5, 10.0])
def test_it_agrees_with_scikit_learn(strength: float) -> None:
    random = np.random.default_rng(7)
    classes = random.integers(0, 4, 200)
    sparse = scipy.sparse.random(200, 30, density=0.2, format="csr", random_state=7)
    dense = random.normal(size=(200, 6)) + classes[:, None] * 0.3
    features = Features(sparse.astype(np.float32), dense.astype(np.float32))
    ours = softmax(fit(features, classes, strength, 2000).scores(features), axis=1)
    both = np.hstack([sparse.toarray(), dense])
    theirs = LogisticRegression(C=strength, max_iter=5000, tol=1e-8).fit(both, classes)
    np.testing.assert_allclose(ours, theirs.predict_proba(both), atol=0.01)


@pytest.mark.parametrize("absent", ["sparse", "dense"])
def test_one_kind_of_features_is_enough(absent: str) -> None:
    classes = np.array([0, 0, 1, 1])
    telling = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    nothing = np.zeros((4, 0), dtype=np.float32)
    kinds = {"sparse": telling, "dense": telling, absent: nothing}
    features = Features(scipy.sparse.csr_matrix(kinds["sparse"]), kinds["dense"])
    assert fit(features, classes, 10.0, 50).scores(features).argmax(axis=1).tolist() == [0, 0, 1, 1]

"""What a line looks like to the model: words, however spelt, and their pieces, and its meaning.

The same kinds of features as the intents have, with a vocabulary of their own: collectors write
words that patients do not.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Sequence, Text, Tuple

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.consonants import consonants
from bot.nlu.normalise import normalise
from bot.nlu.sentence_encoder import shared_encoder
from bot.nlu.softmax_regression import Features
from bot.objections.shorthand import written_out

VIEWS: Tuple[Dict[Text, Any], ...] = (
    {"preprocessor": normalise, "token_pattern": r"[\w']+|[^\w\s]", "ngram_range": (1, 2)},
    {"preprocessor": consonants, "token_pattern": r"\S+", "ngram_range": (1, 2)},
    {"preprocessor": normalise, "analyzer": "char_wb", "ngram_range": (2, 4), "min_df": 2},
)
DENSE_SCALE = 0.7


def _meanings(texts: Sequence[Text]) -> np.ndarray:
    rows: np.ndarray = shared_encoder().encode([normalise(text) for text in texts])
    return rows.astype(np.float32) * DENSE_SCALE


class LineFeatures:
    """Sparse and dense features of lines, once `fit` or loaded from `arrays`."""

    def __init__(self) -> None:
        self._views = [
            TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **view) for view in VIEWS
        ]

    def fit(self, texts: Sequence[Text]) -> None:
        """Learns the vocabulary."""
        for view in self._views:
            view.fit([written_out(text) for text in texts])

    def of(self, texts: Sequence[Text]) -> Features:
        """One row a text. An empty text has a row of zeros for its meaning."""
        plain = [written_out(text) or " " for text in texts]
        sparse = [view.transform(plain) for view in self._views]
        return Features(scipy.sparse.hstack(sparse, format="csr"), _meanings(plain))

    def arrays(self) -> Dict[Text, np.ndarray]:
        """What `loaded` needs, as plain numbers and letters."""
        found = {}
        for number, view in enumerate(self._views):
            words: List[Text] = view.get_feature_names_out().tolist()
            found[f"words_{number}"] = np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)
            found[f"rarity_{number}"] = view.idf_
        return found

    @classmethod
    def loaded(cls, arrays: Dict[Text, np.ndarray]) -> LineFeatures:
        """The features whose `arrays` these are."""
        self = cls()
        for number, view in enumerate(self._views):
            words = json.loads(arrays[f"words_{number}"].tobytes())
            view.vocabulary = {word: index for index, word in enumerate(words)}
            view.idf_ = arrays[f"rarity_{number}"]
        return self

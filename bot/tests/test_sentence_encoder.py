"""The encoder's weights are believed only when they are the reviewed ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.sentence_encoder import (
    DIGESTS,
    SentenceEncoder,
    WeightsNotTrusted,
    _resources,
    check_weights,
)


def test_the_installed_weights_are_the_reviewed_ones() -> None:
    check_weights(_resources())


@pytest.mark.parametrize("name", DIGESTS)
def test_a_changed_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    for other in DIGESTS:
        shutil.copy(_resources() / other, tmp_path / other)
    content = bytearray((tmp_path / name).read_bytes())
    content[-1] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WeightsNotTrusted, match=name):
        check_weights(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsNotTrusted, match="is missing"):
        check_weights(tmp_path)


def test_a_text_and_its_spanish_lie_nearer_than_another_text() -> None:
    encoder = SentenceEncoder({"alias": None}, "encoder")
    texts = ["how much do I owe", "cuánto debo", "I want to see a doctor about my knee"]
    messages = [Message({TEXT: text}) for text in texts]
    encoder.process(messages)
    one, same, other = (m.get_dense_features(TEXT, [])[1].features[0] for m in messages)
    assert one.shape == (512,)
    assert np.dot(one, same) > np.dot(one, other) + 0.2

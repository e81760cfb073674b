"""Reads the texts that measure understanding, and the training examples to compare them with."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
DEVELOPMENT = HERE / "development"
BLIND = HERE / "development_blind"
ADVERSARIAL = HERE / "adversarial"
LABELS = HERE / "labels.yml"
TRAINING = HERE.parents[1] / "data" / "nlu"

_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


class DevelopmentText(NamedTuple):
    """One text, the intent it has, and what kind of text it is."""

    text: str
    intent: str
    style: str
    language: str
    also: str | None


class AdversarialTexts(NamedTuple):
    """Texts that mean one safety-critical thing, and texts that only look as if they did."""

    positives: tuple[str, ...]
    negatives: tuple[str, ...]


def labels() -> dict[str, dict[str, str]]:
    """What each intent, style and adversarial kind means, by `intents`, `styles` and `kinds`."""
    found: dict[str, dict[str, str]] = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    return found


def development_texts(folder: Path = DEVELOPMENT) -> list[DevelopmentText]:
    """Every text of the development set; its file's name is its intent."""
    return [
        DevelopmentText(row["text"], path.stem, row["style"], row["language"], row.get("also"))
        for path in sorted(folder.glob("*.yml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def adversarial_texts(folder: Path = ADVERSARIAL) -> dict[str, AdversarialTexts]:
    """The adversarial texts by kind (`stop`, `emergency`, …)."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        lists = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[path.stem] = AdversarialTexts(tuple(lists["positives"]), tuple(lists["negatives"]))
    return found


def training_texts(folder: Path = TRAINING) -> Iterator[tuple[str, str]]:
    """Every training example as (intent, text), its entity annotations taken away."""
    for path in sorted(folder.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for block in content.get("nlu") or []:
            if "intent" in block:
                for text in _examples(block["examples"]):
                    yield block["intent"], _ANNOTATION.sub(r"\1", text)


def _examples(block: str | list[dict[str, str]]) -> Iterator[str]:
    if isinstance(block, str):
        yield from (line[2:].strip() for line in block.splitlines() if line.startswith("- "))
    else:
        yield from (example["text"].strip().removeprefix("- ") for example in block)


def normalised(text: str) -> str:
    """The text without case, accents, punctuation and spacing; emoji stay."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() or unicodedata.category(c) == "So" else " " for c in letters
            if not unicodedata.combining(c))  # fmt: skip
    return " ".join("".join(kept).split())


def trigrams(text: str) -> frozenset[str]:
    """The character trigrams of a normalised text, its ends marked by a space."""
    padded = f" {normalised(text)} "
    return frozenset(padded[i : i + 3] for i in range(max(1, len(padded) - 2)))


def near_duplicates(
    texts: Sequence[str], others: Sequence[str], threshold: float = 0.8
) -> list[tuple[str, str]]:
    """The pairs (text, other) whose trigram sets overlap (Jaccard) by more than `threshold`.

    A text is not paired with itself, so `near_duplicates(t, t)` compares a set within itself. Two
    sets this alike must share one of the rarest trigrams of either; only such pairs are compared.
    """
    sets = [(text, trigrams(text)) for text in others]
    frequency = Counter(gram for _, grams in sets for gram in grams)
    by_gram: dict[str, list[int]] = defaultdict(list)
    for index, (_, grams) in enumerate(sets):
        for gram in grams:
            by_gram[gram].append(index)
    pairs = []
    for text in texts:
        grams = trigrams(text)
        rarest = sorted(grams, key=lambda gram: (frequency[gram], gram))
        rarest = rarest[: int(len(grams) * (1 - threshold)) + 1]
        candidates = {index for gram in rarest for index in by_gram.get(gram, ())}
        for index in sorted(candidates):
            other, other_grams = sets[index]
            shared = len(grams & other_grams)
            if other != text and shared > threshold * len(grams | other_grams):
                pairs.append((text, other))
    return pairs

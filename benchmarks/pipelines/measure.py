"""One pipeline measured: trained, loaded, asked, and trained again on folds of its examples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.measurement import percentile
from benchmarks.pipelines.data import Example, folds, sample
from benchmarks.pipelines.project import Project, project
from tests.nlu.texts import development_texts, training_texts

OUT_OF_SCOPE = "out_of_scope"
ONE_IN = 10  # texts in scope are asked about instead of acted on
Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Size:
    """How much is measured; the whole by default. `sample` is examples an intent."""

    folds: int = 5
    epochs: int | None = None
    sample: int | None = None
    conversations: bool = False


def measure(name: str, size: Size) -> dict[str, Any]:
    """The pipeline's line of the table, as plain values. Raises CalledProcessError."""
    examples = list(training_texts())
    if size.sample:
        examples = sample(examples, size.sample)
    found: dict[str, Any] = {"pipeline": name, "examples": len(examples), "epochs": size.epochs}
    with project(name, size.epochs, examples if size.sample else None) as copy:
        cost = copy.train()
        found |= {
            "training_seconds": cost.seconds,
            "training_processor_seconds": cost.processor_seconds,
            "training_mebibytes": cost.mebibytes,
        }
        found |= {"model_mebibytes": copy.model.stat().st_size / 2**20}
        found |= on_development_set(copy)
        if size.conversations:
            found |= in_conversation(copy)
    if size.folds:
        found |= cross_validated(name, size, examples)
    return found


def asked(copy: Project, texts: Sequence[str]) -> dict[str, Any]:
    """What the copy's model makes of the texts, in a process of its own."""
    told, answer = copy.folder / "texts.json", copy.folder / "answer.json"
    told.write_text(json.dumps(list(texts)), encoding="utf-8")
    module = "benchmarks.pipelines.parse"
    copy.run([copy.bot_python, "-m", module, str(copy.model), str(told)], answer)
    # Rasa may print a line of its own before ours.
    return dict(json.loads(answer.read_text(encoding="utf-8").strip().splitlines()[-1]))


def on_development_set(copy: Project) -> dict[str, Any]:
    """Accuracy, out of scope, load, parse and memory."""
    rows = development_texts()
    answer = asked(copy, [row.text for row in rows])
    judged = list(zip((row.intent for row in rows), answer["ranking"], strict=True))
    return {
        "accuracy": accuracy(judged),
        "out_of_scope_recall": out_of_scope_recall(judged),
        "load_seconds": answer["load_seconds"],
        "mebibytes": answer["mebibytes"],
        "parse_p50": percentile(answer["milliseconds"], 50),
        "parse_p95": percentile(answer["milliseconds"], 95),
    }


def in_conversation(copy: Project) -> dict[str, Any]:
    """The whole system on the copy's model: see benchmarks.pipelines.conversing."""
    answer = copy.folder / "conversing.json"
    copy.run([copy.python, "-m", "benchmarks.pipelines.conversing"], answer)
    return dict(json.loads(answer.read_text(encoding="utf-8").strip().splitlines()[-1]))


def cross_validated(name: str, size: Size, examples: list[Example]) -> dict[str, Any]:
    """The accuracy on what was held out, over all folds."""
    judged: list[tuple[str, Ranking]] = []
    for kept, held_out in folds(examples, size.folds):
        with project(name, size.epochs, kept) as copy:
            copy.train_language()
            answer = asked(copy, [text for _, text in held_out])
        judged += zip((intent for intent, _ in held_out), answer["ranking"], strict=True)
    return {"folds": size.folds, "cross_validated_accuracy": accuracy(judged)}


def accuracy(judged: Iterable[tuple[str, Ranking]]) -> float:
    """The share whose label is the likeliest intent."""
    right = [bool(ranking) and ranking[0][0] == intent for intent, ranking in judged]
    return sum(right) / len(right)


def out_of_scope_recall(judged: Sequence[tuple[str, Ranking]]) -> float:
    """The share of texts out of scope that are not acted on, where 90 % of those in scope are.

    Each pipeline is so judged at a threshold of its own, as confidences of different classifiers
    mean different things.
    """
    sure = sorted(confidence(ranking) for intent, ranking in judged if intent != OUT_OF_SCOPE)
    threshold = sure[len(sure) // ONE_IN]
    outside = [confidence(ranking) for intent, ranking in judged if intent == OUT_OF_SCOPE]
    return sum(found < threshold for found in outside) / len(outside)


def confidence(ranking: Ranking) -> float:
    """How sure the model is of an intent in scope; 0 where it says that there is none."""
    return ranking[0][1] if ranking and ranking[0][0] != OUT_OF_SCOPE else 0.0

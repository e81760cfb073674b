"""The comparison as Markdown tables; what was not measured is a dash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Found = dict[str, Any]
TITLES = {
    "in_use": "in use: both, nearest examples, texts known by heart",
    "sparse_regression": "sparse, logistic regression",
    "embeddings_regression": "sentence embeddings, logistic regression",
    "both_regression": "both, logistic regression",
    "sparse_diet": "sparse, DIET",
    "rasa_default": "Rasa's default: DIET, TED",
}
UNDERSTANDING = (
    ("development set", "accuracy", lambda x: f"{100 * x:.1f} %"),
    ("cross-validated", "cross_validated_accuracy", lambda x: f"{100 * x:.1f} %"),
    ("out of scope", "out_of_scope_recall", lambda x: f"{100 * x:.0f} %"),
    ("training", "training_seconds", lambda x: f"{x:,.0f} s"),
    ("processors", "training_processor_seconds", lambda x: f"{x:,.0f} s"),
    ("memory, training", "training_mebibytes", lambda x: f"{x:,.0f} MiB"),
    ("model", "model_mebibytes", lambda x: f"{x:.1f} MiB"),
    ("load", "load_seconds", lambda x: f"{x:.1f} s"),
    ("memory, parsing", "mebibytes", lambda x: f"{x:,.0f} MiB"),
    ("parse p50", "parse_p50", lambda x: f"{x:.1f} ms"),
    ("parse p95", "parse_p95", lambda x: f"{x:.1f} ms"),
)
CONVERSING = (
    ("time to ready", "ready_seconds", lambda x: f"{x:.1f} s"),
    ("memory of Rasa", "served_mebibytes", lambda x: f"{x:,.0f} MiB"),
    ("text to reply p50", "reply_p50", lambda x: f"{x:,.0f} ms"),
    ("text to reply p95", "reply_p95", lambda x: f"{x:,.0f} ms"),
    ("eight people at once", "replies_a_second", lambda x: f"{x:.1f} replies/s"),
)
Column = tuple[str, str, Callable[[float], str]]


def table(found: Sequence[Found], columns: Sequence[Column]) -> str:
    """A line for each pipeline, in the order of TITLES."""
    lines = [["pipeline", *(title for title, _, _ in columns)], ["---"] * (len(columns) + 1)]
    for name, title in TITLES.items():
        for one in (one for one in found if one["pipeline"] == name):
            cells = (show(one[key]) if key in one else "–" for _, key, show in columns)
            lines.append([_titled(title, one), *cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _titled(title: str, one: Found) -> str:
    """With the epochs where they are not the configuration's own."""
    return f"{title} ({one['epochs']} epochs)" if one.get("epochs") and "DIET" in title else title


def tables(found: Sequence[Found]) -> str:
    """A table for each number of examples, the most first, and one of whole conversations."""
    conversing = [one for one in found if "replies_a_second" in one]
    parts = []
    for examples in sorted({one["examples"] for one in found}, reverse=True):
        alike = [one for one in found if one["examples"] == examples]
        parts += [f"Trained on {examples:,} examples.", table(alike, UNDERSTANDING)]
    if conversing:
        parts.append("The whole system, one machine:")
        parts.append(table(conversing, CONVERSING))
    return "\n\n".join(parts) + "\n"

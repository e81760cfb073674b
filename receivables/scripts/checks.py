"""All scripts at once: whether they hold, and whose Spanish nobody has reviewed yet."""

from __future__ import annotations

from receivables.scripts.answers import Answer, answers, verify_first


def check_scripts() -> str:
    """Read every script; what there is, in a few words.

    Raises ValueError, which names the file or the field, for one that does not hold.
    """
    verify_first()
    return f"{len(answers())} answers"


def unreviewed_scripts() -> list[str]:
    """The scripts whose Spanish names no reviewer (compliance H7)."""
    named: list[tuple[str, Answer]] = [("verify_first", verify_first())]
    named += [(label.value, script) for label, script in answers().items()]
    return [f"scripts/{name}" for name, script in named if not script.spanish.reviewed_by]

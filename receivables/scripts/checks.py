"""All scripts at once: whether they hold, and whose Spanish nobody has reviewed yet."""

from __future__ import annotations

from receivables.domain.objections import WITH_DUTIES
from receivables.policy.collector_moves import rows
from receivables.policy.objections.find import rows as duty_rows
from receivables.scripts.answers import answers, verify_first
from receivables.scripts.calls import call_scripts
from receivables.scripts.insurer import insurer_script
from receivables.scripts.letters import letters
from receivables.scripts.practice import scenarios
from receivables.scripts.review import review_words
from receivables.scripts.tables import moves_table, shorthand_table
from receivables.scripts.taught_lines import taught_lines
from receivables.scripts.wordings import Review


def check_scripts() -> str:
    """Read every script; what there is, in a few words.

    Raises ValueError, which names the file or the field, for one that does not hold.
    """
    verify_first()
    moves_table()
    shorthand = shorthand_table()
    counted = (
        (len(answers()), "answers"),
        (len(review_words().findings), "findings"),
        (len(call_scripts()), "parts of a call"),
        (len(insurer_script().groups), "groups of questions to insurers"),
        (len(letters()), "letters"),
        (len(scenarios()), "practice calls"),
        (len(rows()), "moves"),
        (sum(len(duty_rows(duty)) for duty in WITH_DUTIES), "rows of words with duties"),
        (sum(len(taught.lines) for taught in taught_lines().values()), "lines of objections"),
        (len(shorthand.en) + len(shorthand.es), "shorthand words"),
    )
    return ", ".join(f"{count} {name}" for count, name in counted)


def unreviewed_scripts() -> list[str]:
    """The scripts whose Spanish names no reviewer (compliance H7)."""
    named: list[tuple[str, Review]] = [
        ("verify_first", verify_first().spanish),
        ("review", review_words().spanish),
    ]
    named += [(label.value, script.spanish) for label, script in answers().items()]
    unread = [name for name, spanish in named if not spanish.reviewed_by]
    unread += [name for name, script in call_scripts().items() if not script.spanish_reviewed_by]
    unread += [name for name, letter in letters().items() if not letter.spanish_reviewed_by]
    return [f"scripts/{name}" for name in unread]

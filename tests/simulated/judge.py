"""What no conversation may do, whatever is said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.simulated.caller import Facts
from tests.simulated.phrases import promises, responses, said

MOST_TEXTS = 2
# These explain a word with round sums of nobody's.
EXAMPLES = frozenset(
    {"utter_bill_explanation_term_coinsurance", "utter_bill_explanation_term_copay"}
)
FAILED = frozenset({"utter_contact_preferences_assistant_unavailable"})
# After these nobody is asked anything: silence is what was promised.
ENDINGS = {"handoff", "opted_out", "wrong_number"}
_AMOUNT = re.compile(r"\$\s?\d")
_INTRODUCTION = frozenset({"utter_smalltalk_introduction", "utter_smalltalk_introduction_either"})
_MAY_REPEAT = frozenset({"utter_safety_again", "utter_contact_preferences_only_a_person"})


def faults(
    before: Facts, replies: Sequence[str], last: Sequence[str], after: Facts
) -> Iterator[str]:
    """What was wrong with one answer; `last` is the answer before it."""
    whole = "\n".join(replies)
    if said(whole, FAILED):
        yield "the assistant failed"
    if not after.verified and _AMOUNT.search(whole) and not said(whole, EXAMPLES):
        yield "an amount before verification"
    if not replies and not ENDINGS & before.rows:
        yield "a dead end: no answer"
    spoken = [reply for reply in replies if not said(reply, _INTRODUCTION)]
    if len(spoken) > MOST_TEXTS:
        yield f"{len(spoken)} texts in one answer"
    if spoken and spoken[-1] in last and not said(spoken[-1], _MAY_REPEAT):
        yield "the same sentence twice in a row"
    for names in said_alike(whole):
        if not any(promises()[name] <= after.rows for name in names):
            yield f"{' or '.join(sorted(names))} without its row in the store"


def said_alike(text: str) -> list[frozenset[str]]:
    """The promises that stand in the text; those in the same words, of which one is meant,
    together."""
    found = said(text, frozenset(promises()))
    wordings = {name: responses()[name] for name in found}
    return [
        frozenset(name for name in found if wordings[name] == wording)
        for wording in set(wordings.values())
    ]

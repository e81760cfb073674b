"""The reviewed patterns: each fires on its example, rests on its counter-example, and together
they find nearly all of the adversarial texts."""

from __future__ import annotations

import pytest

from receivables.policy.opt_out import ContactKind, contact_request
from receivables.policy.safety.find import first_match, safety_kind, safety_kinds
from receivables.policy.safety.kinds import SafetyKind
from receivables.policy.safety.mending import mended
from receivables.policy.safety.tables import Pattern, patterns
from tests.nlu.texts import adversarial_texts, development_texts

ROWS = [(kind, row) for kind in SafetyKind for row in patterns(kind)]
# Found by patterns alone; the model finds most of the rest (docs/safety.md has the figures).
SMALLEST_SHARE_FOUND = 0.85
LARGEST_SHARE_OF_FALSE_ALARMS = 0.15


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row.id for _, row in ROWS])
def test_a_pattern_fires_on_its_example_and_rests_on_the_other(
    kind: SafetyKind, row: Pattern
) -> None:
    words = mended(row.fires)
    assert row.search.search(words)
    assert row.unless is None or not row.unless.search(words)
    assert first_match(kind, mended(row.rests)) is None


def test_ids_are_unique() -> None:
    assert len({row.id for _, row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("kind", list(adversarial_texts()))
def test_patterns_alone_find_most_and_cry_wolf_seldom(kind: str) -> None:
    wanted = SafetyKind(kind).intent
    positives, negatives = adversarial_texts()[kind]
    found = [text for text in positives if wanted in intents(text)]
    false = [text for text in negatives if wanted in intents(text)]
    assert len(found) >= SMALLEST_SHARE_FOUND * len(positives)
    assert len(false) <= LARGEST_SHARE_OF_FALSE_ALARMS * len(negatives)


def test_everyday_texts_seldom_meet_a_pattern() -> None:
    texts = [one for one in development_texts() if one.intent not in SAFETY_INTENTS]
    alarmed = [one for one in texts if intents(one.text) - {one.also}]
    assert len(alarmed) <= 0.04 * len(texts)


@pytest.mark.parametrize(
    "harmless",
    [
        "the bill is killing me",
        "stop sending it to my old address",
        "my attorney is my brother, just kidding",
        "I feel dead tired",
        "call me an ambulance bill",
        "my dad is not dead",
        "i am not bankrupt yet",
        "esta cuenta me mata",
        "mi hija es abogada",
        "there is some confusion about my bill",
        "la definición de deducible, por favor",
        "no es que quiera pagar hoy",
        "estoy triste por la cuenta",
        "is it cheaper today",
        "soy Mario Vega",
    ],
)
def test_what_only_sounds_alarming_alarms_nobody(harmless: str) -> None:
    assert safety_kinds(harmless) == ()


def test_the_gravest_thing_comes_first() -> None:
    assert safety_kind("my wife died, stop texting me, and now i want to die") == "self_harm"
    assert safety_kind("he died in may, talk to our lawyer") == "deceased"
    assert safety_kind("nothing of that kind") is None


@pytest.mark.parametrize(
    "text", ["", "   ", "🙂", "¿?", "1234", "x" * 5000, "ab" * 2500, "a " * 2500]
)
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert safety_kinds(text) == ()


SAFETY_INTENTS = {kind.intent for kind in SafetyKind}


def intents(text: str) -> set[str]:
    """The intents of everything found in a text, opt-out words included."""
    found = {kind.intent for kind in safety_kinds(text)}
    request = contact_request(text)
    if request is not None and request.kind is ContactKind.OPT_OUT:
        found.add(SafetyKind.STOP.intent)
    return found

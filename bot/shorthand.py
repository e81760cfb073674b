"""The few short forms of texting that stand between people and the patterns which read a text."""

from __future__ import annotations

from typing import Dict, Text

from bot.nlu.known_texts import folded

# What is read the same in both languages, or stands for nothing in the other.
SHORT: Dict[Text, Text] = {
    "dnt": "dont",
    "k": "que",
    "porq": "por que",
    "pq": "por que",
    "q": "que",
    "r": "are",
    "tmb": "tambien",
    "u": "you",
    "ur": "your",
    "wat": "what",
    "wen": "when",
    "wut": "what",
    "xq": "por que",
}


def written_out(text: Text) -> Text:
    """The folded words of a text (bot.nlu.known_texts), short forms in full.

    A "k" that stands first is a yes.

    >>> written_out("y mientras tengo q pagar?"), written_out("K what now")
    ('y mientras tengo que pagar', 'k what now')
    """
    first, *others = folded(text).split() or [""]
    first = first if first == "k" else SHORT.get(first, first)
    return " ".join([first, *(SHORT.get(word, word) for word in others)])

"""Questions that look like a wish: what only asks is answered, and nothing is opened for it."""

from __future__ import annotations

from typing import Optional, Text, Tuple

from bot.changing_later import asks_for_reminders, asks_if_it_can_change
from bot.meanwhile import asks_if_due_meanwhile
from bot.missed_payment import asks_after_a_missed_payment, asks_if_one_is_missed
from bot.our_limits import asks_for_limits, asks_for_our_number
from bot.ways import asks_for_ways

CHANGE = "change_payment_plan"
_ASKED = (
    ("meanwhile", asks_if_due_meanwhile, "check_balance"),
    ("options", asks_for_ways, "greet"),
    ("later_change", asks_if_it_can_change, CHANGE),
    ("reminders", asks_for_reminders, CHANGE),
    ("limits", asks_for_limits, "request_payment_plan"),
    ("our_number", asks_for_our_number, "identity_question"),
)


def asked_plainly(words: Text, grave: bool, meant: bool) -> Optional[Tuple[Text, Text]]:
    """The remark on a folded text (bot.nlu.known_texts) and the intent whose action answers it.

    `grave`: the text surely means something graver. `meant`: it surely means an errand, which
    goes before what comes of a missed payment.
    """
    if asks_if_one_is_missed(words):
        return "missed_payment", CHANGE
    if grave:
        return None
    if not meant and asks_after_a_missed_payment(words):
        return "missed_payment", CHANGE
    found = [(remark, intent) for remark, asks, intent in _ASKED if asks(words)]
    return found[0] if found else None

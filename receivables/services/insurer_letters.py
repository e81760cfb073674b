"""The appeal or the corrected claim, drafted from a call to the insurer: facts alone."""

from __future__ import annotations

import datetime as dt

import phonenumbers

from receivables.domain.insurer_steps import InsurerStep
from receivables.domain.money import Money
from receivables.policy.figures import load_policy
from receivables.scripts.insurer import insurer_script
from receivables.services.insurer_at_hand import AtHand
from receivables.services.script_facts import in_words
from receivables.settings import settings

NOT_ON_FILE = "not on file"


def draft_letter(
    step: InsurerStep, hand: AtHand, today: dt.date, spoke_with: str, reference: str, said: str
) -> str | None:
    """The text of the letter, for a person to finish; None where the step needs none."""
    letter = insurer_script().letters.get(step)  # type: ignore[call-overload]
    if letter is None:
        return None
    number = load_policy(settings().policy_file).organisation.callback_phone
    parsed = phonenumbers.parse(number, None)
    facts: dict[str, str | dt.date | Money | None] = {
        "today": today,
        "call_date": today,
        "insurer": hand.insurer,
        "organisation": hand.organisation,
        "npi": hand.npi,
        "tax_id": hand.tax_id,
        "phone": phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL),
        "claim_number": hand.claim_number,
        "member_id": hand.member_id,
        "patient": hand.patient,
        "service_date": hand.service_date,
        "charge": hand.charge,
        "amount": hand.in_question,
        "reasons": ", ".join(hand.in_question_reasons or hand.reasons),
        "account_number": hand.account_number,
        "deadline": hand.deadline or "to be asked of the plan",
        "spoke_with": spoke_with,
        "reference": reference,
        "said": said,
    }
    return str(letter).format_map(
        {name: in_words(fact, "en") if fact else NOT_ON_FILE for name, fact in facts.items()}
    )

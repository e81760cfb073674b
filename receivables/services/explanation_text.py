"""An explanation as texts: first a short one that fits a message, then its lines."""

from __future__ import annotations

from collections.abc import Collection

from babel.dates import format_date
from babel.numbers import format_currency

from receivables.domain.adjustment_wording import PROVISIONAL
from receivables.domain.explanation import (
    LOWERING_KINDS,
    PAYMENT_KINDS,
    SHARE_KINDS,
    Explanation,
    ExplanationPart,
    PartKind,
)
from receivables.domain.money import ZERO, Money
from receivables.wording import say

SHORT_LENGTH = 300
TEXT_LENGTH = 320
_LOCALES = {"en": "en_US", "es": "es_US"}
_LONGEST_NAME = 60
_SHORT = {
    PartKind.PLAN_DISCOUNT: "utter_bill_explanation_short_discount",
    PartKind.WRITE_OFF: "utter_bill_explanation_short_write_off",
    PartKind.INSURANCE_PAID: "utter_bill_explanation_short_insurance",
    PartKind.INSURANCE_OPEN: "utter_bill_explanation_short_open",
    PartKind.DEDUCTIBLE: "utter_bill_explanation_short_deductible",
    PartKind.COINSURANCE: "utter_bill_explanation_short_coinsurance",
    PartKind.COPAY: "utter_bill_explanation_short_copay",
    PartKind.NOT_COVERED: "utter_bill_explanation_short_not_covered",
    PartKind.OTHER_SHARE: "utter_bill_explanation_short_other_share",
    PartKind.SELF_PAY: "utter_bill_explanation_short_self_pay",
    PartKind.PATIENT_PAYMENTS: "utter_bill_explanation_short_paid",
    PartKind.REFUNDED: "utter_bill_explanation_short_refunded",
}


def short_text(explanation: Explanation, language: str, channel: str = "sms") -> str:
    """The explanation in one text of at most 300 characters, all of whose amounts sum.

    For the ear (`voice`) it is said whole, whatever its length.

    Where nothing sure can be said, it says so and names no amount. Nothing clinical is in it.
    """
    words = _Words(explanation, language, channel)
    if explanation.left is None:
        return words.status()
    sums = words.lowering() + words.share(with_kinds=True)
    brief = words.lowering() + words.share(with_kinds=False)
    more = words.say("utter_bill_explanation_short_more")
    if channel == "voice":
        return words.visit() + sums + more
    attempts = (
        words.visit() + sums + more,
        words.visit() + sums,
        words.visit() + brief + more,
        words.visit(with_facility=False) + brief + more,
        words.visit(with_facility=False) + brief,
    )
    return next((text for text in attempts if len(text) <= SHORT_LENGTH), attempts[-1])


def detail_texts(explanation: Explanation, language: str, channel: str = "sms") -> list[str]:
    """The lines of the explanation and what the patient can do next, each text at most 320
    characters long."""
    return _packed(detail_lines(explanation, language, channel))


def detail_lines(explanation: Explanation, language: str, channel: str = "sms") -> list[str]:
    """The same, each sentence by itself: to be read out line by line."""
    words = _Words(explanation, language, channel)
    steps = [words.say(name) for name in explanation.next_steps]
    if explanation.left is None:
        return [words.status(), *steps]
    lines = [words.line(part) for part in explanation.parts]
    return [*lines, words.left(), *steps]


def reason_text(
    explanation: Explanation, kinds: Collection[PartKind], language: str, channel: str = "sms"
) -> str:
    """What is said of the parts of some kinds, in one text; empty where nothing sure is known."""
    words = _Words(explanation, language, channel)
    parts = explanation.parts if explanation.left is not None else ()
    lines = [words.line(part) for part in parts if part.kind in kinds]
    return _packed(lines)[0] if lines else ""


def part_sentence(explanation: Explanation, part: ExplanationPart, language: str) -> str:
    """The sentence that tells one part, for pages that show each by itself."""
    return _Words(explanation, language).line(part)


class _Words:
    """The wordings of one explanation in one language."""

    def __init__(self, explanation: Explanation, language: str, channel: str = "sms") -> None:
        self.explanation, self.language, self.channel = explanation, language, channel
        self.date = str(format_date(explanation.service_date, "medium", locale=_LOCALES[language]))
        self.facility = _shortened(explanation.facility)

    def say(self, name: str, **values: str) -> str:
        return say(name, self.language, self.channel, **values)

    def amount(self, amount: Money) -> str:
        locale = _LOCALES[self.language]
        return str(format_currency(str(amount), "USD", locale=locale))

    def status(self) -> str:
        return self.say(self.explanation.status_sentence, facility=self.facility, date=self.date)

    def visit(self, *, with_facility: bool = True) -> str:
        if not with_facility:
            return self.say("utter_bill_explanation_short_visit_date", date=self.date)
        name = "utter_bill_explanation_short_visit"
        return self.say(name, facility=self.facility, date=self.date)

    def lowering(self) -> str:
        charge = self.explanation.total(PartKind.CHARGE)
        told = self.say("utter_bill_explanation_short_charge", amount=self.amount(charge))
        for kind in LOWERING_KINDS:
            amount = -self.explanation.total(kind)
            if amount < ZERO:
                name = "utter_bill_explanation_short_insurer_difference"
                told += self.say(name, amount=self.amount(-amount))
            else:
                told += self._summed(kind, amount)
        return told

    def share(self, *, with_kinds: bool) -> str:
        told = self.say(
            "utter_bill_explanation_short_share", amount=self.amount(self.explanation.share)
        )
        kinds = [self._summed(kind, self.explanation.total(kind)) for kind in SHARE_KINDS]
        named = ", ".join(filter(None, kinds))
        if with_kinds and named:
            told += f" ({named})"
        payments = [
            self._summed(kind, _size(self.explanation.total(kind))) for kind in PAYMENT_KINDS
        ]
        return f"{told}. {''.join(payments)}{self._short_left()}"

    def line(self, part: ExplanationPart) -> str:
        explanation = self.explanation
        name = part.sentence
        if part.kind is PartKind.CHARGE and explanation.patient_name != explanation.guarantor_name:
            name = "utter_bill_explanation_visit_of"
        sentence = self.say(
            name,
            amount=self.amount(_size(part.amount)),
            payer=_shortened(part.payer.title() if part.payer.isupper() else part.payer),
            facility=self.facility,
            date=self.date,
            patient=_shortened(explanation.patient_name),
        )
        return " ".join([sentence, *(self.say(remark) for remark in part.remarks)])

    def left(self) -> str:
        left = self.explanation.left or ZERO
        if left < ZERO:
            return self.say("utter_bill_explanation_credit", amount=self.amount(-left))
        if not left:
            return self.say(f"utter_bill_explanation_nothing_left{self._for_now()}")
        return self.say("utter_bill_explanation_left", amount=self.amount(left))

    def _short_left(self) -> str:
        left = self.explanation.left or ZERO
        if left < ZERO:
            return self.say("utter_bill_explanation_short_credit", amount=self.amount(-left))
        if not left:
            return self.say(f"utter_bill_explanation_short_nothing_left{self._for_now()}")
        return self.say("utter_bill_explanation_short_left", amount=self.amount(left))

    def _for_now(self) -> str:
        """What sets apart the wording for nothing left while the claim may still change."""
        sentences = {name for part in self.explanation.parts for name in part.sentences}
        return "" if PROVISIONAL.isdisjoint(sentences) else "_now"

    def _summed(self, kind: PartKind, amount: Money) -> str:
        return self.say(_SHORT[kind], amount=self.amount(amount)) if amount else ""


def _packed(sentences: list[str]) -> list[str]:
    """As few texts as hold all sentences, in order."""
    texts: list[str] = []
    for sentence in sentences:
        together = f"{texts[-1]} {sentence}" if texts else ""
        if texts and len(together) <= TEXT_LENGTH:
            texts[-1] = together
        else:
            texts.append(sentence)
    return texts


def _shortened(name: str) -> str:
    """A name that leaves room for the rest of a text."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _size(amount: Money) -> Money:
    return amount if amount > ZERO else -amount

"""Words that nobody hears from us, in texts, scripts and calls, with the rule behind them.

Sources: 15 USC 1692d, 1692e and 12 CFR 1006.14, 1006.18 (no threat, no pressure, no shame; a
provider that collects its own bills keeps them too), compliance M5, M6, H2 and C4.

Allowed: "You can wait with paying." Refused: "This is your last chance to pay."

>>> slips("This is your last chance to pay.")
['pressure']
"""

from __future__ import annotations

import re

FORBIDDEN: dict[str, str] = {
    "legal threats (compliance M5, M6)": r"court|lawsuit|sue you|legal action|garnish|lien\b|"
    r"demanda|tribunal|embarg|acci[oó]n legal",
    "debt collection": r"collection agency|collections agency|agencia de cobranza|debt collector",
    "blame": r"you failed|your fault|you should have|delinquent|moroso|es su culpa",
    "pressure": r"final notice|last chance|immediately pay|[uú]ltimo aviso|[uú]ltima oportunidad",
    "treatment (compliance H2)": r"diagnos|surgery|cancer|pregnan|psychiat|oncolog|cirug[ií]a|"
    r"embaraz|c[aá]ncer",
    "medical advice": r"\b(?:you should (?:see|take|stop taking)|take your med|dose|dosage|symptom|"
    r"treatment plan|debe tomar|tome su|dosis|s[ií]ntoma)\b",
    "legal advice": r"\b(?:legally|you have a case|sue\b|statute|file a claim against|"
    r"legalmente|tiene un caso|demandar)",
    "threats": r"\b(?:or else|consequences|will be reported|report you|we will have to|"
    r"if you (?:do not|don't) pay|si no paga|consecuencias|lo reportaremos|le reportaremos)\b",
    "shame": r"\b(?:overdue|past due|deadbeat|irresponsible|shame|bad debt|deber[ií]a haber|"
    r"irresponsable|verg[uü]enza|deuda vencida)\b",
    "opt-out words that a prompt must not ask for (compliance C4)": r"reply (cancel|end|quit)\b|"
    r"responda (cancel|end|quit)\b",
}
CREDIT = re.compile(r"credit (report|score|bureau)|informes? de cr[eé]dito", re.IGNORECASE)


def slips(text: str) -> list[str]:
    """The rules that a text breaks by its words, in the order of the table; none is good."""
    return [rule for rule, words in FORBIDDEN.items() if re.search(words, text, re.IGNORECASE)]

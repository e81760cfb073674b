"""Which facts a script may be filled with, and which are missing from a text."""

from __future__ import annotations

from string import Formatter

# What anybody may hear: about us, never about an account.
OF_THE_OFFICE = frozenset({"organisation", "phone", "hours", "answer_by"})

# What only the verified person may hear (compliance H1).
OF_THE_ACCOUNT = frozenset(
    {
        *("balance", "visit_date", "facility", "charge", "insurer", "insurance_paid"),
        *("plan_discount", "deductible", "coinsurance", "copay", "not_covered", "share"),
        *("paid", "left", "last_payment", "last_payment_date", "plan_count", "plan_payment"),
        *("arrangement_count", "arrangement_payment", "arrangement_next_date"),
        *("promised", "promised_date"),
    }
)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces in a text. Raises ValueError for braces that do not match.

    >>> sorted(placeholders("{insurer} paid {insurance_paid}."))
    ['insurance_paid', 'insurer']
    """
    return frozenset(name for _, name, *_ in Formatter().parse(text) if name is not None)

"""The review for accuracy: what an insurer's explanation says that a collector should not pass on
as it stands, before anybody asks the patient for money."""

from receivables.policy.review.account import Ledger, review
from receivables.policy.review.findings import Finding, FindingKind

__all__ = ["Finding", "FindingKind", "Ledger", "review"]

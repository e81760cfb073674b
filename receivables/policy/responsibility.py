"""What may be asked of the patient: `decide` for one claim, `decide_account` for all of them."""

from __future__ import annotations

from receivables.policy.account_decision import decide_account
from receivables.policy.claim_decision import UNKNOWN_ACCOUNT, decide

__all__ = ["UNKNOWN_ACCOUNT", "decide", "decide_account"]

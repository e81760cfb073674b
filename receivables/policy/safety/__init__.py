"""Texts that must never be missed, found by reviewed patterns before any model reads them.

>>> [kind.value for kind in safety_kinds("my husband passed away, he had a lawyer for this")]
['deceased', 'attorney']
>>> safety_kinds("this bill is killing me")
()
"""

from receivables.policy.safety.find import safety_kind, safety_kinds
from receivables.policy.safety.kinds import IN_DANGER, SafetyKind

__all__ = ["IN_DANGER", "SafetyKind", "safety_kind", "safety_kinds"]

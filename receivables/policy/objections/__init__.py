"""Naming the objection in a line: what carries a duty first, by its words, then the model."""

from receivables.policy.objections.decide import Guess, decided
from receivables.policy.objections.find import duties_shown

__all__ = ["Guess", "decided", "duties_shown"]

"""Naming the objection in a line: what carries a duty first, by its words, then the model."""

from receivables.policy.objections.decide import FoundBy, Guess, decided
from receivables.policy.objections.find import duties_shown
from receivables.policy.objections.name import heard, named
from receivables.policy.objections.search import searched

__all__ = ["FoundBy", "Guess", "decided", "duties_shown", "heard", "named", "searched"]

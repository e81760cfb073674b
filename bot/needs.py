"""What somebody who asked for help tells of how they live, and asks of what is needed for it."""

from __future__ import annotations

import re
from typing import Text

# Who asked for help paying tells of what they live on: no wish, and no amount of a plan.
_CIRCUMSTANCES = re.compile(
    r"(?:(?:well|so|and|i mean|pues|y|bueno) )*(?:"
    r"(?:i|we|my \w+) (?:only |just |about )*(?:make|makes|made|earn|earns|bring home|live on|"
    r"get)\b(?!.*\b(?:refund|bill|letter|statement)\b).{1,50}|"
    r"(?:i|we) (?:dont|don t|do not) (?:really )?know what (?:i|we) (?:make|earn)\b.{0,40}|"
    r"no se (?:bien )?(?:cuanto|lo que) gan(?:o|amos)\b.{0,40}|"
    r"(?:there (?:are|is|s)|we are|we ?re|it ?s(?: just)?) .{0,15}\b(?:of us|kids|people|in my|"
    r"in (?:the|this|our) house|me)\b.{0,40}|(?:(?:i have|i got|with) )?(?:\d|one|two|three|four|"
    r"five|six) (?:little |small |young )?(?:kids?|children|dependents?)\b.{0,40}|"
    r"my (?:income|rent|check|pay) (?:is|s)\b.{1,40}|"
    r".{0,30}\b(?:there are|there ?s|we are) (?:\w+ )?of us\b.{0,20}|"
    r"(?:gano|ganamos|recibo|nos pagan|me pagan|gana mi \w+|vivo de)\b.{1,50}|"
    r"(?:somos|tengo) (?:\w+ )?(?:\d+|un[oa]?|dos|tres|cuatro|cinco|seis)"
    r"(?: (?:hijos?|ninos?|personas?|en (?:la |mi )?casa))\b.{0,40}|somos \d+\b.{0,20}|"
    r"(?:\d|dos|tres|cuatro|cinco) (?:hijos|ninos|chamacos)\b.{0,30}|"
    r"mi (?:renta|sueldo|ingreso) es\b.{1,40})"
)
# What they need for what they asked: told by the request itself.
_NEEDED = re.compile(
    r"(?:(?:ok|okay|and|so|but|thanks|y|pero|entonces|gracias) )*(?:what (?:else )?(?:do (?:i|you)|"
    r"should i|will (?:i|you)) (?:need|have|want)\b.{0,30}|"
    r"what (?:should|can) i (?:send|bring)\b.{0,20}|"
    r"(?:what|which) (?:papers?|documents?|proof|forms?)\b.{0,30}|"
    r"do (?:i|you) need (?:my|proof|any)\b.{0,30}|"
    r"que (?:necesito|necesitan|tengo que|debo|hay que)\b.{0,30}|"
    r"que (?:papeles|documentos)\b.{0,30})"
)


def tells_of_circumstances(words: Text) -> bool:
    """Whether words that are written out (bot.shorthand) tell of an income or a household.

    >>> tells_of_circumstances("we are 4 people"), tells_of_circumstances("2 kids")
    (True, True)
    """
    return _CIRCUMSTANCES.fullmatch(words) is not None


def asks_what_is_needed(words: Text) -> bool:
    """Whether they ask what to send or to bring.

    >>> asks_what_is_needed("ok what do i need to send"), asks_what_is_needed("what do i owe")
    (True, False)
    """
    return _NEEDED.fullmatch(words) is not None

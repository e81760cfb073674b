""" "When will it come?" after a request: asks where that request stands, not something new."""

from __future__ import annotations

import itertools
import re
from typing import Any, Dict, List, Optional, Set, Text

from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.needs import asks_what_is_needed, tells_of_circumstances
from bot.shorthand import written_out

# Each of them tells, asked again, where it stands.
ERRANDS = frozenset(
    {
        "change_payment_plan",
        "claim_denied_why",
        "claim_status",
        "contact_preference",
        "credit_report_concern",
        "dispute_charge",
        "financial_hardship",
        "insurance_not_billed",
        "make_payment",
        "payment_status",
        "promise_to_pay",
        "request_documents",
        "request_itemized_bill",
        "request_refund",
        "update_contact_info",
        "update_insurance",
    }
)
HARDSHIP, APPEAL = "financial_hardship", "action_request_appeal"
# Said with the offer of help: what is needed for it may be asked before it is taken.
_OFFERS_HELP = frozenset({"utter_payment_arrangement_no_agreement", "utter_smalltalk_cannot_pay"})
STANDING = "claim_status"  # tells where all stands that was asked for
# After these "the clinic one" names a visit, and "when will you know" asks after its claim.
TOLD_OF_VISITS = frozenset({"action_explain_bill", "action_explain_denial", "action_tell_balance"})
EXPLAINED = frozenset({"action_explain_bill", "action_explain_denial"})
CHOOSING_A_VISIT = "bill_explanation_form"
PLAN_FORM = "payment_arrangement_form"
_TERMS = frozenset({"amount", "date", "frequency", "installment_count"})
_BESIDE_TERMS = ("affirm", "greet", "nlu_fallback", "out_of_scope", "promise_to_pay")
_NUMBER = re.compile(
    r"(?:(?:number|numero|la|el|the|lo) )?(?:\d|first|second|third|last|primer[oa]?|segund[oa]|"
    r"tercer[oa]?|ultim[oa])(?: (?:one|visit|visita))?"
)
# "No, 2", "the one after": another visit than the one that was just explained.
_NOT_THAT_ONE = re.compile(
    r"(?:(?:no|nope|wait|sorry|oops|i mean|i meant|perdon|digo|mejor|not that one|esa no|ese no) )+"
    r"(?:(?:number|numero|la|el|the|visit|visita) )*(?:\d|first|second|third|last|primer[oa]?|"
    r"segund[oa]|tercer[oa]?|ultim[oa])(?: (?:one|visit|visita))?|"
    r"(?:(?:no|ok|and|y|wait|sorry|perdon|now|ahora) )*(?:the (?:one|visit) (?:after|before)"
    r"(?: (?:that|it|this))?(?: one)?|the (?:next|previous)(?: one| visit)|"
    r"la (?:siguiente|anterior|de (?:despues|antes)|que sigue))"
)
_ANOTHER_VISIT = re.compile(
    r"(?:(?:ok|and|no|what about|how about|which is|y|no|que tal) )*"
    r"(?:the (?:[a-z0-9]+ ){1,3}(?:one|visit|bill|charge)|(?:the )?other(?: one)?|"
    r"the (?:one|visit) (?:in|from|of|on|at) (?:the )?\w+(?: \w+)?|la (?:de|del) \w+|"
    r"(?:el|la) (?:(?:del?|de la|de los) [a-z]+(?: [a-z]+)?|primer[oa]|segund[oa]|tercer[oa]|"
    r"otr[oa])(?: visita)?)|"
    r"why (?:don ?t|do not) you know(?: yet)?|por que no (?:lo )?saben|"
    r"(?:so |and |ok )*what ?(?:s|is) (?:wrong|up|going on|happening|the (?:problem|matter|"
    r"deal)) with "
    r"(?:the )?(?:other|held|second|first|last)(?: (?:one|visit|bill))?|"
    r"(?:y )?que (?:pasa|paso) con (?:la |el )?(?:otr[oa]|segund[oa]|primer[oa])(?: visita)?|"
    r"why (?:is|s) (?:it|that(?: one)?|the (?:other|held) one) (?:being |still |on )?"
    r"(?:checked|held|hold|reviewed|waiting|pending)|"
    r"por que (?:la|lo|esta|se) (?:estan )?(?:revis\w+|reten\w+|en espera|pendiente)"
)
# "And Noah?": whose visit it is the application knows, which finds names.
_SOMEBODYS = re.compile(
    r"(?:and|what about|how about|y|que tal|y que hay de) (?:for |de )?[a-z]{3,}(?: s)?"
)
_WHY_SOMEBODYS = re.compile(
    r"(?:why|why is|why for|por que|por que la de)(?: is)? "
    r"(?!(?:not|now|this|that|would|the|eso|esto|though)\b)[a-z]{3,}(?: s)?|"
    r"what(?: ?s| is| was) (?!(?:this|that|it|the|there)\b)[a-z]{3,}(?: s)?"
    r"(?: (?:bill|visit|charge|one))? (?:for|about|from)"
)
SAYING_NOTHING = frozenset(
    {"affirm", "deny", "greet", "nlu_fallback", "out_of_scope", "provide_identity"}
)
_KNOWN_WHEN = re.compile(
    r"(?:(?:ok|and|so|y) )*(?:when (?:will|ll|do|would) (?:you|u|yall|we|i|they|it) (?:guys )?"
    r"(?:know|find out|figure (?:it|this|that) out|decide|be (?:done|ready|finished|checked)|"
    r"finish\w*|hear)\b.{0,20}|"
    r"cuando (?:van a saber|sabran|lo sabran|lo saben|sabre|deciden|estara\w*)\b.{0,20})"
)
LOOKED_BACK = 3  # texts; "how long" after more of them is about something else
MEANT = 2  # of the texts that say something, "when" may ask after one so far back
_ABOUT_SOMETHING = re.compile(
    r"\b(?:pay\w*|paid|due|owe\w*|bills?|charges?|appointment|open|close|visit|plan|pag\w+|vence|"
    r"cita|deb\w+|abren|cierran|factura)\b"
)
_ASKS = re.compile(
    r"(?:(?:ok|okay|and|so|but|thanks|y|pero|entonces|gracias) )*(?:"
    r"when(?: (?:will|ll|do|does|can|is|was|would|should)(?: \w+){1,5})?|"
    r"how (?:long|soon)(?: (?:will|does|do|is|until|till?)(?: \w+){0,5})?|"
    r"(?:and )?how (?:will|would|do|can|ll) (?:i|we) (?:know|find out|be told|hear)(?: \w+){0,6}|"
    r"(?:(?:and )?if \w+(?: \w+){0,3} )?(?:will|do|would) (?:i|you|u|they|somebody|someone) "
    r"(?:get (?:a call|a letter|a text|an answer|told)|hear (?:back|from \w+)|let me know|tell me|"
    r"text me|write me|notify me)(?: \w+){0,6}|"
    r"(?:(?:please|pls|just) )*(?:text|call|tell|notify|message|let) me (?:know )?(?:when|once|as "
    r"soon as|if) (?:you|they|it|yall|my insurance|the insurance|anything|something)\b.{0,30}|"
    r"(?:me avisa\w*|avise(?:n)?me|digame|diganme) (?:cuando|en cuanto|si|apenas)\b.{0,30}|"
    r"who ?(?:s| is| will| ll)? (?:gonna |going to |will )?(?:check|look|looking|checking|decide|"
    r"decides|handle)(?:ing|s)?(?: \w+){0,4}|"
    r"how (?:do|will|would|ll) (?:i|you|u) (?:get|receive|send|pay me)(?: (?:it|that|my|the|money|"
    r"refund|me|back|to))+|"
    r"(?:y )?como (?:voy a saber|sabre|me (?:entero|avisan|van a avisar|lo (?:mandan|dan|regresan|"
    r"devuelven)|llega))(?: \w+){0,5}|"
    r"(?:y )?quien (?:lo |la )?(?:revisa|va a (?:revisar|ver|decidir))\w*(?: \w+){0,3}|"
    r"(?:y )?me (?:van a |)(?:avisan|avisar|llaman|llamar|escriben|dicen)(?: \w+){0,4}|"
    r"what happens (?:now|next)|now what|what (?:do|should) i do(?: now)?|"
    r"(?:y )?que hago(?: ahora| entonces)?|"
    r"so|y que|well|"
    r"cuando(?: \w+){0,4}|cuanto (?:tarda\w*|tiempo|falta)(?: \w+){0,4}|"
    r"que (?:pasa|sigue)(?: ahora| despues)?"
    r")"
)


_NEWS = re.compile(
    r"(?:(?:hi|hey|hello|ok|so|and|hola|y|oiga|buenas) )*(?:"
    r"(?:is there |do you have |you got |got )?(?:any|some) (?:news|updates?|word|progress)"
    r"(?: (?:on|about|for|from) .{1,30})?(?: yet)?|"
    r"(?:have you |you |did you )?(?:heard|hear) (?:anything|back)(?: yet)?|still nothing|"
    r"(?:ya )?(?:hay |tienen |tiene |saben )?(?:alguna? |algo de )?"
    r"(?:noticias?|novedad(?:es)?|respuesta)(?: (?:de|sobre) .{1,30})?|"
    r"(?:ya )?(?:hay |saben |tienen )(?:algo|algo nuevo)(?: (?:de|sobre) .{1,30})?)"
)
_OF_ONE = re.compile(r"\b(?:on|about|for|from|de|sobre)\b")


def followed_up(
    text: Text, tracker: Optional[DialogueStateTracker], intent: Optional[Text] = None
) -> Optional[Text]:
    """The intent of the request that a text asks after, or None when it asks after none.

    `intent` is what the model makes of the text by itself.
    """
    words = written_out(text)
    if tracker is None:
        return None
    intents = _lately(tracker)
    if APPEAL in answered_with(tracker) and asks_what_is_needed(words):
        return "claim_denied_why"
    if _is_of_hardship(words, tracker, intents):
        return HARDSHIP
    if _NEWS.fullmatch(words):
        named = intent in ERRANDS and _OF_ONE.search(words)
        return intent if named else STANDING
    if _names_one_of_the_list(words, tracker):
        return "explain_bill"
    if answered_with(tracker) & TOLD_OF_VISITS and (errand := _about_a_visit(words, intent)):
        return errand
    if not _ASKS.fullmatch(words) or _ABOUT_SOMETHING.search(words):
        return None
    return next((intent for intent in intents if intent in ERRANDS), None)


def _names_one_of_the_list(words: Text, tracker: DialogueStateTracker) -> bool:
    """Whether it answers the question which visit, or corrects the answer it got."""
    if tracker.active_loop_name == CHOOSING_A_VISIT:
        return _NUMBER.fullmatch(words) is not None
    explained = EXPLAINED & answered_with(tracker)
    return bool(explained) and _NOT_THAT_ONE.fullmatch(words) is not None


def _is_of_hardship(words: Text, tracker: DialogueStateTracker, intents: List[Text]) -> bool:
    if errand_at_hand(tracker) == HARDSHIP and tells_of_circumstances(words):
        return True
    offered = HARDSHIP in intents or last_response(tracker) in _OFFERS_HELP
    return offered and asks_what_is_needed(words)


def errand_at_hand(tracker: DialogueStateTracker) -> Optional[Text]:
    """The request that was the last to be talked about; None where it was something else."""
    said = [intent for intent in _intents(tracker) if intent not in SAYING_NOTHING]
    return said[0] if said and said[0] in ERRANDS else None


def _lately(tracker: DialogueStateTracker) -> List[Text]:
    said = _intents(tracker)
    meant = [intent for intent in said if intent not in SAYING_NOTHING]
    return said[:LOOKED_BACK] + meant[:MEANT]


def _intents(tracker: DialogueStateTracker) -> List[Text]:
    said = (event for event in reversed(tracker.events) if isinstance(event, UserUttered))
    return [str(event.intent_name) for event in said]


def answered_with(tracker: DialogueStateTracker) -> Set[Text]:
    """The actions in answer to the last text."""
    answers = itertools.takewhile(
        lambda event: not isinstance(event, UserUttered), reversed(tracker.events)
    )
    return {str(e.action_name) for e in answers if isinstance(e, ActionExecuted)}


def last_response(tracker: DialogueStateTracker) -> Optional[Text]:
    """The name of what we said last; None for a text that a service composed."""
    said = next((one for one in reversed(tracker.events) if isinstance(one, BotUttered)), None)
    return (said.metadata or {}).get("utter_action") if said else None


def _about_a_visit(words: Text, intent: Optional[Text]) -> Optional[Text]:
    if _KNOWN_WHEN.fullmatch(words):
        return "claim_status"
    if _ANOTHER_VISIT.fullmatch(words):
        return "explain_bill"
    if intent in SAYING_NOTHING and _WHY_SOMEBODYS.fullmatch(words):
        return "explain_bill"
    return "check_balance" if intent in SAYING_NOTHING and _SOMEBODYS.fullmatch(words) else None


def answers_the_plan(parsed: Dict[Text, Any], tracker: DialogueStateTracker) -> bool:
    """Whether "hi, sorry. the 15th" comes hours after a plan's question, and means nothing else."""
    found = parsed.get("entities", [])
    terms = [one for one in found if one["entity"] in _TERMS and one.get("role") != "past"]
    empty = parsed["intent"]["name"] in _BESIDE_TERMS
    return tracker.active_loop_name == PLAN_FORM and empty and bool(terms)

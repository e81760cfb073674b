"""A caller, for tests: speaks Twilio's webhook protocol turn by turn, as the carrier does."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx
from twilio.request_validator import RequestValidator

from telephony.settings import TwilioSettings

# https://www.twilio.com/docs/voice/twiml: what stands where, and the attributes that we use.
VERBS = {
    "Say": {"voice", "language", "loop"},
    "Gather": {
        *("input", "action", "method", "actionOnEmptyResult", "timeout", "speechTimeout"),
        *("speechModel", "profanityFilter", "bargeIn", "language", "hints", "finishOnKey"),
        "numDigits",
    },
    "Dial": {"action", "method", "timeout", "callerId", "answerOnBridge", "timeLimit", "record"},
    "Pay": {
        *("paymentConnector", "chargeAmount", "currency", "input", "paymentMethod"),
        *("maxAttempts", "language", "action"),
    },
    "Hangup": set(),
    "Pause": {"length"},
    "Play": {"loop"},
    "Redirect": {"method"},
    "Start": set(),
}
NOUNS = {
    "Gather": {"Say": VERBS["Say"], "Pause": VERBS["Pause"]},
    "Dial": {
        "Number": {
            *("url", "method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"),
            *("machineDetection", "amdStatusCallback", "amdStatusCallbackMethod"),
        }
    },
    "Start": {"Recording": {"recordingStatusCallback", "channels", "track"}},
}
LANGUAGES = {"en-US": "Polly.Joanna-Neural", "es-US": "Polly.Lupe-Neural"}


def checked(document: str) -> ET.Element:
    """The document, once it is proved: well-formed, known verbs, attributes and voices."""
    root = ET.fromstring(document)
    assert (root.tag, root.attrib) == ("Response", {}), document
    assert len(document) < 64_000
    for verb in root:
        assert verb.tag in VERBS, f"<{verb.tag}> is no verb"
        assert set(verb.attrib) <= VERBS[verb.tag], f"<{verb.tag}> has {verb.attrib}"
        for noun in verb:
            known = NOUNS.get(verb.tag, {})
            assert noun.tag in known, f"<{noun.tag}> does not stand in <{verb.tag}>"
            assert set(noun.attrib) <= known[noun.tag], f"<{noun.tag}> has {noun.attrib}"
    for say in root.iter("Say"):
        assert LANGUAGES[say.attrib["language"]] == say.attrib["voice"]
        assert (say.text or "").strip()
    return root


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@dataclass
class Caller:
    """One call. `heard` is what the caller heard last, in the words of the document."""

    web_url: str
    public_url: str
    account: TwilioSettings
    phone: str
    call_sid: str = field(default_factory=lambda: f"CA{secrets.token_hex(16)}")
    whispered: str = ""
    document: ET.Element = field(default_factory=lambda: ET.Element("Response"))

    def call(self) -> Self:
        """Dial our number."""
        self._take("/twilio/voice", {"CallStatus": "ringing"})
        return self

    def say(self, words: str, confidence: float = 0.93) -> str:
        """Speak; what is heard then."""
        return self._answer({"SpeechResult": words, "Confidence": str(confidence)})

    def press(self, keys: str) -> str:
        """Press keys; as many as the carrier gathers at this step."""
        wanted = int(self.gather.attrib.get("numDigits", "0"))
        return self._answer({"Digits": keys[:wanted] if wanted else keys})

    def stay_silent(self) -> str:
        """Say nothing until the carrier asks with nothing."""
        return self._answer({})

    def reach(self, key: str | None) -> str:
        """Let the phone that is rung for this call be answered, and `key` pressed ("": none) after
        the whisper; None: nobody answers. What the caller hears after that leg is over."""
        dial = self.document.find("Dial")
        assert dial is not None, f"nobody is rung: {self.heard}"
        status = "no-answer" if key is None else "completed"
        if key is not None:
            self.whisper(key)
        self._take(_path(dial.attrib["action"]), {"DialCallStatus": status})
        return self.heard

    def whisper(self, key: str) -> bool:
        """The representative's side: what they hear is in `whispered`; whether both speak then."""
        number = self.document.find("Dial/Number")
        assert number is not None
        leg = {"CallSid": f"CA{secrets.token_hex(16)}", "To": number.text or ""}
        document = checked(self.post(_path(number.attrib["url"]), leg).text)
        self.whispered = " ".join(say.text or "" for say in document.iter("Say"))
        gather = document.find("Gather")
        if gather is None:
            return False
        pressed = leg | ({"Digits": key} if key else {})
        answer = checked(self.post(_path(gather.attrib["action"]), pressed).text)
        self.whispered += " ".join(say.text or "" for say in answer.iter("Say"))
        return answer.find("Hangup") is None

    def pay(self, result: str, **told: str) -> str:
        """Let the carrier's processor come to a result; what the caller hears then."""
        pay = self.document.find("Pay")
        assert pay is not None, f"nobody asks for a card: {self.heard}"
        self._take(_path(pay.attrib["action"]), {"Result": result, **told})
        return self.heard

    def hang_up(self, status: str = "completed") -> None:
        """End the call at this end."""
        response = self.post("/twilio/voice/status", {"CallStatus": status})
        assert response.status_code == 204

    @property
    def heard(self) -> str:
        """All that is said in the last document."""
        return " ".join(say.text or "" for say in self.document.iter("Say"))

    @property
    def gather(self) -> ET.Element:
        """What the carrier is listening for."""
        found = self.document.find("Gather")
        assert found is not None, f"nobody listens: {self.heard}"
        assert set(found.attrib["input"].split()) == {"dtmf", "speech"}
        assert found.attrib["actionOnEmptyResult"] == "true"
        return found

    @property
    def is_over(self) -> bool:
        """Whether the document ends the call."""
        return self.document.find("Hangup") is not None

    def post(self, path: str, fields: dict[str, str], token: str = "") -> httpx.Response:
        """Any signed webhook of this call."""
        sent = {
            "AccountSid": self.account.account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.call_sid,
            "CallStatus": "in-progress",
            "Called": self.account.from_number,
            "Caller": self.phone,
            "CallerCity": "",
            "Direction": "inbound",
            "From": self.phone,
            "To": self.account.from_number,
            **fields,
        }
        validator = RequestValidator(token or self.account.auth_token)
        signature = validator.compute_signature(self.public_url + path, sent)
        return httpx.post(
            self.web_url + path,
            data=sent,
            headers={"X-Twilio-Signature": signature},
            timeout=60,
            trust_env=False,
        )

    def _answer(self, fields: dict[str, str]) -> str:
        action = urlsplit(self.gather.attrib["action"])
        assert f"{action.scheme}://{action.netloc}" == self.public_url
        language = {"Language": self.gather.attrib["language"]} if "SpeechResult" in fields else {}
        self._take(f"{action.path}?{action.query}", {**language, **fields})
        return self.heard

    def _take(self, path: str, fields: dict[str, str]) -> None:
        response = self.post(path, fields)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"].startswith("application/xml")
        self.document = checked(response.text)

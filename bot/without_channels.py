"""Lets Rasa be imported without the libraries of its own channels, stores and drawings: 1.5 s.

It imports them all whatever is configured. As long as credentials.yml names none of Rasa's
channels and endpoints.yml none of its stores, empty modules of the same names do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Text

import yaml

from bot import empty_modules

CHANNELS = (
    "aiogram",
    "fbmessenger",
    "mattermostwrapper",
    "rocketchat_API",
    "slack_sdk",
    "socketio",
    "twilio",
    "webexteamssdk",
)
STORES = ("boto3", "botocore", "pymongo")
DRAWING_AND_ASKING = ("matplotlib", "prompt_toolkit", "questionary")


def only_ours(folder: Path) -> bool:
    """Whether the project of the folder names no channel, tracker store or broker of Rasa's."""
    channels: Dict[Text, Any] = _content(folder / "credentials.yml")
    endpoints: Dict[Text, Any] = _content(folder / "endpoints.yml")
    store = (endpoints.get("tracker_store") or {}).get("type", "")
    return (
        all(name.startswith("bot.") for name in channels)
        and store.startswith("bot.")
        and "event_broker" not in endpoints
    )


def _content(path: Path) -> Dict[Text, Any]:
    return (yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None) or {}


def install() -> None:
    """To be called before Rasa is imported."""
    empty_modules.install((*CHANNELS, *STORES, *DRAWING_AND_ASKING))

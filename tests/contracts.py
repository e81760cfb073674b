"""Contracts that others wrote: published by them, so not part of this repository.

They lie in the folder named by PLAINBILL_CONTRACTS (default: ../shared/contracts beside the
checkout): `twilio_api_v2010.json` is Twilio's own description of its API (twilio/twilio-oai, MIT).
Where it is not there, the modules that read it are left out, and the run says so first.
"""

from __future__ import annotations

import os
from pathlib import Path

TESTS = Path(__file__).parent
BESIDE = TESTS.parent.parent / "shared" / "contracts"
TWILIO = Path(os.environ.get("PLAINBILL_CONTRACTS", BESIDE)) / "twilio_api_v2010.json"
READERS = TESTS / "contract" / "twilio"


def left_out(module: Path) -> bool:
    """Whether a test module needs contracts that are not there."""
    return module.parent == READERS and module.stem.startswith("test_") and not TWILIO.is_file()

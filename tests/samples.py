"""Third-party remittances and EOBs: published by others, so not part of this repository.

They lie in the folder named by PLAINBILL_SAMPLES (default: ../shared/samples beside the checkout).
Where that folder is not there, the modules that read them are left out, and the run says so first.
"""

from __future__ import annotations

import os
from pathlib import Path

TESTS = Path(__file__).parent
SAMPLES = Path(os.environ.get("PLAINBILL_SAMPLES", TESTS.parent.parent / "shared" / "samples"))
READERS = frozenset(
    TESTS / name
    for name in (
        "contract/test_remittance_samples.py",
        "conversations/test_published_remittance.py",
        "integration/posting/test_samples.py",
        "unit/remittance/test_samples.py",
    )
)


def left_out(module: Path) -> bool:
    """Whether a test module needs samples that are not there."""
    return module in READERS and not SAMPLES.is_dir()

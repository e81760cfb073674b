"""The tables: YAML files of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


def read_table(name: str) -> Any:
    """The content of `name`. Raises OSError."""
    return yaml.load((FOLDER / name).read_bytes(), Loader=yaml.CSafeLoader)

"""Looking at page after page: is each fit for everybody, and no wider than the window?"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.web.test_accessible import found_by_axe


@dataclass
class Looks:
    """What is wrong on the screens that were looked at, by name; `wide` is the window's width."""

    page: Page
    wide: int
    found: dict[str, Any] = field(default_factory=dict)

    def at(self, name: str) -> None:
        """Look at the page as it stands."""
        if problems := found_by_axe(self.page):
            self.found[name] = problems
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > self.wide:
            self.found[f"{name}: width"] = width

    def are_good(self) -> None:
        """Fail with everything that was found."""
        assert not self.found, json.dumps(self.found, indent=1)

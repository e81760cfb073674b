"""Write a migration from the difference between the tables and the migrations so far.

    .venv/bin/python tools/new_migration.py "add the refunds"

Read what it wrote before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from receivables.store.database import make_engine
from receivables.store.migrate import configuration, upgrade


def main(message: str) -> None:
    """The new file, numbered after the newest."""
    number = len(list(ScriptDirectory.from_config(configuration()).walk_revisions())) + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'store.db'}")
        upgrade(engine)
        with engine.begin() as connection:
            command.revision(
                configuration(connection), message, autogenerate=True, rev_id=f"{number:04}"
            )


if __name__ == "__main__":
    main(sys.argv[1])

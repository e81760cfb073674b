"""What every page needs from outside: the store and the clock. Tests put others in their place."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Engine

from receivables.store.database import engine


def store() -> Engine:
    """This process's store."""
    return engine()


def clock() -> dt.datetime:
    """The moment of the request, in UTC."""
    return dt.datetime.now(dt.UTC)


Store = Annotated[Engine, Depends(store)]
Now = Annotated[dt.datetime, Depends(clock)]

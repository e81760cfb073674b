"""A web process with the console alone, over the store that the environment names.

Usage: console_web.py PORT
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

from web import application


def main() -> None:
    app = FastAPI()
    application.install(app)
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()

"""A web process that takes texts and kills itself (SIGKILL) before or after a step, once.

Usage: mortal_web.py PORT before|after MODULE:FUNCTION
"""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

from telephony.inbound import router
from tests.integration.telephony.mortal_worker import mortal


def main() -> None:
    mortal(sys.argv[2], sys.argv[3])
    app = FastAPI()
    app.include_router(router)
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()

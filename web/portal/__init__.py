"""Patients' links at /p: why a visit costs what it costs, as a picture and in plain words."""

from web.portal.routes import router

__all__ = ["router"]

"""The ASGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")

from ecosystem.live.application import LiveApplication

application = LiveApplication()

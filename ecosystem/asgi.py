"""The ASGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")

from ecosystem.live.streams import LiveApplication

application = LiveApplication()

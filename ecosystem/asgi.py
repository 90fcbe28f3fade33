"""The ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")

django = get_asgi_application()

from ecosystem.live.streams import LiveApplication  # noqa: E402 (app ready)

application = LiveApplication(django)

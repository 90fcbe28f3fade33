"""`manage.py serve`: bring everything up to date and serve the product."""

import asyncio
import socket
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ecosystem import assets, demo
from ecosystem.live.server import LiveServer
from ecosystem.models import City

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (recognised, not bound)
GOODBYE_S = 3
# A phone asks again within this time; a new connection costs more than an old one kept.
KEEP_ALIVE_S = 30


class Command(BaseCommand):
    """Serve the product; the first start prepares the database, the static files and the demo city."""

    help = "Set up what is missing and serve the product until you press Ctrl+C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", default=8000, type=int, help="port to listen on (default: %(default)s)")

    def handle(self, *_args: Any, host: str, port: int, **_options: Any) -> None:
        """Prepare, say where the product is, and serve until told to stop."""
        listener = _listen(host, port)
        try:
            assets.prepare()
            _migrate()
            _load()
        except (OSError, OperationalError) as error:
            raise CommandError(f"Cannot prepare the data: {error}") from error
        names = _names(host)
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *names]
        port = listener.getsockname()[1]
        threading.Thread(target=_warm, daemon=True).start()
        _run(listener, lambda: self._greet(names[0] if names else host, port))
        self.stdout.write("Stopped. Everything is kept.")

    def _greet(self, host: str, port: int) -> None:
        address = f"[{host}]" if ":" in host else host
        self.stdout.write(f"\nThe product is on http://{address}:{port}\n")
        if not settings.PRODUCTION and City.objects.filter(is_fictional=True).exists():
            self.stdout.write("\nDemo accounts (made for this installation only):\n")
            for account in demo.accounts():
                self.stdout.write(f"  {account.role:12} {account.email:28} {account.password}")
        self.stdout.write("\nPress Ctrl+C to stop.")
        self.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    """Return a bound socket; raises CommandError in words when that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise CommandError(
            f"Cannot listen on {host}, port {port}: {error}. Try another one: --port {port % 60000 + 1}"
        ) from error
    return listener


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _load() -> None:
    """Load the seeds of a new installation; on a laptop the fictional demo city too."""
    if not City.objects.exists():
        call_command("loadseed", demo=not settings.PRODUCTION, yes=True)


def _names(host: str) -> list[str]:
    """Return the names people may use for this machine when it listens on all its addresses."""
    if host not in EVERYWHERE:
        return [] if host in settings.ALLOWED_HOSTS else [host]
    name = socket.gethostname()
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet leaves: connecting a datagram socket only asks which address would be used.
            probe.connect(("192.0.2.1", 9))
            found.add(probe.getsockname()[0])
        except OSError:
            pass
    return [*sorted(found - {"127.0.0.1", "::1"}), name]


def _warm() -> None:
    """Import what draws maps, which takes longer than a request should."""
    import pyvis.network  # noqa: F401 (slow import)


class _Server(LiveServer):
    """Says that it serves once it does, and once Ctrl+C ends it in good order."""

    def __init__(self, config: uvicorn.Config, greet: Callable[[], None]) -> None:
        super().__init__(config)
        self._greet = greet

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, then greet."""
        await super().startup(sockets)
        await asyncio.to_thread(self._greet)


def _run(listener: socket.socket, greet: Callable[[], None]) -> None:
    config = uvicorn.Config(
        "ecosystem.asgi:application",
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=GOODBYE_S,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        proxy_headers=settings.BEHIND_PROXY,
    )
    server = _Server(config, greet)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        sys.stdout.write("\n")

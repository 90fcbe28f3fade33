"""`manage.py serve`: bring everything up to date and serve the product."""

import asyncio
import errno
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ecosystem import assets, demo, hall
from ecosystem.live.server import LiveServer
from ecosystem.models import City

HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 (what --hall asks for)
# Ports below belong to the system; there are none above.
FIRST_FOR_ALL, LAST = 8000, 65535
WATCH_S = 3
WARM_AFTER_S = 2
GOODBYE_S = 3
# A phone asks again within this time; a new connection costs more than an old one kept.
KEEP_ALIVE_S = 30


class Command(BaseCommand):
    """Serve the product; the first start prepares the database, the static files and the demo city."""

    help = "Set up what is missing and serve the product until you press Ctrl+C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whom to serve and the address to listen on."""
        parser.add_argument(
            "--hall",
            action="store_true",
            help="let the phones of a hall in: listen on all addresses, name them",
        )
        parser.add_argument(
            "--host",
            default="",
            help=f"address to listen on (default: {HERE}, with --hall all of this machine)",
        )
        parser.add_argument("--port", default=8000, type=int, help="port to listen on (default: %(default)s)")

    def handle(self, *_args: Any, hall: bool, host: str, port: int, **_options: Any) -> None:
        """Prepare, say where the product is, and serve until told to stop."""
        if hall and settings.PRODUCTION:
            raise CommandError("--hall serves a laptop without HTTPS: start it without PRODUCTION=1.")
        host = host or (EVERYWHERE if hall else HERE)
        listener = _listen(host, port)
        try:
            with assets.preparation():
                _migrate()
                _load()
        except (OSError, OperationalError) as error:
            raise CommandError(f"Cannot prepare the data: {error}") from error
        doors = _Doors(host, listener.getsockname()[1], self._say)
        _run(listener, lambda: self._greet(doors))
        self._say("Stopped. Everything is kept.")

    def _greet(self, doors: "_Doors") -> None:
        doors.say()
        if not settings.PRODUCTION and City.objects.filter(is_fictional=True).exists():
            self._say("\nDemo accounts (made for this installation only):\n")
            for account in demo.accounts():
                self._say(f"  {account.role:12} {account.email:28} {account.password}")
        self._say("\nPress Ctrl+C to stop.")
        doors.follow()
        threading.Thread(target=_warm, daemon=True).start()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


class _Doors:
    """The addresses the server answers to; when it listens everywhere, they change with the network."""

    def __init__(self, host: str, port: int, say: Callable[[str], None]) -> None:
        self._host = f"[{host}]" if ":" in host else host
        self._port = port
        self._say = say
        self._is_open = host in {EVERYWHERE, "::"} and not settings.PRODUCTION
        name = socket.gethostname()
        named = [name, f"{name}.local"] if self._is_open else [self._host]
        self._always = list(dict.fromkeys([*settings.ALLOWED_HOSTS, *named]))
        self._near: list[str] = []
        self._look()

    def _look(self) -> bool:
        """Answer to the addresses of this moment; return whether they changed."""
        before, self._near = self._near, hall.lan_addresses() if self._is_open else []
        settings.ALLOWED_HOSTS = [*self._always, *self._near]
        return before != self._near

    def say(self) -> None:
        """Say where the product is, for this machine and for phones."""
        self._say(f"\nThe product is on http://{HERE if self._is_open else self._host}:{self._port}")
        if self._is_open:
            self._say_near()

    def _say_near(self) -> None:
        if not self._near:
            self._say("\nThis machine is in no network. Join the hall's Wi-Fi: its address appears here.")
            return
        self._say("\nPhones in the same network find it on")
        for address in self._near:
            self._say(f"  http://{address}:{self._port}")

    def follow(self) -> None:
        """Watch in a thread for another network, such as the hall's Wi-Fi joined late."""
        if self._is_open:
            threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(WATCH_S)
            if self._look():
                self._say_near()


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
            f"Cannot listen on {host}, port {port}: {error}. {_way_out(error, port)}"
        ) from error
    return listener


def _way_out(error: OSError | OverflowError, port: int) -> str:
    """Return what to try instead of an address that cannot be listened on."""
    if isinstance(error, OSError) and error.errno not in {errno.EADDRINUSE, errno.EACCES}:
        return f"Try one of this machine's own addresses: --host {HERE}"
    free = port + 1 if FIRST_FOR_ALL <= port < LAST else FIRST_FOR_ALL
    return f"Try another port: --port {free}"


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _load() -> None:
    """Load the seeds of a new installation; on a laptop the fictional demo city too."""
    if not City.objects.exists():
        call_command("loadseed", demo=not settings.PRODUCTION, yes=True)


def _warm() -> None:
    """Import what draws maps, which takes longer than a request should, once the first pages are out."""
    time.sleep(WARM_AFTER_S)
    import igraph  # noqa: F401, PLC0415 (slow import)
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
        lifespan="on",
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

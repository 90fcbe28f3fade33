"""How a process learns what others wrote: PostgreSQL's LISTEN, or SQLite's data version."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    import psycopg

CHANNEL = "live"
POLL_S = 0.01  # a look takes some 3 µs
AGAIN_S = (0.1, 0.2, 0.5, 1.0, 2.0)
LOOK_AGAIN_S = 0.5
Changed = Callable[[str | None], None]
# What Django adds for connections of its own.
OF_DJANGO = ("cursor_factory", "context", "prepare_threshold")
# A server that vanished without a word, behind a firewall or a pulled cable, is missed within 25 seconds.
ALIVE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}

log = logging.getLogger(__name__)


async def watch(changed: Changed) -> None:
    """Call `changed` for every change, with its topic or None for everything, until cancelled."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        await _listen(changed)
    else:
        await _poll(changed)


async def _listen(changed: Changed) -> None:
    """Hold one connection a process; when it is lost, make it again and let everybody catch up."""
    import psycopg  # noqa: PLC0415 (slow import)

    failures = 0
    while True:
        try:
            async with await _connect() as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                failures = 0
                # What was said while nobody listened is in the database.
                changed(None)
                async for notify in connection.notifies():
                    changed(notify.payload)
        except (psycopg.Error, OSError) as error:
            log.warning("The connection that listens for changes is lost: %s", error)
        await asyncio.sleep(AGAIN_S[min(failures, len(AGAIN_S) - 1)])
        failures += 1


async def _connect() -> "psycopg.AsyncConnection[tuple[object, ...]]":
    import psycopg  # noqa: PLC0415 (slow import)

    given = ALIVE | connections[DEFAULT_DB_ALIAS].get_connection_params()
    for name in OF_DJANGO:
        given.pop(name, None)
    return await psycopg.AsyncConnection.connect(autocommit=True, **given)


async def _poll(changed: Changed) -> None:
    """Look at the file for ever; when it cannot be read, again in a moment, and let everybody catch up."""
    while True:
        try:
            await _look(changed)
        except sqlite3.Error as error:
            log.warning("The database file cannot be looked at: %s", error)
        await asyncio.sleep(LOOK_AGAIN_S)


async def _look(changed: Changed) -> None:
    """Look at the data version: it changes with every write of another connection, in any process."""
    file = str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])
    # Without patience: waiting here would hold up every stream.
    with closing(sqlite3.connect(file, timeout=0)) as connection:
        before = None
        while True:
            now = connection.execute("PRAGMA data_version").fetchone()[0]
            # At the first look too: what was written just before it may be in no picture yet.
            if now != before:
                changed(None)
            before = now
            await asyncio.sleep(POLL_S)

"""A few threads for what the event loop must not wait for, each with a database connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


class Threads:
    """Threads of one event loop. Few work at a time: more would only wait for the database and each other."""

    def __init__(self, count: int, name: str) -> None:
        # The last one used goes first, so that a quiet server keeps few connections open.
        self._free: asyncio.LifoQueue[ThreadPoolExecutor] = asyncio.LifoQueue()
        for _thread in range(count):
            self._free.put_nowait(ThreadPoolExecutor(max_workers=1, thread_name_prefix=name))

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns in the next thread that is free."""
        thread = await self._free.get()
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, copy_context().run, work)
        finally:
            self._free.put_nowait(thread)

    async def close(self) -> None:
        """Close what the free threads keep open; one that still works takes it with the process."""
        while not self._free.empty():
            thread = self._free.get_nowait()
            await asyncio.get_running_loop().run_in_executor(thread, connections.close_all)
            thread.shutdown(wait=False)

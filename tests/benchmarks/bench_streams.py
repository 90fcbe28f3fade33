"""A change to a thousand open streams against a bare asyncio fan-out, in one run.

By hand: `.venv/bin/python -m tests.benchmarks.bench_streams [--phones N] [--postgres]`.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.benchmarks.bench_room import prepare, serve
from tests.benchmarks.load import Phone, p95

ROUNDS = 30
STALLED = 20  # one in so many
EVENT = b"id: %d\nevent: screen\ndata: " + b"x" * 900 + b"\n\n"


class Bare:
    """A server that does nothing but hold streams and write one event to each."""

    def __init__(self) -> None:
        self.writers: list[asyncio.StreamWriter] = []
        self.number = 0

    async def hold(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        self.writers.append(writer)
        await reader.read()

    def tell(self) -> None:
        self.number += 1
        for writer in self.writers:
            writer.write(EVENT % self.number)


async def last_arrival(
    tell: Callable[[], Awaitable[None]], clients: list[Any], seen: Callable[[Any], int]
) -> float:
    """Return how long a change takes until the last client has it."""
    before = {id(client): seen(client) for client in clients}
    began = time.perf_counter()
    await tell()
    while any(seen(client) == before[id(client)] for client in clients):  # noqa: ASYNC110
        await asyncio.sleep(0.002)
    return time.perf_counter() - began


async def bare(count: int) -> float:
    """Return the middle of the bare server's times; it runs in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *("python3", "-m", "tests.benchmarks.bench_streams", "--serve-bare"), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    port = int(await process.stdout.readline())
    got = [0] * count

    async def read(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        while await reader.readuntil(b"\n\n" if got[number] else b"\r\n\r\n"):
            got[number] += 1

    tasks = [asyncio.create_task(read(number)) for number in range(count)]
    while min(got) == 0:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    control = await asyncio.open_connection("127.0.0.1", port + 1)

    async def tell() -> None:
        control[1].write(b"go\n")

    times = [await last_arrival(tell, list(range(count)), lambda number: got[number]) for _ in range(ROUNDS)]
    for task in tasks:
        task.cancel()
    process.send_signal(signal.SIGTERM)
    await process.wait()
    return statistics.median(times)


async def serve_bare() -> None:
    """Serve streams on a free port, and take the word to write on the next one."""
    server = Bare()
    for port in range(20000, 60000, 2):
        with contextlib.suppress(OSError):
            await asyncio.start_server(server.hold, "127.0.0.1", port, backlog=2000)
            break

    async def control(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            server.tell()

    await asyncio.start_server(control, "127.0.0.1", port + 1)
    print(port, flush=True)
    await asyncio.Event().wait()


async def ours(
    ports: list[int], facts: dict[str, Any], count: int, write: Callable[[int], None]
) -> dict[str, float]:
    """Return the middle of our times, with and without stalled phones, and how long all take to come back."""
    phones = [Phone(ports[number % len(ports)]) for number in range(count)]
    for start in range(0, count, 50):
        await asyncio.gather(*(phone.join(facts["room"].code) for phone in phones[start : start + 50]))
    ready = [asyncio.Event() for _ in phones]
    streams = [asyncio.create_task(p.follow(ready=r)) for p, r in zip(phones, ready, strict=True)]
    await asyncio.gather(*(each.wait() for each in ready))
    turn = 0

    async def tell() -> None:
        nonlocal turn
        turn += 1
        await asyncio.to_thread(write, turn)

    async def measure(who: list[Phone]) -> list[float]:
        times = []
        for _ in range(ROUNDS):
            times.append(await last_arrival(tell, who, lambda phone: len(phone.seen)))
            await asyncio.sleep(0.3)
        return times

    await measure(phones)
    calm = await measure(phones)
    held = [await stalled_stream(phones[number]) for number in range(0, count, STALLED)]
    rough = await measure(phones)
    for stream in streams:
        stream.cancel()
    for writer in held:
        writer.close()
    await asyncio.sleep(1)
    began = time.perf_counter()
    ready = [asyncio.Event() for _ in phones]
    streams = [asyncio.create_task(p.follow(ready=r)) for p, r in zip(phones, ready, strict=True)]
    await asyncio.gather(*(each.wait() for each in ready))
    back = time.perf_counter() - began
    for stream in streams:
        stream.cancel()
    return {"calm": statistics.median(calm), "p95": p95(calm), "stalled p95": p95(rough), "back": back}


async def stalled_stream(phone: Phone) -> asyncio.StreamWriter:
    """Open one more stream with this phone's cookies, and never read from it."""
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    stalled.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(stalled, ("127.0.0.1", phone.port))
    reader, writer = await asyncio.open_connection(sock=stalled, limit=1024)
    cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    writer.write(
        f"GET /room/stream/ HTTP/1.1\r\nHost: 127.0.0.1:{phone.port}\r\nCookie: {cookies}\r\n\r\n".encode()
    )
    await writer.drain()
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    del reader
    return writer


def writer_of(url: str, folder: str, room: int, stack: contextlib.ExitStack) -> Callable[[int], None]:
    """Return what writes a change straight into the database, as another process would."""
    stages = ("welcome", "listing")
    if not url:
        file = sqlite3.connect(
            f"{folder}/ecosystem.sqlite3", isolation_level=None, check_same_thread=False, timeout=9
        )
        return lambda turn: (
            file.execute(
                "UPDATE workshops_room SET stage = ?, timer_ends_at = NULL WHERE id = ?",
                (stages[turn % 2], room),
            )
            and None
        )
    import psycopg

    server = stack.enter_context(psycopg.connect(url, autocommit=True))

    def write(turn: int) -> None:
        with server.transaction():
            server.execute("UPDATE workshops_room SET stage = %s WHERE id = %s", (stages[turn % 2], room))
            server.execute("SELECT pg_notify('live', %s)", (f"room/{room}",))

    return write


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--serve-bare", action="store_true")
    options = parser.parse_args()
    if options.serve_bare:
        asyncio.run(serve_bare())
        return
    from django.db import connections

    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = ""
        if options.postgres:
            from tests.plugins.postgres import postgres_server

            url = stack.enter_context(postgres_server())
        environment = {"VAR_DIR": folder, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ecosystem.settings"}
        os.environ.update(environment)
        served = [serve(environment) for _number in range(2 if options.postgres else 1)]
        try:
            facts = prepare()
            write = writer_of(url, folder, facts["room"].pk, stack)
            ports = [port for _process, port in served]
            found = asyncio.run(ours(ports, facts, options.phones, write))
            found["bare"] = asyncio.run(bare(options.phones))
        finally:
            for process, _port in served:
                process.send_signal(signal.SIGINT)
                process.wait(10)
            # PostgreSQL waits for who is connected when it is told to stop.
            connections.close_all()
    print("PostgreSQL, two processes" if options.postgres else "SQLite, one process", options.phones)
    report(found)


def report(found: dict[str, float]) -> None:
    print(f"  a change to the last of all: {found['calm']:.3f} s, bare {found['bare']:.3f} s:", end=" ")
    print(f"{found['calm'] / found['bare']:.2f} (1.5)")
    print(f"  p95 with stalled phones {found['stalled p95']:.3f} s, without {found['p95']:.3f} s:", end=" ")
    print(f"{found['stalled p95'] / found['p95']:.2f} (1.2)")
    print(f"  all back at once after {found['back']:.2f} s (5)")


if __name__ == "__main__":
    main()

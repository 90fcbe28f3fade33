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
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.benchmarks.bench_room import memory_kb, prepare, serve, started
from tests.benchmarks.load import Phone, p95

ROUNDS = 30
FILLING = 12
PAUSE_S = 0.3
LONGEST_S = 30.0
SETTLED_S = 3.0
STALLED = 20  # one in so many
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
Tell = Callable[[], Awaitable[None]]


class Bare:
    """A server that does nothing but hold streams and write what it is told to each."""

    def __init__(self) -> None:
        self.writers: list[asyncio.StreamWriter] = []

    async def hold(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD)
        self.writers.append(writer)
        await reader.read()

    async def obey(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        while size := await reader.readline():
            event = await reader.readexactly(int(size))
            for writer in self.writers:
                writer.write(event)


async def serve_bare() -> None:
    """Serve streams on a free port, and take what to write on another one."""
    server = Bare()
    streams = await asyncio.start_server(server.hold, "127.0.0.1", 0, backlog=2000)
    control = await asyncio.start_server(server.obey, "127.0.0.1", 0)
    print(*(each.sockets[0].getsockname()[1] for each in (streams, control)), flush=True)
    await asyncio.Event().wait()


async def last_arrival(tell: Tell, phones: list[Phone]) -> float:
    """Return how long a change takes until the last phone has it."""
    for phone in phones:
        phone.wake.clear()
    began = time.perf_counter()
    await tell()
    async with asyncio.timeout(LONGEST_S):
        for phone in phones:
            await phone.wake.wait()
    return max(phone.seen[-1][0] for phone in phones) - began


async def side_by_side(
    ours: tuple[Tell, list[Phone]], bare: tuple[Tell, list[Phone]], rounds: int
) -> tuple[list[float], list[float]]:
    """Return the times of both servers, measured in turns: whatever else the machine does meets both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for found, (tell, phones) in zip(times, (ours, bare), strict=True):
            found.append(await last_arrival(tell, phones))
            await asyncio.sleep(PAUSE_S)
    return times


async def bare_server(pictures: list[bytes], count: int) -> tuple[Any, Tell, list[Phone], list[Any]]:
    """Start the bare server in a process of its own, with as many streams; it sends our pictures in turns."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.bench_streams", "--serve-bare"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    port, control_port = map(int, (await process.stdout.readline()).split())
    phones = [Phone(port) for _ in range(count)]
    streams = await started(phones)
    _reader, control = await asyncio.open_connection("127.0.0.1", control_port)
    chunks = cycle(b"%x\r\n%b\r\n" % (len(event), event) for event in pictures)

    async def tell() -> None:
        chunk = next(chunks)
        control.write(b"%d\n%b" % (len(chunk), chunk))

    return process, tell, phones, streams


async def measured(
    served: list[Any], facts: dict[str, Any], count: int, write: Callable[[int], None]
) -> dict[str, Any]:
    """Return how long both servers take, how long all take to come back, and what a stream costs."""
    ports = [port for _process, port in served]
    phones = [Phone(ports[number % len(ports)]) for number in range(count)]
    for start in range(0, count, 50):
        await asyncio.gather(*(phone.join(facts["room"].code) for phone in phones[start : start + 50]))
    await asyncio.sleep(SETTLED_S)
    before = sum(memory_kb(process) for process, _port in served)
    streams = await started(phones)
    await asyncio.sleep(SETTLED_S)
    each = (sum(memory_kb(process) for process, _port in served) - before) / count
    turn = 0

    async def tell() -> None:
        nonlocal turn
        turn += 1
        await asyncio.to_thread(write, turn)

    for _ in range(2):
        await last_arrival(tell, phones)
    pictures = [event[event.index(b"id: ") :] + b"\n\n" for _time, event in phones[0].seen[-2:]]
    process, tell_bare, others, more = await bare_server(pictures, count)
    ours, bare = (tell, phones), (tell_bare, others)
    await side_by_side(ours, bare, 3)
    calm, plain = await side_by_side(ours, bare, ROUNDS)
    held = [await stalled_stream(phones[number]) for number in range(0, count, STALLED)]
    await side_by_side(ours, bare, FILLING)
    rough, plain_too = await side_by_side(ours, bare, ROUNDS)
    full = sum(full_connections(port) for port in ports)
    for stream in (*streams, *more):
        stream.cancel()
    for writer in held:
        writer.close()
    process.send_signal(signal.SIGTERM)
    await process.wait()
    back = await coming_back(phones)
    found = {
        "bytes": [len(picture) for picture in pictures],
        "full": full,
        "stalled": len(held),
        "back": back,
        "memory": each,
    }
    return found | {"calm": calm, "bare": plain, "rough": rough, "bare too": plain_too}


async def coming_back(phones: list[Phone]) -> float:
    """Return how long it takes until everybody's stream is open again."""
    await asyncio.sleep(1)
    began = time.perf_counter()
    streams = await started(phones)
    took = time.perf_counter() - began
    for stream in streams:
        stream.cancel()
    return took


def full_connections(port: int) -> int:
    """Return to how many connections of a server the machine holds bytes that were not taken."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(
        row[1].endswith(f":{port:04X}") and row[3] == "01" and not row[4].startswith("00000000")
        for row in rows
    )


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
            found = asyncio.run(measured(served, facts, options.phones, write))
        finally:
            for process, _port in served:
                process.send_signal(signal.SIGINT)
                process.wait(60)
            # PostgreSQL waits for who is connected when it is told to stop.
            connections.close_all()
    print("PostgreSQL, two processes" if options.postgres else "SQLite, one process", options.phones)
    report(found)


def report(found: dict[str, Any]) -> None:
    ours, bare = statistics.median(found["calm"]), statistics.median(found["bare"])
    ratios = sorted(mine / other for mine, other in zip(found["calm"], found["bare"], strict=True))
    low, high = ratios[len(ratios) // 4], ratios[-len(ratios) // 4]
    calm, rough = p95(found["calm"]), p95(found["rough"])
    bare_rough = p95(found["bare too"]) / p95(found["bare"])
    print(f"  the pictures: {found['bytes']} bytes")
    print(f"  a change to the last of all: {ours:.3f} s, bare {bare:.3f} s: {ours / bare:.2f} (1.5)")
    print(f"    the middle half of the rounds: {low:.2f} to {high:.2f}")
    print(f"  {found['full']} of {found['stalled']} stalled phones took nothing to the end")
    print(f"  p95 with stalled phones {rough:.3f} s, without {calm:.3f} s: {rough / calm:.2f} (1.2)")
    print(f"    the bare server, without stalled phones, at the same times: {bare_rough:.2f}")
    print(f"  memory of an open stream {found['memory']:.1f} KiB (16)")
    print(f"  all back at once after {found['back']:.2f} s (5)")


if __name__ == "__main__":
    main()

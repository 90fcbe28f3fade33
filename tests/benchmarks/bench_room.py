"""A thousand phones in one room: joining, ten questions, the wall, and a network that fails.

By hand, in the project's environment: `python -m tests.benchmarks.bench_room [--phones 1000] [--postgres]`.
One process serves on SQLite, two on PostgreSQL; the phones run in this process on the same machine.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks.load import CutError, Phone, items_in, p95

ROOT = Path(__file__).resolve().parent.parent.parent
QUESTIONS = 10
RATE_PER_S = 80
LONGEST_S = 240.0
CUT, SWALLOWED = 0.05, 0.15
TOO_MANY = 429
SOUNDS = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    for _try in range(1800):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1)
            return process, port
    raise RuntimeError("The server does not answer.")


def memory_kb(process: subprocess.Popen[bytes]) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def prepare() -> dict[str, Any]:
    """Make a room and a facilitator's session with Django's own means."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from ecosystem.models import Membership, Role
    from workshops import room as rooms
    from workshops.models import Workshop

    workshop = Workshop.objects.first()
    boss = Membership.objects.filter(city=workshop.city, role__gte=Role.FACILITATOR).first().user
    client = Client()
    client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    room = rooms.open_room(workshop)
    return {
        "room": room,
        "boss": boss,
        "base": f"/workshops/{workshop.city.code}/{workshop.pk}/room/",
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "listings": list(workshop.listings.current().values_list("pk", flat=True)),
    }


async def arrive(phone: Phone, code: str, count: int, streams: list["asyncio.Task[None]"]) -> None:
    """Join at some moment of the time people take to come in, 45 seconds for a thousand; then follow."""
    await asyncio.sleep(random.random() * 0.045 * count)
    await phone.join(code)
    opened = asyncio.Event()
    streams.append(asyncio.create_task(phone.follow(ready=opened)))
    await opened.wait()


async def run(ports: list[int], facts: dict[str, Any], count: int, processes: list[Any]) -> None:
    phones = [Phone(ports[number % len(ports)]) for number in range(count)]
    streams: list[asyncio.Task[None]] = []
    before = sum(memory_kb(process) for process in processes)
    began = time.perf_counter()
    await soon(asyncio.gather(*(arrive(phone, facts["room"].code, count, streams) for phone in phones)))
    say("join all, s (60)", time.perf_counter() - began)
    say("join request p95, s (0.25)", p95([each for phone in phones for each in phone.times]))
    await asyncio.sleep(2)
    after = sum(memory_kb(process) for process in processes)
    say("memory of a phone: its connection and its stream, KiB", (after - before) / count)
    for stream in streams:
        stream.cancel()
    await asyncio.sleep(2)
    began = time.perf_counter()
    streams = await started(phones)
    say("open all streams at once, s (5)", time.perf_counter() - began)
    boss, wall, console = (
        Phone(port, {"sessionid": facts["session"]}) for port in (ports[0], ports[-1], ports[0])
    )
    await boss.get(facts["base"])
    for screen, path in ((wall, "wall/stream/"), (console, "stream/")):
        opened = asyncio.Event()
        streams.append(asyncio.create_task(screen.follow(facts["base"] + path, ready=opened)))
        await soon(opened.wait())
    for phone in phones:
        phone.times.clear()
    await questions(phones, boss, wall, facts)
    await bad_network(phones[: count // 2], boss, facts, has_key=True)
    await bad_network(phones[: count // 20], boss, facts, has_key=False)
    for stream in streams:
        stream.cancel()


async def started(phones: list[Phone]) -> list["asyncio.Task[None]"]:
    """Open everybody's stream at once; return when all have their answer."""
    ready = [asyncio.Event() for _ in phones]
    streams = [asyncio.create_task(p.follow(ready=r)) for p, r in zip(phones, ready, strict=True)]
    await soon(asyncio.gather(*(each.wait() for each in ready)))
    return streams


async def soon(waited_for: Awaitable[Any]) -> None:
    """Wait, and fail where something never comes."""
    async with asyncio.timeout(LONGEST_S):
        await waited_for


def say(name: str, value: object) -> None:
    """Print one figure as soon as it is known."""
    shown = round(value, 3) if isinstance(value, float) else value
    print(f"  {name:60} {shown}", flush=True)


async def ask(boss: Phone, facts: dict[str, Any], number: int) -> float:
    began = time.perf_counter()
    listing = facts["listings"][number % len(facts["listings"])]
    question = ("readiness", "influence", "interest")[number // len(facts["listings"]) % 3]
    answer = await boss.post(facts["base"] + "ask/", {"listing": listing, "question": question})
    assert answer.status in {200, 302}, answer.body[:300]
    return began


async def questions(phones: list[Phone], boss: Phone, wall: Phone, facts: dict[str, Any]) -> None:
    """Ask ten questions; everybody answers each within seconds of the others."""
    to_last, to_wall, pictures, problems = [], [], [], 0
    for number in range(QUESTIONS):
        for phone in phones:
            phone.wake.clear()
        began = await ask(boss, facts, number)
        await soon(asyncio.gather(*(phone.wake.wait() for phone in phones)))
        to_last.append(max(phone.seen[-1][0] for phone in phones) - began)
        item = items_in(phones[0].seen[-1][1])[0]
        before = len(wall.seen)
        sent: list[float] = []

        async def tap(phone: Phone, item: int = item, sent: list[float] = sent) -> int:
            # A hall answers within seconds of each other: about eighty a second.
            await asyncio.sleep(random.random() * len(phones) / RATE_PER_S)
            sent.append(time.perf_counter())
            return (await phone.answer(item, random.randint(1, 5))).status

        statuses = await asyncio.gather(*map(tap, phones))
        problems += sum(status != 204 for status in statuses)
        for _try in range(100):
            if answered_on(wall.seen[-1][1]) == len(phones):
                break
            await asyncio.sleep(0.05)
        to_wall += until_shown(sorted(sent), wall.seen[before:])
        pictures.append(len(wall.seen) - before)
        await boss.post(facts["base"] + "round/", {"state": "revealed"})
        await asyncio.sleep(0.5)
    say("errors (0)", problems)
    say("answer request p95, s (0.25)", p95([each for p in phones for each in p.times]))
    say("next question to the last screen p95, s (1)", p95(to_last))
    say("answer to the wall p95, s (1.5)", p95(to_wall))
    say("answers the wall never showed (0)", len(phones) * QUESTIONS - len(to_wall))
    say("pictures on the wall a question, at most", max(pictures))
    say("answers given, stored", (len(phones) * QUESTIONS, await stored(facts)))


def answered_on(event: bytes) -> int:
    """Return how many have answered, as the wall says."""
    found = re.search(rb'class="wall-figure"><strong>(\d+)</strong>', event)
    return int(found.group(1)) if found else 0


def until_shown(sent: list[float], pictures: list[tuple[float, bytes]]) -> list[float]:
    """Return how long each answer took to be counted on the wall: the n-th sent, until n are counted."""
    waits, shown = [], 0
    for at, event in pictures:
        count = answered_on(event)
        waits += [at - each for each in sent[shown:count]]
        shown = max(shown, count)
    return waits


async def bad_network(phones: list[Phone], boss: Phone, facts: dict[str, Any], *, has_key: bool) -> None:
    """5 % of requests never arrive, 15 % of answers never come back; each phone names ten stakeholders.

    Without a key that stays the same, a sending whose answer was lost counts again: the control.
    """
    await boss.post(facts["base"] + "stage/", {"stage": "listing"})
    before = await named(facts)

    async def insist(phone: Phone) -> int:
        tries = 0
        for _number in range(QUESTIONS):
            key, said = os.urandom(16).hex(), {"name": a_name()}
            await asyncio.sleep(random.random() * len(phones) / RATE_PER_S)
            while True:
                tries += 1
                if random.random() < CUT:
                    phone.cut()
                    await asyncio.sleep(0.05)
                    continue
                try:
                    kept = said | {"key": key if has_key else os.urandom(16).hex()}
                    answer = await phone.post("/room/contribute/", kept, swallow=random.random() < SWALLOWED)
                except (CutError, OSError, asyncio.IncompleteReadError):
                    continue
                if answer.status == TOO_MANY:
                    await asyncio.sleep(1)
                    continue
                assert answer.status == 204, answer.body
                break
        return tries

    sent = sum(await asyncio.gather(*map(insist, phones)))
    kept = (sent, len(phones) * QUESTIONS, await named(facts) - before)
    say(f"bad network{'' if has_key else ', no key'}: sent, acknowledged, stored", kept)


def a_name() -> str:
    """Return a name of two words that nobody else says."""
    return " ".join("".join(random.choice(SOUNDS) for _ in range(4)).capitalize() for _word in range(2))


async def named(facts: dict[str, Any]) -> int:
    return await asyncio.to_thread(facts["room"].contributions.count)


async def stored(facts: dict[str, Any]) -> int:
    from workshops.models import RoomAnswer

    return await asyncio.to_thread(RoomAnswer.objects.filter(item__round__room=facts["room"]).count)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    from django.db import connections

    with ExitStack() as stack:
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
            ports = [port for _process, port in served]
            print("PostgreSQL, two processes" if options.postgres else "SQLite, one process", options.phones)
            asyncio.run(run(ports, facts, options.phones, [process for process, _port in served]))
        finally:
            for process, _port in served:
                process.send_signal(signal.SIGINT)
                process.wait(60)
            # PostgreSQL waits for who is connected when it is told to stop.
            connections.close_all()


if __name__ == "__main__":
    main()

"""A thousand phones in one room: joining, ten questions, the wall, and a network that fails.

By hand, in the project's environment: `python -m tests.benchmarks.bench_room [--phones 1000] [--postgres]`.
One process serves on SQLite, two on PostgreSQL; the phones run in this process on the same machine.
"""

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks.load import CutError, Phone, items_in, p95

ROOT = Path(__file__).resolve().parent.parent.parent
QUESTIONS = 10
RATE_PER_S = 80


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    for _try in range(600):
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


async def arrive(phone: Phone, code: str, count: int) -> None:
    """Join at some moment of the time people take to come in: 45 seconds for a thousand."""
    await asyncio.sleep(random.random() * 0.045 * count)
    await phone.join(code)


async def run(ports: list[int], facts: dict[str, Any], count: int, processes: list[Any]) -> dict[str, Any]:
    phones = [Phone(ports[number % len(ports)]) for number in range(count)]
    figures: dict[str, Any] = {}
    began = time.perf_counter()
    await asyncio.gather(*(arrive(phone, facts["room"].code, count) for phone in phones))
    figures["join all, s (60)"] = round(time.perf_counter() - began, 1)
    figures["join request p95, s (0.25)"] = round(p95([each for phone in phones for each in phone.times]), 3)
    before = sum(memory_kb(process) for process in processes)
    began = time.perf_counter()
    ready = [asyncio.Event() for _phone in phones]
    streams = [asyncio.create_task(p.follow(ready=r)) for p, r in zip(phones, ready, strict=True)]
    await asyncio.gather(*(each.wait() for each in ready))
    figures["open all streams at once, s (5)"] = round(time.perf_counter() - began, 2)
    await asyncio.sleep(2)
    after = sum(memory_kb(process) for process in processes)
    figures["memory of a stream, KiB (16)"] = round((after - before) / count, 1)
    boss = Phone(ports[0], {"sessionid": facts["session"]})
    await boss.get(facts["base"])
    wall = Phone(ports[-1], {"sessionid": facts["session"]})
    wall_ready = asyncio.Event()
    streams.append(asyncio.create_task(wall.follow(facts["base"] + "wall/stream/", ready=wall_ready)))
    await wall_ready.wait()
    for phone in phones:
        phone.times.clear()
    await questions(phones, boss, wall, facts, figures)
    await bad_network(phones[: count // 2], boss, facts, figures)
    for stream in streams:
        stream.cancel()
    return figures


async def ask(boss: Phone, facts: dict[str, Any], number: int) -> float:
    began = time.perf_counter()
    listing = facts["listings"][number % len(facts["listings"])]
    question = ("readiness", "influence", "interest")[number // len(facts["listings"]) % 3]
    answer = await boss.post(facts["base"] + "ask/", {"listing": listing, "question": question})
    assert answer.status in {200, 302}, answer.body[:300]
    return began


async def reveal(boss: Phone, facts: dict[str, Any]) -> None:
    await boss.post(facts["base"] + "round/", {"state": "revealed"})


async def questions(
    phones: list[Phone], boss: Phone, wall: Phone, facts: dict[str, Any], figures: dict[str, Any]
) -> None:
    to_last, to_wall, pictures, problems = [], [], [], 0
    for number in range(QUESTIONS):
        for phone in phones:
            phone.wake.clear()
        began = await ask(boss, facts, number)
        await asyncio.gather(*(phone.wake.wait() for phone in phones))
        to_last.append(max(phone.seen[-1][0] for phone in phones) - began)
        item = items_in(phones[0].seen[-1][1])[0]
        before = len(wall.seen)
        # A hall answers within seconds of each other: about eighty a second.
        waits = [random.random() * len(phones) / RATE_PER_S for _phone in phones]

        async def tap(phone: Phone, wait: float, item: int = item) -> int:
            await asyncio.sleep(wait)
            return (await phone.answer(item, random.randint(1, 5))).status

        statuses = await asyncio.gather(*map(tap, phones, waits))
        problems += sum(status != 204 for status in statuses)
        last = time.perf_counter()
        for _try in range(100):
            if f">{len(phones)}<".encode() in wall.seen[-1][1]:
                break
            await asyncio.sleep(0.05)
        to_wall.append(wall.seen[-1][0] - last)
        pictures.append(len(wall.seen) - before)
        await reveal(boss, facts)
        await asyncio.sleep(0.5)
    figures["errors (0)"] = problems
    figures["answer request p95, s (0.25)"] = round(p95([each for p in phones for each in p.times]), 3)
    figures["next question to the last screen p95, s (1)"] = round(p95(to_last), 3)
    figures["last answer to the wall p95, s (1.5)"] = round(p95(to_wall), 3)
    figures["pictures on the wall a question"] = max(pictures)
    figures["answers stored"] = await stored(facts)


async def bad_network(
    phones: list[Phone], boss: Phone, facts: dict[str, Any], figures: dict[str, Any]
) -> None:
    """5 % of requests never arrive, 15 % of answers never come back; each phone sends ten."""
    already, acknowledged, sent = await stored(facts), 0, 0
    for number in range(QUESTIONS, QUESTIONS * 2):
        for phone in phones:
            phone.wake.clear()
        await ask(boss, facts, number)
        await asyncio.gather(*(phone.wake.wait() for phone in phones))
        item = items_in(phones[0].seen[-1][1])[0]

        async def insist(phone: Phone, item: int = item) -> int:
            tries, key, value = 0, os.urandom(16).hex(), random.randint(1, 5)
            await asyncio.sleep(random.random() * len(phones) / RATE_PER_S)
            while True:
                tries += 1
                if random.random() < 0.05:
                    phone.cut()
                    await asyncio.sleep(0.05)
                    continue
                try:
                    answer = await phone.answer(item, value, swallow=random.random() < 0.15, key=key)
                except (CutError, OSError, asyncio.IncompleteReadError):
                    continue
                assert answer.status == 204, answer.body
                return tries

        tries = await asyncio.gather(*map(insist, phones))
        acknowledged, sent = acknowledged + len(tries), sent + sum(tries)
        await reveal(boss, facts)
        await asyncio.sleep(0.3)
    figures["bad network: sent, acknowledged, stored"] = (sent, acknowledged, await stored(facts) - already)


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
            figures = asyncio.run(run(ports, facts, options.phones, [process for process, _port in served]))
        finally:
            for process, _port in served:
                process.send_signal(signal.SIGINT)
                process.wait(10)
            # PostgreSQL waits for who is connected when it is told to stop.
            connections.close_all()
    print("PostgreSQL, two processes" if options.postgres else "SQLite, one process", options.phones)
    for name, value in figures.items():
        print(f"  {name:50} {value}")


if __name__ == "__main__":
    main()

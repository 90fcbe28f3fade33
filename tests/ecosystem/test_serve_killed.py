"""A server that is killed in mid-workshop has kept all it acknowledged, and knows what it has had already."""

import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from tests.serving import PATIENCE_S, ROOT, read_until, started

IN_A_ROOM = """
from workshops import rating, room as rooms
from workshops.models import Workshop
from ecosystem.models import User
workshop = Workshop.objects.filter(archived_at=None).first()
room = rooms.open_room(workshop)
by = User.objects.first()
asked = rating.ask(room, list(workshop.listings.current()[:1]), ["readiness"], by=by)
print(room.code, asked.items.get().pk)
"""
STORED = """
from workshops.models import RoomAnswer
print(RoomAnswer.objects.count(), sum(answer.value for answer in RoomAnswer.objects.all()))
"""


def asked_of(var: Path, code: str) -> list[str]:
    """Return the words that a few lines of Python print, beside the running server."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "shell", "-v", "0", "-c", code],
        cwd=ROOT,
        env=os.environ
        | {"VAR_DIR": str(var), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "ecosystem.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def phone_on(address: str, code: str) -> urllib.request.OpenerDirector:
    """Return a phone that has joined."""
    phone = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    send(phone, f"{address}/join/", code=code)
    send(phone, f"{address}/join/in/", name="")
    return phone


def send(phone: urllib.request.OpenerDirector, url: str, **said: object) -> int:
    """Send a form as a phone does; return the status."""
    jar = next(
        each for each in phone.handlers if isinstance(each, urllib.request.HTTPCookieProcessor)
    ).cookiejar
    if not any(cookie.name == "csrftoken" for cookie in jar):
        phone.open(url, timeout=PATIENCE_S).close()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(url))
    headers = {"X-CSRFToken": token or "", "Origin": origin, "Referer": url}
    request = urllib.request.Request(url, urllib.parse.urlencode(said).encode(), headers)
    with phone.open(request, timeout=PATIENCE_S) as answer:
        return int(answer.status)


def test_a_server_killed_in_mid_workshop_loses_no_acknowledged_answer_and_everybody_is_back(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as process:
        found = re.search(r"http://\S+:(\d+)", read_until(process, "Ctrl+C"))
        assert found
        address, port = found.group(), found.group(1)
        code, item = asked_of(tmp_path, IN_A_ROOM)
        phones = [phone_on(address, code) for _ in range(5)]
        keys = [str(uuid.uuid4()) for _ in phones]
        answers = [
            send(phone, f"{address}/room/answer/", key=key, item=item, value=value)
            for value, (phone, key) in enumerate(zip(phones, keys, strict=True), start=1)
        ]
        assert set(answers) <= {200, 204}
        process.kill()
        process.wait()

        with started(tmp_path, "--port", port) as again:
            read_until(again, "Ctrl+C")
            for phone in phones:
                with phone.open(f"{address}/room/", timeout=PATIENCE_S) as page:
                    assert page.url.endswith("/room/")
            assert asked_of(tmp_path, STORED) == ["5", "15"]
            # What a phone never got an answer for it sends again: it counts once.
            send(phones[0], f"{address}/room/answer/", key=keys[0], item=item, value=1)
            assert asked_of(tmp_path, STORED) == ["5", "15"]

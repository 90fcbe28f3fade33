"""What a phone loads first, as it travels."""

import gzip
import posixpath
import re
import urllib.request

from django.urls import reverse

from ecosystem.models import City
from tests.factories import WorkshopFactory
from workshops import joining
from workshops import room as rooms

PATIENCE_S = 10


def test_a_phones_first_page_is_under_60_kilobytes(live_app: str, litto: City) -> None:
    room = rooms.open_room(WorkshopFactory.create(city=litto, title="Prepaid water kiosks"))

    def fetched(path: str, cookies: str = "") -> tuple[bytes, str]:
        asked = urllib.request.Request(
            live_app + path, headers={"Accept-Encoding": "gzip", "Cookie": cookies}
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE_S) as answer:
            return answer.read(), answer.headers.get("Content-Encoding", "")

    _who, secret = joining.join(room)
    page, _encoding = fetched(reverse("phones:room"), f"room={secret}")
    parts = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode()))
    assert len(parts) > 5

    def weight(path: str) -> int:
        content, encoding = fetched(path)
        assert encoding == "gzip" or not path.endswith((".js", ".css")), path
        text = gzip.decompress(content).decode() if encoding == "gzip" else ""
        named = re.findall(r'from "(\./[^"]+)"', text) if path.endswith(".js") else []
        inside = [posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in named]
        return len(content) + sum(weight(each) for each in inside)

    total = len(page) + sum(weight(path) for path in parts)
    assert total < 60_000, total

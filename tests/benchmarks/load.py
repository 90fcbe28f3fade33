"""Phones as the server sees them: sockets that speak just enough HTTP."""

import asyncio
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

# What the server tells browsers to wait before they ask for a stream again.
AGAIN_S = 1.0
HEADERS = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile\r\n"
    "Accept-Language: en-GB,en;q=0.9\r\nAccept-Encoding: identity\r\n"
)


class CutError(Exception):
    """The network ended the connection."""


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, list[str]]
    body: bytes


@dataclass
class Phone:
    """One phone: its cookies, a connection kept alive, and its stream."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    seen: list[tuple[float, bytes]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    # The name of the picture that is shown.
    last: str = ""

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, "")

    async def post(self, path: str, said: dict[str, object], *, swallow: bool = False) -> Answer:
        return await self._ask("POST", path, urlencode(said, doseq=True), swallow=swallow)

    def _head(self, method: str, path: str, body: str) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{HEADERS}Cookie: {cookies}\r\n"
        if method == "POST":
            lines += (
                f"X-CSRFToken: {self.cookies.get('csrftoken', '')}\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            )
        return f"{lines}\r\n{body}".encode()

    async def _ask(self, method: str, path: str, body: str, *, swallow: bool = False) -> Answer:
        began = time.perf_counter()
        try:
            answer = await self._exchange(self._head(method, path, body))
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server had closed the idle connection: browsers ask again on a new one.
            self.cut()
            answer = await self._exchange(self._head(method, path, body))
        self.times.append(time.perf_counter() - began)
        if swallow:
            self.cut()
            raise CutError
        return answer

    async def _exchange(self, sent: bytes) -> Answer:
        if self.reader is None or self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(sent)
        return await self._read(self.reader)

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, list[str]] = {}
        for line in head[1:-2]:
            name, _colon, value = line.partition(": ")
            headers.setdefault(name.lower(), []).append(value)
        for cookie in headers.get("set-cookie", []):
            name, _equals, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        length = headers.get("content-length")
        body = await reader.readexactly(int(length[0])) if length else b""
        if not length and "chunked" in headers.get("transfer-encoding", []):
            while size := int(await reader.readline(), 16):
                body += await reader.readexactly(size)
                await reader.readexactly(2)
            await reader.readexactly(2)
        if "close" in headers.get("connection", []):
            self.cut()
        return Answer(int(head[0].split()[1]), headers, body)

    def cut(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    async def join(self, code: str) -> None:
        for path, said in (("/join/", {"code": code}), ("/join/in/", {})):
            await self.get(path)
            answer = await self.post(path, said)
            assert answer.status == 302, (path, answer.status, answer.body[:300])
        assert (await self.get("/room/")).status == 200

    async def follow(self, path: str = "/room/stream/", *, ready: asyncio.Event | None = None) -> None:
        """Hold the stream and note when each picture came; ask for it anew when it ends, as browsers do."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._listen(path, ready)
            await asyncio.sleep(AGAIN_S)

    async def _listen(self, path: str, ready: asyncio.Event | None) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            last = f"Last-Event-ID: {self.last}\r\n\r\n".encode() if self.last else b"\r\n"
            writer.write(self._head("GET", path, "")[:-2] + last)
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 200 " in head.split(b"\r\n")[0], head
            if ready is not None:
                ready.set()
            buffer = b""
            while chunk := await reader.read(65536):
                buffer += chunk
                while (end := buffer.find(b"\n\n")) >= 0:
                    event, buffer = buffer[:end], buffer[end + 2 :]
                    if b"event: screen" in event:
                        self.seen.append((time.perf_counter(), event))
                        self.last = event.partition(b"id: ")[2].partition(b"\n")[0].decode()
                        self.wake.set()
        finally:
            writer.close()

    async def answer(self, item: int, value: int, *, swallow: bool = False, key: str = "") -> Answer:
        said = {"item": item, "value": value, "key": key or secrets.token_hex(16)}
        return await self.post("/room/answer/", said, swallow=swallow)


def items_in(event: bytes) -> list[int]:
    """Return the questions a picture asks."""
    return [int(number) for number in re.findall(rb'data-item="(\d+)"', event)]


def p95(values: list[float]) -> float:
    """Return the value 95 of 100 stay under."""
    ordered = sorted(values)
    return ordered[int(len(ordered) * 0.95)] if ordered else 0.0

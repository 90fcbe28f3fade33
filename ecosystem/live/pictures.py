"""What streams show: feeds, and the pictures drawn of them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """What a stream shows: its name, the topics it follows, and how its picture is drawn.

    `draw` runs in a thread of its own and returns the whole content; streams of the same name
    share it. `pace_s` is the least time between two pictures: what changes in between is in the next.
    """

    name: str
    topics: frozenset[str]
    draw: Callable[[], str]
    pace_s: float = 0.2


def fingerprint(content: str) -> str:
    """Return what names a picture: equal content has an equal name in every process."""
    return hashlib.blake2b(content.encode(), digest_size=9).hexdigest()


def framed(event: bytes) -> bytes:
    """Return an event as one chunk of HTTP."""
    return b"%x\r\n%b\r\n" % (len(event), event)


@dataclass(frozen=True, slots=True)
class Picture:
    """A feed's content, and as one server-sent event; its id is its fingerprint."""

    id: str
    content: str
    event: bytes
    chunk: bytes

    @classmethod
    def of(cls, content: str) -> "Picture":
        """Return `content` as the event `screen`."""
        name = fingerprint(content)
        lines = "".join(f"data: {line}\n" for line in content.splitlines() or [""])
        event = f"id: {name}\nevent: screen\n{lines}\n".encode()
        return cls(name, content, event, framed(event))

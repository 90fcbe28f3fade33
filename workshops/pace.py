"""How often each participant may send; in memory, so that nothing that is stored tells when somebody sent."""

from collections import OrderedDict
from threading import Lock
from time import monotonic

# Participants a process remembers: several full halls. Who is forgotten may send at once again.
MOST = 10_000

_left: OrderedDict[int, tuple[float, float]] = OrderedDict()
_lock = Lock()


def take(who: int, *, capacity: int, per_s: float) -> bool:
    """Take one token from the bucket of the participant with the number `who`; say whether there was one.

    A bucket holds `capacity` tokens and gains `per_s` a second. Each process counts for itself: with
    several, somebody may send as many times as often as there are processes.
    """
    now = monotonic()
    with _lock:
        before, then = _left.pop(who, (float(capacity), now))
        tokens = min(before + (now - then) * per_s, capacity)
        _left[who] = (tokens - (tokens >= 1), now)
        if len(_left) > MOST:
            _left.popitem(last=False)
    return tokens >= 1


def forget() -> None:
    """Forget who sent how often."""
    _left.clear()

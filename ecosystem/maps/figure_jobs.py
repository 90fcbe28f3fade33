"""Figures kept by the content they come from; those of a large map are worked out beside the pages.

The cache is shared by the processes of a machine: what one has worked out none works out again, and
each can say how far the work is or end it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from threading import Semaphore, Thread
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files import locks

from ecosystem.graph.figures import Figures, Task, figures_of

# Above so many stakeholders and pairs together a request would wait for more than half a second.
LARGE = 2000
KEPT_S = 30 * 24 * 3600
# How often a running job says that it lives, and after what silence it counts as lost.
BEAT_S = 1.0
LOST_S = 15
# One at a time a process: the pages need the other cores.
_turn = Semaphore(1)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the figures are that are being worked out; `of` is 0 while they wait for their turn."""

    done: int = 0
    of: int = 0


def figures_now(task: Task) -> Figures | Progress:
    """Return the figures, worked out at once for a small map; of a large one perhaps how far they are."""
    found = _found(task)
    if found is not None:
        return found
    if len(task.family) + len(task.edges) > LARGE:
        return _under_way(task)
    with _alone(task):
        # Who asked for the same a moment later waits for what the first one finds.
        return _found(task) or _worked_out(task)


def stop(task: Task) -> None:
    """End the work on the figures, whichever process it is in."""
    cache.set(_key(task, "stop"), value=True, timeout=LOST_S)


def _under_way(task: Task) -> Progress:
    # Who adds the state does the work; a cache of files needs help to have one only who did.
    with _alone(task):
        is_first = cache.add(_key(task, "state"), (0, 0), timeout=LOST_S)
    if is_first:
        cache.delete(_key(task, "stop"))
        Thread(target=_work, args=(task,), daemon=True, name="figures").start()
    return Progress(*cache.get(_key(task, "state"), (0, 0)))


def _work(task: Task) -> None:
    """Wait for a turn, then follow the working process to its end."""
    while not _turn.acquire(timeout=BEAT_S):
        if not _beat(task, (0, 0)):
            break
    else:
        try:
            is_settled = _follow(task)
        finally:
            _turn.release()
        if not is_settled:
            # The state stays until it counts as lost, so that what fails is not tried all the time.
            return
    cache.delete(_key(task, "state"))


def _follow(task: Task) -> bool:
    """Return whether the work came to an end: it is done or was stopped, and did not fail."""
    state: tuple[int, int] = (0, 0)
    with subprocess.Popen(
        [sys.executable, "-m", "ecosystem.graph.worker"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("The worker has no pipes.")
        worker.stdin.write(task.text())
        worker.stdin.close()
        while _beat(task, state):
            if not select([worker.stdout], [], [], BEAT_S)[0]:
                continue
            said = json.loads(worker.stdout.readline() or "null")
            if isinstance(said, dict):
                _keep(task, said)
                return True
            if said is None:
                return False
            state = (said[0], said[1])
        worker.kill()
    return True


def _beat(task: Task, state: tuple[int, int]) -> bool:
    """Say that the job lives and how far it is; return whether anybody still wants it."""
    if cache.get(_key(task, "stop")):
        return False
    cache.set(_key(task, "state"), state, timeout=LOST_S)
    return True


def _keep(task: Task, values: Mapping[str, Any]) -> None:
    cache.set(_key(task, "found"), dict(values), timeout=KEPT_S)


def _found(task: Task) -> Figures | None:
    known = cache.get(_key(task, "found"))
    return None if known is None else Figures(**known)


def _worked_out(task: Task) -> Figures:
    figures = figures_of(task)
    _keep(task, figures.values())
    return figures


@contextmanager
def _alone(task: Task) -> Iterator[None]:
    """Let one thread of all processes of the machine at a time see to a task."""
    folder = Path(settings.VAR_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    # A few files serve all tasks; two that share one wait for each other, no more.
    with (folder / f"figures-{task.digest[0]}").open("wb") as held:
        locks.lock(held, locks.LOCK_EX)
        yield


def _key(task: Task, what: str) -> str:
    return f"figures-{what}-{task.digest}"

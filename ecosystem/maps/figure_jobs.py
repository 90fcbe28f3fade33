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
from uuid import uuid4

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
    if is_large(task):
        return _under_way(task)
    with _alone(task):
        # Who asked for the same a moment later waits for what the first one finds.
        return _found(task) or _worked_out(task)


def figures_so_far(task: Task) -> Figures | Progress | None:
    """Return what there is for who looks again, and None where the work has ended without figures."""
    found = _found(task)
    if found is not None or is_large(task):
        return found or _progress(task)
    return figures_now(task)


def is_large(task: Task) -> bool:
    """Say whether a task is worked out beside the pages."""
    return len(task.family) + len(task.edges) > LARGE


def stop(task: Task) -> None:
    """End the work on the figures, whichever process it is in: it goes on only while its state stands."""
    with _alone(task):
        cache.delete(_key(task, "state"))


def _under_way(task: Task) -> Progress:
    # Who adds the state does the work; a cache of files needs help to have one only who did.
    job = uuid4().hex
    with _alone(task):
        is_first = cache.add(_key(task, "state"), (job, 0, 0), timeout=LOST_S)
    if is_first:
        Thread(target=_work, args=(task, job), daemon=True, name="figures").start()
    return _progress(task) or Progress()


def _progress(task: Task) -> Progress | None:
    state = cache.get(_key(task, "state"))
    return None if state is None else Progress(*state[1:])


def _work(task: Task, job: str) -> None:
    """Wait for a turn, then follow the working process to its end."""
    while not _turn.acquire(timeout=BEAT_S):
        if not _beat(task, job, (0, 0)):
            return
    try:
        _follow(task, job)
    finally:
        _turn.release()


def _follow(task: Task, job: str) -> None:
    """Keep what the working process finds; one that fails leaves its state, which ends by itself."""
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
        while _beat(task, job, state):
            if not select([worker.stdout], [], [], BEAT_S)[0]:
                continue
            said = json.loads(worker.stdout.readline() or "null")
            if isinstance(said, dict):
                _keep(task, said)
                stop(task)
            if not isinstance(said, list):
                return
            state = (said[0], said[1])
        worker.kill()


def _beat(task: Task, job: str, state: tuple[int, int]) -> bool:
    """Say that the job lives and how far it is; return whether anybody still wants it."""
    with _alone(task):
        if (cache.get(_key(task, "state")) or ("",))[0] != job:
            return False
        cache.set(_key(task, "state"), (job, *state), timeout=LOST_S)
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

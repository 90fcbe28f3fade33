"""Figures are worked out once for a content, at once or beside the pages."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread
from threading import enumerate as enumerate_threads
from uuid import uuid4

import pytest
from django.core.cache import cache

from ecosystem.graph.figures import Figures, Task, figures_of, task_of
from ecosystem.maps import figure_jobs
from ecosystem.maps.figure_jobs import Progress, figures_now, figures_so_far, stop
from tests.litto import litto

PATIENCE_S = 20


@pytest.fixture(autouse=True)
def empty_cache(settings: object) -> None:
    """Nothing has been worked out before."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": uuid4().hex}}  # type: ignore[attr-defined]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """The tasks that were worked out in a request."""
    done: list[Task] = []

    def figures(task: Task) -> Figures:
        done.append(task)
        return figures_of(task)

    monkeypatch.setattr(figure_jobs, "figures_of", figures)
    return done


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_a_second_look_works_nothing_out(counted: list[Task]) -> None:
    first = figures_now(task_of(litto()))
    second = figures_now(task_of(litto()))

    assert isinstance(first, Figures)
    assert second == first
    assert len(counted) == 1


def test_other_relations_or_options_are_other_figures(counted: list[Task]) -> None:
    figures_now(task_of(litto()))
    figures_now(task_of(litto(), weighted=False))
    figures_now(task_of(litto(), "funds"))

    assert len(counted) == 3


def test_a_new_name_or_order_is_no_new_content_but_a_relation_is(counted: list[Task]) -> None:
    whole = litto()
    figures_now(task_of(whole))
    renamed = [replace(node, name=f"A {node.name}") for node in reversed(whole.nodes)]
    figures_now(task_of(replace(whole, nodes=tuple(renamed), ties=whole.ties[::-1])))
    assert len(counted) == 1

    figures_now(task_of(replace(whole, ties=whole.ties[:-1])))
    assert len(counted) == 2


@pytest.mark.parametrize("is_large", [False, True])
def test_many_who_ask_at_once_have_it_worked_out_once(
    monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path, is_large: bool
) -> None:
    # As in the product: files, in which looking and writing are two steps.
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": tmp_path / "cache"}}  # type: ignore[attr-defined]
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    done: list[Task] = []

    def slowly(task: Task, _job: str = "") -> Figures:
        done.append(task)
        time.sleep(0.2)
        return figures_of(task)

    monkeypatch.setattr(figure_jobs, "figures_of", slowly)
    monkeypatch.setattr(figure_jobs, "_work", slowly)
    if is_large:
        monkeypatch.setattr(figure_jobs, "LARGE", 10)
    start, found = Barrier(6), []

    def ask() -> None:
        start.wait()
        found.append(figures_now(task_of(litto())))

    askers = [Thread(target=ask) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert len(done) == 1
    assert len(found) == 6
    assert all(each == found[0] for each in found)


def test_a_large_map_is_worked_out_beside_the_pages(
    counted: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_jobs, "LARGE", 10)
    task = task_of(litto())

    assert isinstance(figures_now(task), Progress)
    until(lambda: isinstance(figures_now(task), Figures))
    found = figures_now(task)

    assert isinstance(found, Figures)
    assert found.between == figures_of(task).between
    assert counted == []


def jobs() -> int:
    """Return how many follow a working process, each until that has ended."""
    return sum(thread.name == "figures" for thread in enumerate_threads())


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Task:
    """A map so large that it takes far longer than a test waits."""
    monkeypatch.setattr(figure_jobs, "LARGE", 10)
    until(lambda: jobs() == 0)
    names = [f"s{number}" for number in range(20_000)]
    edges = [(names[i], names[(i * i + k) % 20_000], 1) for i in range(20_000) for k in (1, 7, 49)]
    return Task(dict.fromkeys(names, "x"), [edge for edge in edges if edge[0] != edge[1]])


def test_work_that_is_stopped_ends_and_keeps_nothing(endless: Task) -> None:
    figures_now(endless)
    until(lambda: figures_now(endless) != Progress())
    assert jobs() == 1

    stop(endless)
    assert figures_so_far(endless) is None
    until(lambda: jobs() == 0)

    assert figures_so_far(endless) is None
    assert cache.get(figure_jobs._key(endless, "found")) is None


def test_who_looks_again_starts_no_work_and_who_asks_anew_does(endless: Task) -> None:
    assert figures_so_far(endless) is None
    assert jobs() == 0

    figures_now(endless)
    stop(endless)
    figures_now(endless)
    assert isinstance(figures_so_far(endless), Progress)

    # The first job sees that the state is another's.
    until(lambda: jobs() == 1)
    assert isinstance(figures_so_far(endless), Progress)
    stop(endless)
    until(lambda: jobs() == 0)

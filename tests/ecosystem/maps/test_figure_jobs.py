"""Figures are worked out once for a content, at once or beside the pages."""

import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.cache import cache

from ecosystem.graph.figures import Figures, Task, figures_of, task_of
from ecosystem.maps import figure_jobs
from ecosystem.maps.figure_jobs import Progress, figures_now, stop
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


def test_work_that_is_stopped_ends_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_jobs, "LARGE", 10)
    names = [f"s{number}" for number in range(6000)]
    # So many that it takes far longer than this test waits.
    edges = [(names[i], names[(i * i + k) % 6000], 1) for i in range(6000) for k in (1, 7, 49)]
    task = Task(dict.fromkeys(names, "x"), [edge for edge in edges if edge[0] != edge[1]])

    figures_now(task)
    until(lambda: figures_now(task) != Progress())
    stop(task)
    until(lambda: cache.get(figure_jobs._key(task, "state")) is None)

    assert cache.get(figure_jobs._key(task, "found")) is None

"""How often a participant may send is remembered by the process alone."""

import pytest

from workshops import pace


def taken(who: int, times: int, *, per_s: float = 0.0) -> list[bool]:
    return [pace.take(who, capacity=3, per_s=per_s) for _time in range(times)]


def test_a_burst_is_taken_and_then_no_more_of_one_and_all_of_another() -> None:
    assert taken(1, 5) == [True, True, True, False, False]
    assert taken(2, 1) == [True]


def test_with_time_somebody_may_send_again_and_never_more_than_a_burst(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def at(second: int) -> None:
        monkeypatch.setattr(pace, "monotonic", lambda: second)

    at(0)
    assert taken(1, 4, per_s=1) == [True, True, True, False]
    at(2)
    assert taken(1, 3, per_s=1) == [True, True, False]
    at(3600)
    assert taken(1, 4, per_s=1) == [True, True, True, False]


def test_those_who_sent_least_lately_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST", 2)
    for who in (1, 2, 1, 3):
        taken(who, 3)

    assert [taken(who, 1) for who in (1, 2)] == [[False], [True]]

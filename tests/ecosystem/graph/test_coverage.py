"""Which few together bring what is needed."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ecosystem.graph.coverage import fewest_that_cover, is_robust

NAMES = "abcdef"
NEEDS = st.lists(st.sets(st.sampled_from(NAMES), min_size=1), min_size=1, max_size=5)


def test_one_who_brings_all_is_enough() -> None:
    assert fewest_that_cover([{"a", "b"}, {"b", "c"}], "abc") == ("b",)


def test_the_earlier_in_the_order_are_preferred() -> None:
    assert fewest_that_cover([{"a", "b"}], "ba") == ("b",)


def test_nothing_needed_takes_nobody() -> None:
    assert fewest_that_cover([], "abc") == ()


def test_a_need_nobody_meets_is_covered_by_no_set() -> None:
    assert fewest_that_cover([{"a"}, set()], "a") == ()


@given(NEEDS)
def test_no_smaller_set_covers(needs: list[set[str]]) -> None:
    found = fewest_that_cover(needs, NAMES)

    assert all(able & set(found) for able in needs)
    assert not any(
        all(able & set(smaller) for able in needs) for smaller in combinations(NAMES, len(found) - 1)
    )


def test_robust_is_when_each_need_has_two() -> None:
    assert is_robust([{"a", "b"}, {"b", "c"}])
    assert not is_robust([{"a", "b"}, {"b"}])
    assert not is_robust([])

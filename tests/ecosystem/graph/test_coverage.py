"""Which few together bring what is needed."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecosystem.graph import coverage
from ecosystem.graph.coverage import Covers, Rules, is_robust, smallest_covers

NAMES = "abcdef"
NEEDS = st.lists(st.sets(st.sampled_from(NAMES), min_size=1), min_size=1, max_size=5)
SOME = st.frozensets(st.sampled_from(NAMES), max_size=2)
PAIRS = st.frozensets(st.frozensets(st.sampled_from(NAMES), min_size=2, max_size=2), max_size=2)
RULES = st.builds(Rules, must=SOME, without=SOME, apart=PAIRS, times=st.sampled_from([1, 2]))


def tried_out(needs: list[set[str]], rules: Rules) -> set[frozenset[str]]:
    """Return the smallest sets that cover, by trying every set there is."""
    for size in range(len(NAMES) + 1):
        fitting = {
            frozenset(each)
            for each in combinations(NAMES, size)
            if rules.must <= set(each)
            and not rules.without & set(each)
            and not any(pair <= set(each) for pair in rules.apart)
            and all(len(able & set(each)) >= rules.times for able in needs)
        }
        if fitting:
            return fitting
    return set()


def test_one_who_brings_all_is_enough() -> None:
    assert smallest_covers([{"a", "b"}, {"b", "c"}], "abc") == Covers((("b",),))


def test_all_of_the_smallest_size_are_found_the_earlier_in_the_order_first() -> None:
    assert smallest_covers([{"a", "b"}, {"c", "d"}], "badc").sets == (
        ("b", "d"),
        ("b", "c"),
        ("a", "d"),
        ("a", "c"),
    )


def test_nothing_needed_takes_nobody() -> None:
    assert smallest_covers([], "abc") == Covers()


def test_a_need_nobody_meets_is_covered_by_no_set() -> None:
    assert smallest_covers([{"a"}, set()], "a") == Covers()


def test_must_have_not_with_and_apart_are_kept_to() -> None:
    needs = [{"a", "b"}, {"b", "c"}]

    assert smallest_covers(needs, "abc", Rules(must=frozenset("a"))).sets == (("a", "b"), ("a", "c"))
    assert smallest_covers(needs, "abc", Rules(without=frozenset("b"))).sets == (("a", "c"),)
    assert (
        smallest_covers(needs, "abc", Rules(without=frozenset("b"), apart=frozenset({frozenset("ac")})))
        == Covers()
    )
    assert smallest_covers(needs, "abc", Rules(must=frozenset("a"), without=frozenset("a"))) == Covers()


def test_twice_covered_any_one_may_leave() -> None:
    needs = [{"a", "b"}, {"b", "c"}]

    assert smallest_covers(needs, "abc", Rules(times=2)).sets == (("a", "b", "c"),)
    assert smallest_covers([{"a"}], "a", Rules(times=2)) == Covers()


@given(NEEDS, RULES)
def test_the_sets_are_those_that_trying_every_set_finds(needs: list[set[str]], rules: Rules) -> None:
    found = smallest_covers(needs, NAMES, rules)

    assert {frozenset(each) for each in found.sets} == tried_out(needs, rules)
    assert len(found.sets) == len(set(found.sets))
    assert found.is_all


def test_more_than_are_kept_is_said() -> None:
    found = smallest_covers([set("abc"), set("def")], NAMES, most=4)

    assert len(found.sets) == 4
    assert not found.is_all
    assert smallest_covers([set("abc"), set("def")], NAMES, most=9).is_all


def test_a_search_that_takes_too_long_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "MOST_STEPS", 2)

    assert not smallest_covers([set("abc"), set("bcd"), set("de")], NAMES).is_all


def test_sixty_who_bring_one_of_four_each_are_searched_at_once() -> None:
    order = [f"s{number}" for number in range(60)]
    needs = [order[kind::4] for kind in range(4)] * 3

    found = smallest_covers(needs, order)

    assert found.best == ("s0", "s1", "s2", "s3")
    assert {len(each) for each in found.sets} == {4}


def test_robust_is_when_each_need_has_two() -> None:
    assert is_robust([{"a", "b"}, {"b", "c"}])
    assert not is_robust([{"a", "b"}, {"b"}])
    assert not is_robust([])

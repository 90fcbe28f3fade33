"""Whom somebody reaches, the ways between two, and what two have in common."""

import networkx as nx
import pytest

from ecosystem.graph.reach import around, contacts, only, ways
from ecosystem.graph.records import Ecosystem, Node, Tie


def world(*ties: str, tension: tuple[str, ...] = ()) -> Ecosystem:
    """Return a map of one-letter stakeholders; 'ab' is a relation from a to b."""
    letters = sorted({letter for pair in (*ties, *tension) for letter in pair})
    drawn = [Tie(pair, pair[0], pair[1], "funds") for pair in ties]
    drawn += [Tie(f"{pair}!", pair[0], pair[1], "tension") for pair in tension]
    nodes = tuple(Node(letter, letter, "f", "r") for letter in letters)
    return Ecosystem(families=(), layers=(), rings=(), nodes=nodes, ties=tuple(drawn))


def test_around_tells_who_is_how_far() -> None:
    line = world("ab", "bc", "cd", "de")

    assert around(line, "a", 3) == (("b",), ("c",), ("d",))
    assert around(line, "c", 1) == (("b", "d"),)


def test_tension_is_no_way_unless_it_is_asked_for() -> None:
    split = world("ab", tension=("bc",))

    assert around(split, "a", 2) == (("b",), ())
    assert ways(split, "a", "c") == ()
    assert ways(split, "b", "c", "tension") == (("b", "c"),)


def test_ways_are_all_the_shortest_ones() -> None:
    square = world("ab", "bd", "ac", "cd", "de", "ae")

    assert ways(square, "b", "c") == (("b", "a", "c"), ("b", "d", "c"))
    assert ways(square, "a", "e") == (("a", "e"),)


def test_ways_are_as_long_as_networkx_says_on_a_real_network() -> None:
    club = nx.karate_club_graph()
    nodes = tuple(Node(str(node), str(node), "f", "r") for node in club)
    ties = tuple(Tie(f"{a}-{b}", str(a), str(b), "funds") for a, b in club.edges)
    karate = Ecosystem(families=(), layers=(), rings=(), nodes=nodes, ties=ties)

    for other in (8, 16, 26, 33):
        assert len(ways(karate, "0", str(other))[0]) - 1 == nx.shortest_path_length(club, 0, other)


def test_contacts_are_shared_or_of_one_alone() -> None:
    found = contacts(world("xa", "ya", "xb", "yc", "xy"), "x", "y")

    assert (found.both, found.only_one, found.only_other) == (("a",), ("b",), ("c",))


def test_a_part_of_a_map_keeps_the_ties_within() -> None:
    part = only(world("ab", "bc", "cd"), ("b", "c", "nobody"))

    assert [node.key for node in part.nodes] == ["b", "c"]
    assert [tie.key for tie in part.ties] == ["bc"]


def test_nobody_is_around_who_is_not_on_the_map() -> None:
    with pytest.raises(KeyError):
        around(world("ab"), "z", 1)

"""What colour and size say: family, readiness or community; influence, betweenness or resources."""

from itertools import combinations
from math import hypot

import pytest

from ecosystem.graph.figures import figures_of, task_of
from ecosystem.graph.looks import looked
from ecosystem.graph.places import View
from ecosystem.graph.records import ColourBy, Ecosystem, Family, Node, Ring, SizeBy, Tie
from ecosystem.maps.figure_jobs import Progress
from ecosystem.maps.legend import legend_of
from ecosystem.maps.looks import asked_look, is_measuring, looks_of, query_of
from ecosystem.maps.marks import half_extents, marks_of
from ecosystem.maps.palette import palette
from ecosystem.maps.scene import compose
from tests.litto import litto

TIES = ("ab", "bc", "ca", "cd", "de", "ef", "fd")


def two_triangles() -> Ecosystem:
    """Return two groups of three with one tie between them, and somebody alone."""
    resources = {"a": ("data", "human"), "b": ("data",)}
    nodes = tuple(Node(key, key, "x", "r", resources=resources.get(key, ())) for key in "abcdefg")
    return Ecosystem(
        families=(Family("x", "Firms", "FI", "square", 3),),
        layers=(),
        rings=(Ring("r", "Ring"),),
        nodes=nodes,
        ties=tuple(Tie(pair, pair[0], pair[1], "agreement") for pair in TIES),
    )


def test_a_community_has_a_letter_and_a_colour_of_its_own() -> None:
    marks = marks_of(asked_look(two_triangles(), {"colour": "community"}))

    assert {key: mark.letters for key, mark in marks.items()} == dict(zip("abcdefg", "AAABBB–", strict=True))
    assert len({marks[key].colour for key in "adg"}) == 3
    assert {mark.shape for mark in marks.values()} == {"square"}


def test_the_legend_counts_the_communities() -> None:
    legend = legend_of(asked_look(two_triangles(), {"colour": "community"}), palette())

    assert [(row.letters, row.count) for row in legend.groups] == [("A", 3), ("B", 3), ("–", 1)]


def test_size_by_betweenness_is_largest_between_the_groups() -> None:
    marks = marks_of(asked_look(two_triangles(), {"size": "betweenness"}))

    assert marks["c"].radius == marks["d"].radius == max(mark.radius for mark in marks.values())
    assert marks["a"].radius == marks["g"].radius < marks["c"].radius


def test_size_by_resources_counts_their_kinds() -> None:
    marks = marks_of(asked_look(two_triangles(), {"size": "resources"}))

    assert marks["a"].radius > marks["b"].radius > marks["c"].radius


def test_colour_by_readiness_is_one_colour_in_steps() -> None:
    world = asked_look(litto(), {"colour": "readiness"})
    marks = marks_of(world)

    assert len({mark.colour for mark in marks.values()}) == 1
    assert {marks[node.key].fill is None for node in world.nodes if node.readiness is None} == {True}
    assert len(legend_of(world, palette()).steps) == 6


def test_an_unknown_look_is_the_usual_one() -> None:
    world = litto()

    assert asked_look(world, {"colour": "taste", "size": "<script>"}) == world
    assert query_of(world) == ""


def test_the_address_keeps_what_is_chosen() -> None:
    world = asked_look(litto(), {"colour": "community", "size": "resources"})

    assert query_of(world) == "&colour=community&size=resources"
    assert [choice.code for choice in looks_of(world).colours if choice.is_chosen] == ["community"]


def test_another_look_moves_nobody_and_covers_nobody() -> None:
    usual = compose(View.ECOSYSTEM, litto(), {})
    world = asked_look(litto(), {"colour": "community", "size": "betweenness"})
    marks = marks_of(world)

    for one, other in combinations(marks.values(), 2):
        here, there = usual.places[one.key], usual.places[other.key]
        reach = min(half_extents(one)) + min(half_extents(other))
        assert hypot(here.x - there.x, here.y - there.y) >= reach


def test_who_stands_between_in_a_large_map_is_worked_out_beside_the_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = litto()
    found = figures_of(task_of(whole))
    monkeypatch.setattr("ecosystem.maps.looks.is_large", lambda _task: True)
    monkeypatch.setattr("ecosystem.maps.looks.figures_now", lambda _task: Progress())
    asked = {"colour": "community", "size": "betweenness"}

    waiting = asked_look(whole, asked)
    assert (waiting.look.colour, waiting.look.size) == (ColourBy.COMMUNITY, SizeBy.INFLUENCE)
    assert is_measuring(waiting, asked)

    monkeypatch.setattr("ecosystem.maps.looks.figures_now", lambda _task: found)
    ready = asked_look(whole, asked)
    assert not is_measuring(ready, asked)
    at_once = looked(whole, ColourBy.COMMUNITY, SizeBy.BETWEENNESS).look
    assert (ready.look.colour, ready.look.size, ready.look.groups) == (
        at_once.colour,
        at_once.size,
        at_once.groups,
    )
    assert dict(ready.look.shares) == pytest.approx(dict(at_once.shares))
    assert not is_measuring(whole, {})

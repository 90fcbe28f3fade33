"""Maps of several kinds of network, as large as a test wants, and how well they are drawn."""

import random
from collections.abc import Callable, Mapping, Sequence
from math import fsum, hypot, isfinite

import igraph
import networkx as nx

from ecosystem.graph.places import Point
from ecosystem.graph.records import Ecosystem, Node, Tie
from tests.litto import FAMILIES, LAYERS, RINGS

Pair = tuple[int, int]
TIES_EACH = 3
GROUP = 40  # members of a group, about
WITHIN = 0.75  # of the ties


def _random(count: int, seed: int) -> set[Pair]:
    chance = random.Random(seed)
    return {_ordered(*chance.sample(range(count), 2)) for _ in range(TIES_EACH * count)}


def _hubs(count: int, seed: int) -> set[Pair]:
    """Return a few with very many ties: Barabási and Albert (1999)."""
    return {_ordered(*pair) for pair in nx.barabasi_albert_graph(count, TIES_EACH, seed=seed).edges}


def _small_world(count: int, seed: int) -> set[Pair]:
    """Return neighbours and a few far away: Watts and Strogatz (1998)."""
    return {_ordered(*pair) for pair in nx.watts_strogatz_graph(count, 2 * TIES_EACH, 0.1, seed=seed).edges}


def _groups(count: int, seed: int) -> set[Pair]:
    """Return groups with three quarters of the ties within, some without any tie, as registers are."""
    chance = random.Random(seed)
    homes = [chance.randrange(max(4, count // GROUP)) for _ in range(count)]
    members: dict[int, list[int]] = {}
    for number, home in enumerate(homes):
        members.setdefault(home, []).append(number)
    pairs: set[Pair] = set()
    while len(pairs) < 2.5 * count:
        one = chance.randrange(count)
        other = chance.choice(members[homes[one]]) if chance.random() < WITHIN else chance.randrange(count)
        if one != other:
            pairs.add(_ordered(one, other))
    return pairs


GRAPHS: Mapping[str, Callable[[int, int], set[Pair]]] = {
    "random": _random,
    "hubs": _hubs,
    "small world": _small_world,
    "groups": _groups,
}


def crowd_map(kind: str, count: int, seed: int) -> Ecosystem:
    """Return a map with the ties of one of the `GRAPHS`, the same for the same seed."""
    chance = random.Random(seed)
    nodes = tuple(
        Node(f"s{number}", f"N{number}", chance.choice(FAMILIES).code, "likely", ("data",), 3, 3, 3)
        for number in range(count)
    )
    ties = tuple(
        Tie(f"t{one}-{other}", f"s{one}", f"s{other}", "funds")
        for one, other in sorted(GRAPHS[kind](count, seed))
    )
    return Ecosystem(FAMILIES, LAYERS, RINGS, nodes, ties)


def crossings(ties: Sequence[tuple[str, str]], points: Mapping[str, Point]) -> int:
    """Return how many pairs of ties cross, of all that share no end."""
    lines = sorted(
        (min(points[one], points[other]), max(points[one], points[other]), one, other) for one, other in ties
    )
    found = 0
    for number, (a, b, one, other) in enumerate(lines):
        (ax, ay), (bx, by) = a, b
        low, high = min(ay, by), max(ay, by)
        for (cx, cy), (dx, dy), third, fourth in lines[number + 1 :]:
            if cx > bx:
                break
            if (cy < low and dy < low) or (cy > high and dy > high):
                continue
            if one in (third, fourth) or other in (third, fourth):
                continue
            across, down = bx - ax, by - ay
            far, deep = dx - cx, dy - cy
            found += (across * (cy - ay) - down * (cx - ax)) * (
                across * (dy - ay) - down * (dx - ax)
            ) < 0 and (far * (ay - cy) - deep * (ax - cx)) * (far * (by - cy) - deep * (bx - cx)) < 0
    return found


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def stress(ties: Sequence[tuple[str, str]], points: Mapping[str, Point]) -> float:
    """Return how far distances on paper are from those in ties, at the best uniform scale (0 is exact)."""
    keys = list(points)
    number = {key: index for index, key in enumerate(keys)}
    steps = igraph.Graph(len(keys), [(number[one], number[other]) for one, other in ties]).distances()
    shares = [
        hypot(points[keys[one]][0] - points[keys[other]][0], points[keys[one]][1] - points[keys[other]][1])
        / steps[one][other]
        for one in range(len(keys))
        for other in range(one)
        if isfinite(steps[one][other])
    ]
    scale = fsum(shares) / fsum(share * share for share in shares)
    return fsum((scale * share - 1) ** 2 for share in shares) / len(shares)

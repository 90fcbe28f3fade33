"""The network view: who is tied stands together, after Fruchterman and Reingold (1991).

'Graph drawing by force-directed placement', Software: Practice and Experience 21(11). Written for
a few dozen nodes from a fixed spiral; a crowd is left to igraph's engine of the same forces, which starts
from distances in ties. The same ties give the same picture.
"""

from cmath import rect
from collections.abc import Mapping, Sequence
from math import pi, sqrt
from random import Random

from ecosystem.graph.later import igraph
from ecosystem.graph.pivots import start, turned
from ecosystem.graph.places import CROWD, HEIGHT, WIDTH, Place, Point, within
from ecosystem.graph.records import PROJECT_KEY, TENSION, Ecosystem, Node

ROUNDS = 220
GRAVITY = 0.06
GOLDEN_ANGLE = 2.399963  # radians; neighbours on the spiral are never in line
MARGIN_X, MARGIN_Y = 130.0, 60.0
STRETCH = (WIDTH - 2 * MARGIN_X) / (HEIGHT - 2 * MARGIN_Y)
HALF = HEIGHT / 2 - MARGIN_Y  # the forces work in a square of twice this side, stretched at the end
OFFSETS = (36.0, 72.0, 110.0, 160.0, 220.0)
DIRECTIONS = 14
FREE = "free"
MIDDLE = Place(WIDTH / 2, HEIGHT / 2, FREE)  # where the project stands
EDGE = 44.0  # no mark stands nearer to the end of the world
RIGHT, BOTTOM = WIDTH - EDGE, HEIGHT - EDGE
# In a crowd: up to so many nodes all push all, for as many rounds as `EACH_BY_EACH` allows; in a larger
# one neighbours push each other, in so many rounds. How weakly all are held together, and how far from
# its wanted place a mark may stand.
EACH_BY_EACH, MOST_BY_EACH = 30_000, 2000
MOST_ROUNDS = 34
CROWD_ROUNDS = 70
CROWD_GRAVITY = 1.75  # over the root of the number of nodes
NEARBY = 90.0
# How much wider than high a crowd may be drawn than the forces have it: more fills the sheet, less
# keeps distances true. Beyond so many nodes the whole sheet is needed.
MOST_STRETCH, MOST_TRUE = 1.1, 1000
# From how many nodes a crowd is drawn less dense in the middle, so that marks find room, and from
# how many more as dense there as further out.
LOOSE, EVEN = 300, 1200
# The part of a crowd that is fitted into the world; who is further out stands at its edge.
FITTED = 0.995

Spring = tuple[str, str, float]


def springs(ecosystem: Ecosystem) -> list[Spring]:
    """Return the ties that pull, with their strength; tension pulls nobody together."""
    return [
        (tie.source, tie.target, float(tie.strength)) for tie in ecosystem.all_ties() if tie.kind != TENSION
    ]


def settled(keys: Sequence[str], pulls: Sequence[Spring], held: Mapping[str, Place]) -> dict[str, Point]:
    """Return a position for each of `keys`; those in `held` stay where they are, as the project does."""
    held = {**held, PROJECT_KEY: MIDDLE}
    spots = {key: _inner(held[key]) if key in held else _start(i, len(keys)) for i, key in enumerate(keys)}
    free = [key for key in keys if key not in held]
    spacing = 1.25 * HALF / sqrt(max(len(keys), 1))
    for step in range(ROUNDS):
        moves = _moves(spots, pulls, spacing)
        reach = spacing * (1 - step / ROUNDS)
        for key in free:
            spots[key] = _kept(spots[key] + _shortened(moves[key], reach))
    return {key: _outer(spot) for key, spot in spots.items()}


def _start(index: int, count: int) -> complex:
    return rect(HALF * sqrt((index + 0.5) / max(count, 1)), index * GOLDEN_ANGLE)


def _moves(spots: Mapping[str, complex], pulls: Sequence[Spring], spacing: float) -> dict[str, complex]:
    """Return the sum of pushes, pulls and a little gravity on each node."""
    moves = {key: -spot * GRAVITY for key, spot in spots.items()}
    keys, square = list(spots), spacing * spacing
    for index, one in enumerate(keys):
        for other in keys[index + 1 :]:
            gap = spots[one] - spots[other]
            push = gap * square / max(gap.real * gap.real + gap.imag * gap.imag, 1.0)
            moves[one] += push
            moves[other] -= push
    for source, target, strength in pulls:
        gap = spots[target] - spots[source]
        pull = gap * abs(gap) * sqrt(strength) / (spacing * 1.6)
        moves[source] += pull
        moves[target] -= pull
    return moves


def _shortened(move: complex, reach: float) -> complex:
    length = abs(move)
    return move if length <= reach else move * reach / length


def _kept(spot: complex) -> complex:
    return complex(within(spot.real, -HALF, HALF), within(spot.imag, -HALF, HALF))


def _inner(place: Place) -> complex:
    return complex((place.x - WIDTH / 2) / STRETCH, place.y - HEIGHT / 2)


def _outer(spot: complex) -> Point:
    return WIDTH / 2 + spot.real * STRETCH, HEIGHT / 2 + spot.imag


def between(fresh: Sequence[str], ecosystem: Ecosystem, held: Mapping[str, Place]) -> dict[str, Point]:
    """Return the middle of whom each of `fresh` is tied to; a spot on the spiral where it is to nobody."""
    near: dict[str, list[complex]] = {key: [] for key in fresh}
    ties = [tie for tie in ecosystem.all_ties() if tie.source in near or tie.target in near]
    for tie in ties:
        for one, other in ((tie.source, tie.target), (tie.target, tie.source)):
            place = MIDDLE if other == PROJECT_KEY else held.get(other)
            if place and tie.kind != TENSION and one in near:
                near[one].append(complex(place.x, place.y))
    middles = {key: sum(spots) / len(spots) for key, spots in near.items() if spots}
    return {
        key: (middles[key].real, middles[key].imag) if key in middles else _outer(_start(index, len(fresh)))
        for index, key in enumerate(fresh)
    }


def settled_crowd(keys: Sequence[str], pulls: Sequence[Spring]) -> dict[str, Point]:
    """Return a position for each of very many `keys`, by igraph's engine of the forces."""
    number, count = {key: index for index, key in enumerate(keys)}, len(keys)
    ends = [(number[source], number[target]) for source, target, _strength in pulls]
    weights = [strength for _source, _target, strength in pulls]
    graph = igraph.Graph(count, ends)
    spots = start(graph) if count <= MOST_BY_EACH else _spiral(count)
    seed = [(spot.real, spot.imag) for spot in spots]
    igraph.set_random_number_generator(Random(1))  # noqa: S311 (the same picture each time)
    if count > MOST_BY_EACH:
        layout = graph.layout_fruchterman_reingold(
            weights=weights or None, niter=CROWD_ROUNDS, grid="grid", seed=seed
        )
        spots = turned([complex(*point) for point in layout.coords])
    else:
        # One more node, tied weakly to all, keeps those without ties from drifting off.
        graph.add_vertices(1)
        graph.add_edges([(count, index) for index in range(count)])
        layout = graph.layout_fruchterman_reingold(
            weights=weights + [CROWD_GRAVITY / sqrt(count)] * count,
            niter=min(MOST_ROUNDS, EACH_BY_EACH // count),
            grid="nogrid",
            seed=[*seed, (0.0, 0.0)],
        )
        spots = turned([complex(*point) for point in layout.coords[:count]])
    if count > LOOSE:
        spots = _evened(spots, min((count - LOOSE) / EVEN, 1))
    fitted = _fitted(spots, STRETCH if count > MOST_TRUE else MOST_STRETCH)
    return dict(zip(keys, fitted, strict=True))


def _spiral(count: int) -> list[complex]:
    return [_start(index, count) * sqrt(count) / HALF for index in range(count)]


def _fitted(spots: Sequence[complex], most: float) -> list[Point]:
    """Return spots as points of the world, one direction stretched by `most` times the other at most."""
    across, down = _reach([spot.real for spot in spots]), _reach([spot.imag for spot in spots])
    stretch = within(STRETCH * down / across, 1 / most, most)
    scale = min(STRETCH * HALF / (across * stretch), HALF / down)
    inner = (complex(spot.real * scale * stretch / STRETCH, spot.imag * scale) for spot in spots)
    return [_outer(_kept(spot)) for spot in inner]


def _evened(spots: Sequence[complex], share: float) -> list[complex]:
    """Return spots in the same directions and order from the middle.

    With a `share` of 0 they are as dense there as they were, with 1 as dense as further out.
    """
    evened = list(spots)
    for rank, index in enumerate(sorted(range(len(spots)), key=lambda index: abs(spots[index]))):
        evened[index] *= (sqrt(rank + 0.5) / (abs(spots[index]) or 1.0)) ** share
    return evened


def _reach(values: Sequence[float]) -> float:
    """Return how far from 0 all but the outermost values are."""
    return sorted(map(abs, values))[int(FITTED * (len(values) - 1))] or 1.0


def _free(ecosystem: Ecosystem, held: Mapping[str, Place]) -> dict[str, Point]:
    """Return a position for whoever is not in `held`.

    When few of a crowd are new they go between those they are tied to, and nobody else is asked.
    """
    nodes = [node.key for node in ecosystem.nodes]
    fresh = [key for key in nodes if key not in held]
    if not fresh:
        return {}
    keys = [PROJECT_KEY, *nodes] if ecosystem.project else nodes
    if len(keys) <= CROWD:
        return settled(keys, springs(ecosystem), held)
    if len(fresh) * 10 < len(keys):
        return between(fresh, ecosystem, held)
    return settled_crowd(keys, springs(ecosystem))


class ForcePlan:
    """Free positions: the forces say where a node would like to be, spots are tried around it."""

    def __init__(self, ecosystem: Ecosystem, held: Mapping[str, Place]) -> None:
        """Let the forces work, with the nodes in `held` and the project kept in place."""
        self._held, self._free = held, _free(ecosystem, held)

    def slot(self, node: Node) -> str:  # noqa: ARG002 (as the other plans)
        """Return the one slot there is: a node may stand anywhere."""
        return FREE

    def candidates(self, node: Node) -> list[Point]:
        """Return spots around where the forces put the node, the nearest first."""
        wanted = complex(*self._spot(node))
        around = [
            wanted + rect(offset, 2 * pi * turn / DIRECTIONS)
            for offset in OFFSETS
            for turn in range(DIRECTIONS)
        ]
        return [self.clamp(FREE, spot.real, spot.imag) for spot in (wanted, *around)]

    def wanted(self, node: Node) -> Point:
        """Return where the forces put the node."""
        return self.clamp(FREE, *self._spot(node))

    def spot(self, node: Node, across: float, down: float) -> Point:
        """Return a point near where the node belongs, rather near than far, at two shares (0 to 1)."""
        spot = complex(*self._spot(node)) + rect(NEARBY * across * across, 2 * pi * down)
        return self.clamp(FREE, spot.real, spot.imag)

    def clamp(self, slot: str, x: float, y: float) -> Point:  # noqa: ARG002 (as the other plans)
        """Return the point, or the nearest one inside the world."""
        if EDGE <= x <= RIGHT and EDGE <= y <= BOTTOM:  # of a crowd nearly all
            return x, y
        return within(x, EDGE, RIGHT), within(y, EDGE, BOTTOM)

    def _spot(self, node: Node) -> Point:
        """Return where the node stands, or where the forces put it."""
        place = self._held.get(node.key)
        return (place.x, place.y) if place else self._free[node.key]

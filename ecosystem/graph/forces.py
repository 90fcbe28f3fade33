"""The network view: who is tied stands together, after Fruchterman and Reingold (1991).

'Graph drawing by force-directed placement', Software: Practice and Experience 21(11). Written for
a few hundred nodes without numpy; the start is a fixed spiral, so the same ties give the same picture.
"""

from cmath import rect
from collections.abc import Mapping, Sequence
from math import pi, sqrt

from ecosystem.graph.places import HEIGHT, WIDTH, Point, within
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

Spring = tuple[str, str, float]


def springs(ecosystem: Ecosystem) -> list[Spring]:
    """Return the ties that pull, with their strength; tension pulls nobody together."""
    return [
        (tie.source, tie.target, float(tie.strength)) for tie in ecosystem.all_ties() if tie.kind != TENSION
    ]


def settled(keys: Sequence[str], pulls: Sequence[Spring], held: Mapping[str, Point]) -> dict[str, Point]:
    """Return a position for each of `keys`; those in `held` stay where they are."""
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


def _inner(point: Point) -> complex:
    return complex((point[0] - WIDTH / 2) / STRETCH, point[1] - HEIGHT / 2)


def _outer(spot: complex) -> Point:
    return WIDTH / 2 + spot.real * STRETCH, HEIGHT / 2 + spot.imag


class ForcePlan:
    """Free positions: the forces say where a node would like to be, spots are tried around it."""

    def __init__(self, ecosystem: Ecosystem, held: Mapping[str, Point]) -> None:
        """Let the forces work, with the nodes in `held` and the project kept in place."""
        keys = [node.key for node in ecosystem.nodes]
        if ecosystem.project:
            keys.insert(0, PROJECT_KEY)
            held = {**held, PROJECT_KEY: (WIDTH / 2, HEIGHT / 2)}
        is_all_held = all(key in held for key in keys)
        self._wanted = dict(held) if is_all_held else settled(keys, springs(ecosystem), held)

    def slot(self, node: Node) -> str:  # noqa: ARG002 (as the other plans)
        """Return the one slot there is: a node may stand anywhere."""
        return FREE

    def candidates(self, node: Node) -> list[Point]:
        """Return spots around where the forces put the node, the nearest first."""
        wanted = complex(*self._wanted[node.key])
        around = [
            wanted + rect(offset, 2 * pi * turn / DIRECTIONS)
            for offset in OFFSETS
            for turn in range(DIRECTIONS)
        ]
        return [self.clamp(FREE, spot.real, spot.imag) for spot in (wanted, *around)]

    def clamp(self, slot: str, x: float, y: float) -> Point:  # noqa: ARG002 (as the other plans)
        """Return the point, or the nearest one inside the world."""
        return within(x, 44.0, WIDTH - 44.0), within(y, 44.0, HEIGHT - 44.0)

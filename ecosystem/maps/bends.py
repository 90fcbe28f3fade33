"""Which way each tie swings: around marks, names and other ties where it can."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from ecosystem.graph.places import HEIGHT, WIDTH, Box, Point
from ecosystem.graph.records import PARTNER_TIE, Tie
from ecosystem.maps.curves import MANY, control

# Sideways swing of a curve as a share of its length; the gentlest that meets nothing is taken.
BENDS = (0.0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3, -0.3)
PROBE = 9.0  # map units between two points of a curve that are looked at
FEWEST, MOST = 6, 90  # points
CELL = 48.0
STRAND = 7.0  # ties closer than this run in each other
ENDS = 2  # points at each end that lie at a mark of the tie's own
MARK_COST, NAME_COST, GUIDE_COST = 12.0, 3.0, 1.0
SWING_COST, REACH_COST = 45.0, 0.1  # of a whole length to the side; of each map unit there
OUTSIDE_COST, COMPANY_COST = 8.0, 1.6
EDGE = 8.0  # of the world, kept free of ties


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A box a tie had better not cross: what each point in it costs, and whose it is."""

    box: Box
    cost: float
    owner: str = ""


class Terrain:
    """What ties go around, by where it lies."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        """Lay down the obstacles."""
        self._cells: dict[tuple[int, int], list[Obstacle]] = {}
        self._strands: set[tuple[int, int]] = set()
        for obstacle in obstacles:
            self._lay(obstacle)

    def _lay(self, obstacle: Obstacle) -> None:
        box = obstacle.box
        for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
            for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
                self._cells.setdefault((column, row), []).append(obstacle)

    def run(self, points: Iterable[Point]) -> None:
        """Let a tie run along `points`, so that others keep off its course."""
        self._strands.update((int(x // STRAND), int(y // STRAND)) for x, y in points)

    def cost(self, points: Sequence[Point], ends: tuple[str, str]) -> float:
        """Return what a tie between two nodes costs along `points`; its own ends cost nothing."""
        total = 0.0
        for x, y in points:
            for obstacle in self._cells.get((int(x // CELL), int(y // CELL)), ()):
                box = obstacle.box
                if box.left < x < box.right and box.top < y < box.bottom and obstacle.owner not in ends:
                    total += obstacle.cost
            if not (EDGE < x < WIDTH - EDGE and EDGE < y < HEIGHT - EDGE):
                total += OUTSIDE_COST
            if (int(x // STRAND), int(y // STRAND)) in self._strands:
                total += COMPANY_COST
        return total


def choose_bends(
    ties: Sequence[Tie], points: Mapping[str, Point], obstacles: Iterable[Obstacle]
) -> dict[str, float]:
    """Return each tie's bend, parallel ties apart from each other.

    A bend's sign is that of the tie from its source to its target. Of very many ties all bend alike:
    where every line crosses marks, none can go around.
    """
    order = {key: number for number, key in enumerate(points)}
    terrain = Terrain(obstacles if len(ties) <= MANY else ())
    taken: dict[frozenset[str], set[float]] = {}
    bends: dict[str, float] = {}
    for tie in ties:
        if tie.kind == PARTNER_TIE:
            bends[tie.key] = 0.0
            continue
        pair = taken.setdefault(frozenset((tie.source, tie.target)), set())
        sign = 1.0 if order[tie.source] < order[tie.target] else -1.0
        free = [bend for bend in BENDS if bend not in pair] or list(BENDS)
        best = free[0] if len(ties) > MANY else _best(tie, free, sign, points, terrain)
        pair.add(best)
        bends[tie.key] = best * sign
    return bends


def _best(
    tie: Tie, free: Sequence[float], sign: float, points: Mapping[str, Point], terrain: Terrain
) -> float:
    start, end = points[tie.source], points[tie.target]
    best, least, course = free[0], float("inf"), [start]
    swing_cost = SWING_COST + REACH_COST * hypot(end[0] - start[0], end[1] - start[1])
    for bend in sorted(free, key=abs):
        swing = swing_cost * abs(bend)
        if swing >= least:
            break
        found = _probes(start, end, bend * sign)
        cost = swing + terrain.cost(found, (tie.source, tie.target))
        if cost < least:
            best, least, course = bend, cost, found
    terrain.run(course)
    return best


def _probes(start: Point, end: Point, bend: float) -> list[Point]:
    """Return points along a curve at even steps, without those at its ends."""
    (ax, ay), (bx, by), (cx, cy) = start, end, control(start, end, bend)
    steps = int(min(max(hypot(bx - ax, by - ay) / PROBE, FEWEST), MOST))
    found = []
    for step in range(ENDS, steps - ENDS + 1):
        t = step / steps
        u = 1 - t
        found.append((u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by))
    return found

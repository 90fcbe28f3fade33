"""Points, boxes and the world all four views share."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, inf
from typing import NamedTuple

# Map units. On a wall of 1920 x 1080 a unit is close to a pixel.
WIDTH = 1440.0
HEIGHT = 900.0

# A map with more marks is a crowd: its places are spread and not searched, its names are thinned.
CROWD = 80

# Side of the squares in which boxes are looked up: about as wide as a name.
CELL = 96.0

Point = tuple[float, float]


class View(StrEnum):
    """The four views of one graph."""

    ECOSYSTEM = "ecosystem"
    LAYERS = "layers"
    INFLUENCE = "influence"
    NETWORK = "network"


class Place(NamedTuple):
    """Where a mark stands, and the slot (ring and sector, bands, cell) it stands there for.

    `is_pinned` when a person put it there.
    """

    x: float
    y: float
    slot: str
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """Room a mark takes (half its width) and its label (widths and heights, the best first)."""

    radius: float = 28.0
    labels: tuple[tuple[float, float], ...] = ((120.0, 56.0),)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in map units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """Return the area in square units."""
        return (self.right - self.left) * (self.bottom - self.top)

    def overlap(self, other: "Box") -> float:
        """Return the shared area in square units, 0 when they do not meet."""
        width = min(self.right, other.right) - max(self.left, other.left)
        if width <= 0:
            return 0.0
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if height > 0 else 0.0

    def gap(self, other: "Box") -> float:
        """Return how far the nearest points of two boxes are from each other, 0 when they meet."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        return hypot(across, max(self.top - other.bottom, other.top - self.bottom, 0.0))

    def outside(self, frame: "Box | None" = None) -> float:
        """Return the area that hangs over the edge of `frame`, or of the world."""
        inside = self.overlap(frame or WORLD)
        return self.area - inside

    def at(self, across: float, down: float) -> Point:
        """Return the point at two shares (0 to 1) of the width and the height."""
        return self.left + (self.right - self.left) * across, self.top + (self.bottom - self.top) * down

    def grown(self, margin: float) -> "Box":
        """Return the box with `margin` more on each side."""
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)


WORLD = Box(0.0, 0.0, WIDTH, HEIGHT)


def around(x: float, y: float, radius: float) -> Box:
    """Return the square box around a mark."""
    return Box(x - radius, y - radius, x + radius, y + radius)


class Pile:
    """Boxes by where they lie, so that asking what one covers looks only at its neighbours."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        """Lay down `boxes`."""
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Lay down one more box."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def remove(self, box: Box) -> None:
        """Take a box up again; raises KeyError or ValueError for one that does not lie here."""
        for cell in _cells(box):
            self._cells[cell].remove(box)

    def overlap(self, box: Box, *, enough: float = inf) -> float:
        """Return the sum of the areas `box` shares with each of the pile, in square units.

        Somebody who asks whether it is more than `enough` is answered as soon as it is.
        """
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        total, cells = 0.0, self._cells
        rows = range(int(top // CELL), int(bottom // CELL) + 1)
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in rows:
                for other in cells.get((column, row), ()):
                    if not (left < other.right and other.left < right):
                        continue
                    if not (top < other.bottom and other.top < bottom):
                        continue
                    x, y = max(left, other.left), max(top, other.top)
                    # Two boxes may meet in several cells; the one with the corner of what they share counts.
                    if x // CELL == column and y // CELL == row:
                        total += (min(right, other.right) - x) * (min(bottom, other.bottom) - y)
                        if total > enough:
                            return total
        return total


def _cells(box: Box) -> list[tuple[int, int]]:
    rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
    columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
    return [(column, row) for column in columns for row in rows]


def within(value: float, low: float, high: float) -> float:
    """Return `value`, or the nearer end of low..high; the middle when the range is empty."""
    if low <= value <= high:  # of a crowd nearly all
        return value
    if low > high:
        return (low + high) / 2
    return low if value < low else high

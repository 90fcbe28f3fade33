"""The influence and interest view: a grid of five by five, and a strip for who is not known yet."""

from collections import Counter
from math import ceil

from ecosystem.graph.places import HEIGHT, WIDTH, Box, Point, within
from ecosystem.graph.records import Ecosystem, Node

LEVELS = 5
CUT = 3  # on the line counts as high
GRID = Box(34.0, 40.0, 1124.0, HEIGHT - 66.0)
STRIP = Box(1160.0, 40.0, WIDTH, HEIGHT - 66.0)
STRIP_HEAD = 52.0
STRIP_COLUMNS = (STRIP.left + 34.0, STRIP.right - 42.0)  # names stand between them, no large mark hangs out
STRIP_STEP = 26.0
# Beside the grid and the strip: what stands in one of them had better not reach out of it.
MARGINS = (
    Box(0.0, 0.0, WIDTH, GRID.top),
    Box(0.0, GRID.bottom, WIDTH, HEIGHT),
    Box(0.0, GRID.top, GRID.left, GRID.bottom),
    Box(GRID.right, GRID.top, STRIP.left, GRID.bottom),
)
UNKNOWN = "unknown"
INSET = 0.24  # of a cell, kept free at each side while there is room
ACROSS = (0.5, 0.25, 0.75, 0.0, 1.0)
DOWN = (0.5, 0.0, 1.0, 0.25, 0.75)
# A cell in which many agree is filled nearly to its edges, so that no mark covers another.
FULL, MOST_ROWS, EDGE = 6, 5, 0.07


def cell_box(interest: int, influence: int) -> Box:
    """Return a cell's box; interest grows to the right, influence upwards."""
    width, height = (GRID.right - GRID.left) / LEVELS, (GRID.bottom - GRID.top) / LEVELS
    left, bottom = GRID.left + (interest - 1) * width, GRID.bottom - (influence - 1) * height
    return Box(left, bottom - height, left + width, bottom)


def cut_point() -> Point:
    """Return where the two cuts cross: below and before level 3, which counts as high."""
    box = cell_box(CUT, CUT)
    return box.left, box.bottom


class CellPlan:
    """Which cell a node belongs to."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        """Count who shares a cell in `ecosystem`; the grid is the same for every map."""
        self._counts = Counter(self.slot(node) for node in ecosystem.nodes)

    def slot(self, node: Node) -> str:
        """Return 'interest-influence', or 'unknown' when one of the two is not known."""
        if node.interest is None or node.influence is None:
            return UNKNOWN
        return f"{node.interest}-{node.influence}"

    def slot_at(self, x: float, y: float) -> str | None:
        """Return the cell at a point, 'unknown' on the strip, None beside both."""
        if STRIP.left <= x <= STRIP.right:
            return UNKNOWN
        if not (GRID.left <= x <= GRID.right and GRID.top <= y <= GRID.bottom):
            return None
        width, height = (GRID.right - GRID.left) / LEVELS, (GRID.bottom - GRID.top) / LEVELS
        interest = min(int((x - GRID.left) / width), LEVELS - 1) + 1
        return f"{interest}-{min(int((GRID.bottom - y) / height), LEVELS - 1) + 1}"

    def candidates(self, node: Node) -> list[Point]:
        """Return the spots of a node's cell, the middle first, or of the strip from the top."""
        slot = self.slot(node)
        if slot == UNKNOWN:
            return _strip_spots()
        if self._counts[slot] > FULL:
            room = self.room(slot)
            return [room.at(x, y) for x, y in _evenly(self._counts[slot], room)]
        room = self.room(slot, INSET)
        return [room.at(x, y) for y in DOWN for x in ACROSS]

    def wanted(self, node: Node) -> Point | None:  # noqa: ARG002 (as the other plans)
        """Return None: any spot of a slot is as good as another."""
        return None

    def spot(self, node: Node, across: float, down: float) -> Point:
        """Return the point of the node's slot at two shares (0 to 1) of its room."""
        return self.room(self.slot(node), INSET).at(across, down)

    def clamp(self, slot: str, x: float, y: float) -> Point:
        """Return the point, or the nearest one inside the cell or the strip."""
        room = self.room(slot)
        return within(x, room.left, room.right), within(y, room.top, room.bottom)

    def room(self, slot: str, inset: float = EDGE) -> Box:
        """Return where in its cell, but for a share at each side, or strip a mark's centre may be."""
        if slot == UNKNOWN:
            return Box(STRIP.left + 26, STRIP.top + STRIP_HEAD, STRIP.right - 26, STRIP.bottom - 26)
        box = cell_box(*map(int, slot.split("-")))
        x, y = (box.right - box.left) * inset, (box.bottom - box.top) * inset
        return Box(box.left + x, box.top + y, box.right - x, box.bottom - y)


def _evenly(count: int, room: Box) -> list[Point]:
    """Return shares (0 to 1) for rows and columns of at least `count` spots, as far apart as they can be."""
    width, height = room.right - room.left, room.bottom - room.top
    shapes = [(max(ceil(count / rows), 2), rows) for rows in range(2, MOST_ROWS + 1)]
    columns, rows = max(shapes, key=lambda shape: min(width / (shape[0] - 1), height / (shape[1] - 1)))
    return [(column / (columns - 1), row / (rows - 1)) for row in range(rows) for column in range(columns)]


def frame_of(slot: str) -> Box:
    """Return what a mark's name should stay inside: the strip or the grid."""
    return STRIP if slot == UNKNOWN else GRID


def _strip_spots() -> list[Point]:
    top, bottom = STRIP.top + STRIP_HEAD + 20, STRIP.bottom - 26
    rows = int((bottom - top) / STRIP_STEP) + 1
    return [(x, top + row * STRIP_STEP) for x in STRIP_COLUMNS for row in range(rows)]

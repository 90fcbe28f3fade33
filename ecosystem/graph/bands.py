"""The layers view: one band a layer of the digital city, the lowest at the bottom."""

from collections.abc import Sequence

from ecosystem.graph.places import HEIGHT, WIDTH, Box, Point, within
from ecosystem.graph.records import Ecosystem, Node

TOP = 6.0
FOOTING = 76.0  # the strip below the bands, for whoever has no layer yet
NAMES_WIDTH = 214.0  # the band's name stands in it, at the start edge
SIDE = 44.0
STEP = 26.0
ROUNDS = 40
UNPLACED = "none"


def ranks_by_ties(ecosystem: Ecosystem) -> dict[str, float]:
    """Return a share (0 to 1) of the width for each node, near those of whom it is tied to.

    Each goes to the mean of its neighbours, and all are spread evenly again, some rounds long: a plain
    way to the order of the graph's slowest eigenvector, in which ties are short.
    """
    neighbours: dict[str, list[str]] = {node.key: [] for node in ecosystem.nodes}
    for tie in ecosystem.ties:
        neighbours[tie.source].append(tie.target)
        neighbours[tie.target].append(tie.source)
    ranks = _ranked([node.key for node in ecosystem.nodes])
    for _round in range(ROUNDS):
        means = {
            key: (ranks[key] + sum(map(ranks.__getitem__, tied))) / (1 + len(tied))
            for key, tied in neighbours.items()
        }
        ranks = _ranked(sorted(means, key=lambda key: (means[key], ranks[key])))
    return ranks


def _ranked(keys: Sequence[str]) -> dict[str, float]:
    return {key: (number + 0.5) / len(keys) for number, key in enumerate(keys)}


class BandPlan:
    """Which bands a node stands on; its body is in the highest, its feet on the others."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        """Cut the height for the layers of `ecosystem`."""
        self._order = {layer.code: index for index, layer in enumerate(ecosystem.layers)}
        self._count = max(len(ecosystem.layers), 1)
        self._ecosystem = ecosystem
        self._wanted: dict[str, float] | None = None

    @property
    def height(self) -> float:
        """The height of one band in map units."""
        return (HEIGHT - TOP - FOOTING) / self._count

    def slot(self, node: Node) -> str:
        """Return the numbers of the node's bands, lowest first: '0-3', or 'none'."""
        numbers = sorted(self._order[code] for code in set(node.layers) if code in self._order)
        return "-".join(map(str, numbers)) or UNPLACED

    def band(self, number: int) -> Box:
        """Return the box of band `number`, 0 being the lowest."""
        bottom = HEIGHT - FOOTING - number * self.height
        return Box(0.0, bottom - self.height, WIDTH, bottom)

    def band_at(self, y: float) -> int | None:
        """Return the number of the band at a height, None on the strip below them."""
        number = int((HEIGHT - FOOTING - y) // self.height)
        return min(number, self._count - 1) if number >= 0 else None

    def footing(self) -> Box:
        """Return the strip for whoever has no layer yet."""
        return Box(0.0, HEIGHT - FOOTING, WIDTH, HEIGHT)

    def body(self, slot: str) -> Box:
        """Return the box a body may stand in."""
        box = self.footing() if slot == UNPLACED else self.band(int(slot.rsplit("-", maxsplit=1)[-1]))
        margin = min(34.0, (box.bottom - box.top) / 3)
        return Box(NAMES_WIDTH + SIDE, box.top + margin, WIDTH - SIDE, box.bottom - margin)

    def feet(self, slot: str) -> list[float]:
        """Return the heights (y) at which a body of `slot` stands on lower bands, highest first."""
        if slot == UNPLACED:
            return []
        lower = [int(number) for number in slot.split("-")][-2::-1]
        return [self.band(number).bottom - self.height * 0.3 for number in lower]

    def leg(self, slot: str, x: float, y: float) -> list[Box]:
        """Return the narrow boxes a body's leg and feet take below it."""
        feet = self.feet(slot)
        return [Box(x - 7, y, x + 7, feet[-1] + 8)] if feet else []

    def candidates(self, node: Node) -> list[Point]:
        """Return the spots of a node's slot, those near whom it is tied to first."""
        slot = self.slot(node)
        box = self.body(slot)
        rows = (0.5, 0.1, 0.9) if slot != UNPLACED else (0.5,)
        columns = int((box.right - box.left) / STEP)
        spots = [
            (box.left + column * STEP, box.top + (box.bottom - box.top) * row)
            for column in range(columns + 1)
            for row in rows
        ]
        wanted = self._wanted_x(node.key, box)
        return sorted(spots, key=lambda spot: abs(spot[0] - wanted))

    def _wanted_x(self, key: str, box: Box) -> float:
        if self._wanted is None:
            self._wanted = ranks_by_ties(self._ecosystem)
        return box.left + (box.right - box.left) * self._wanted[key]

    def wanted(self, node: Node) -> Point | None:  # noqa: ARG002 (as the other plans)
        """Return None: any spot of a slot is as good as another."""
        return None

    def spot(self, node: Node, across: float, down: float) -> Point:
        """Return the point of the node's slot at two shares (0 to 1) of its room."""
        return self.body(self.slot(node)).at(across, down)

    def clamp(self, slot: str, x: float, y: float) -> Point:
        """Return the point, or the nearest one inside the body's band."""
        box = self.body(slot)
        return within(x, box.left, box.right), within(y, box.top, box.bottom)

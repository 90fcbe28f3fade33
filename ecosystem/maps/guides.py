"""What lies under the marks: rings and rim, bands, grid, and their names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, sin

from django.utils.translation import gettext as _

from ecosystem.graph import cells, rings
from ecosystem.graph.bands import NAMES_WIDTH, BandPlan
from ecosystem.graph.places import CROWD, HEIGHT, WIDTH, Box, Point, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.label_spots import BASELINE
from ecosystem.maps.lettering import GUIDE_SIZE, LINE_HEIGHT, SPACED, Lines, broken, fitting

RIM_GAP, RIM_WIDEST = 15.0, 196.0
DRAWER_GAP = 16.0  # between the names of families that share the wedge at twelve
RIM_SIZES = (1.0, 0.98, 0.92, 0.86)
HAIRLINE, FINE = 1.2, 0.8
QUADRANT_SIZE = 27.0
RING_LINES = (1, 2, 3)
RING_SIZE = 17.5  # of capitals: as high as the small letters of other names
UPRIGHT = 0.2  # sine of the angle up to which a rim name is centred on its sector


@dataclass(frozen=True, slots=True)
class Area:
    """A line or a field under the marks, with colours by token name ("" for none).

    `numbers` are left, top, right, bottom of an ellipse or a rectangle, or both ends of a segment.
    """

    kind: str
    numbers: tuple[float, float, float, float]
    stroke: str = ""
    width: float = HAIRLINE
    fill: str = ""
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """A name under the marks; x and y are those of the first line's baseline."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    size: float
    cut: str
    colour: str
    box: Box


@dataclass(frozen=True, slots=True)
class Guides:
    """Everything under the marks of one view."""

    areas: tuple[Area, ...] = ()
    words: tuple[Words, ...] = ()

    def boxes(self) -> list[Box]:
        """Return the room the names take."""
        return [words.box for words in self.words]


def guides_of(view: View, ecosystem: Ecosystem) -> Guides:
    """Return what lies under the marks of a view, named in the active language."""
    makers: dict[View, Callable[[Ecosystem], Guides]] = {
        View.ECOSYSTEM: _rings,
        View.LAYERS: _bands,
        View.INFLUENCE: _grid,
    }
    maker = makers.get(view)
    return maker(ecosystem) if maker else Guides()


def words(
    block: Lines,
    at: Point,
    *,
    anchor: str,
    size: float = GUIDE_SIZE,
    cut: str = "regular",
    colour: str = "quiet",
) -> Words:
    """Return a block of lines around the point at its middle height, anchored left, middle or right."""
    x, y = at
    left = {"start": x, "middle": x - block.width / 2, "end": x - block.width}[anchor]
    top = y - block.height / 2
    baseline = top + BASELINE * size + (LINE_HEIGHT - 1) * size / 2
    box = Box(left, top, left + block.width, top + block.height)
    return Words(block.lines, round(x, 1), round(baseline, 1), anchor, size, cut, colour, box)


def _one_line(text: str, size: float = GUIDE_SIZE, cut: str = "regular") -> Lines:
    return broken(text, size, cut, widest=WIDTH, count=1)


def _rings(ecosystem: Ecosystem) -> Guides:
    bounds = rings.ring_bounds(len(ecosystem.rings))
    areas = [
        _ellipse(outer, fill="accent-soft" if not index else "")
        for index, (_inner, outer) in reversed(list(enumerate(bounds)))
    ]
    slices = rings.sectors(ecosystem)
    edges = {sector.start for sector in slices} | {sector.end for sector in slices}
    areas += [
        Area("segment", (*rings.at(edge, bounds[0][0]), *rings.at(edge, 1.0)), "line", FINE)
        for edge in sorted(edges)
    ]
    # A crowd stands up to the wedge that is kept free for names, where nobody sits in it.
    is_tight = len(ecosystem.nodes) > CROWD and not any(sector.family.is_extra for sector in slices)
    drawer = [sector for sector in slices if sector.family.is_extra]
    # Several families in the wedge need all of it: the rings' names then begin at its edge.
    turn, anchor = (rings.WEDGE / 2, "start") if len(drawer) > 1 else (0.0, "middle")
    names = [
        _ring_name(
            ring.name,
            rings.at(turn, outer),
            widest=2 * rings.half_wedge(outer) if is_tight else WIDTH,
            anchor=anchor,
        )
        for ring, (_inner, outer) in zip(ecosystem.rings, bounds, strict=True)
    ]
    names += [_rim_name(sector) for sector in slices if sector not in drawer]
    return Guides(tuple(areas), (*names, *_drawer_names(drawer)))


def _drawer_names(drawer: Sequence[rings.Sector]) -> list[Words]:
    """Return the names of the families in the wedge, side by side above the rim, none over another."""
    blocks, size = _drawer_blocks([sector.family.name for sector in drawer])
    lefts: list[float] = []
    for sector, block in zip(drawer, blocks, strict=True):
        wanted = rings.at((sector.start + sector.end) / 2, 1.0)[0] - block.width / 2
        least = lefts[-1] + blocks[len(lefts) - 1].width + DRAWER_GAP if lefts else wanted
        lefts.append(max(wanted, least))
    middle = (lefts[0] + lefts[-1] + blocks[-1].width) / 2 if lefts else 0.0
    shift = rings.CENTRE_X - middle if len(lefts) > 1 else 0.0
    return [
        words(block, (left + shift, block.height / 2), anchor="start", size=size)
        for left, block in zip(lefts, blocks, strict=True)
    ]


def _drawer_blocks(names: Sequence[str]) -> tuple[list[Lines], float]:
    """Return names of a line each that fit side by side above the rim, and their size."""
    room = WIDTH / 2 - DRAWER_GAP * max(len(names) - 1, 0)
    for share in RIM_SIZES:
        blocks = [_one_line(name, GUIDE_SIZE * share) for name in names]
        if sum(block.width for block in blocks) <= room:
            return blocks, GUIDE_SIZE * share
    size = GUIDE_SIZE * RIM_SIZES[-1]
    return [broken(name, size, "regular", widest=room / len(names), count=1) for name in names], size


def _ring_name(name: str, at: Point, *, widest: float, anchor: str) -> Words:
    """Return a ring's name on its line, or lines: in spaced capitals where its script has them."""
    cut = SPACED if name.upper() != name.lower() else "regular"
    size = RING_SIZE if cut == SPACED else GUIDE_SIZE
    choices = [broken(name.upper(), size, cut, widest=WIDTH, count=count) for count in RING_LINES]
    block = next((choice for choice in choices if choice.width <= widest), choices[-1])
    return words(block, at, anchor=anchor, size=size, cut=cut)


def _ellipse(share: float, fill: str) -> Area:
    x, y = rings.RADIUS_X * share, rings.RADIUS_Y * share
    numbers = (rings.CENTRE_X - x, rings.CENTRE_Y - y, rings.CENTRE_X + x, rings.CENTRE_Y + y)
    return Area("ellipse", numbers, "line", HAIRLINE, fill, 0.55)


def _rim_name(sector: rings.Sector) -> Words:
    angle = (sector.start + sector.end) / 2
    x, y = rings.at(angle, 1.0)
    x, y = x + RIM_GAP * sin(angle), y - RIM_GAP * cos(angle)
    side = sin(angle)
    anchor = "middle" if abs(side) < UPRIGHT else "start" if side > 0 else "end"
    room = WIDTH - x if side > 0 else x
    block, size = _rim_lines(sector.family.name, min(room - 2, RIM_WIDEST))
    y -= cos(angle) * block.height / 2
    half = block.height / 2
    return words(block, (x, min(max(y, half), HEIGHT - half)), anchor=anchor, size=size)


def _rim_lines(name: str, widest: float) -> tuple[Lines, float]:
    """Return a rim name in the largest letters in which no word of it is cut."""
    for share in RIM_SIZES:
        block = fitting(name, GUIDE_SIZE * share, "regular", widest=widest)
        if not any(line.endswith("…") for line in block.lines):
            return block, GUIDE_SIZE * share
    return fitting(name, GUIDE_SIZE, "regular", widest=widest), GUIDE_SIZE


def _bands(ecosystem: Ecosystem) -> Guides:
    plan = BandPlan(ecosystem)
    areas, names = [], []
    for number, layer in enumerate(ecosystem.layers):
        box = plan.band(number)
        depth = 0.85 - 0.75 * number / max(len(ecosystem.layers) - 1, 1)
        areas.append(_rectangle(box, fill="accent-soft", alpha=round(depth, 2)))
        names.append(_band_name(layer.name, box))
    if any(plan.slot(node) == "none" for node in ecosystem.nodes):
        names.append(_band_name(_("No layer yet"), plan.footing()))
    return Guides(tuple(areas), tuple(names))


def _band_name(name: str, box: Box) -> Words:
    block = fitting(name, GUIDE_SIZE, "semibold", widest=NAMES_WIDTH - 18)
    return words(block, (18.0, (box.top + box.bottom) / 2), anchor="start", cut="semibold", colour="ink")


def _rectangle(box: Box, *, stroke: str = "line", fill: str = "", alpha: float = 1.0) -> Area:
    return Area("rect", (box.left, box.top, box.right, box.bottom), stroke, FINE, fill, alpha)


def _grid(ecosystem: Ecosystem) -> Guides:
    grid, (cut_x, cut_y) = cells.GRID, cells.cut_point()
    areas = [_rectangle(Box(cut_x, grid.top, grid.right, cut_y), stroke="", fill="accent-soft", alpha=0.7)]
    for level in range(1, cells.LEVELS + 1):
        box = cells.cell_box(level, level)
        areas.append(Area("segment", (box.left, grid.top, box.left, grid.bottom), "line", FINE))
        areas.append(Area("segment", (grid.left, box.bottom, grid.right, box.bottom), "line", FINE))
    areas.append(_rectangle(grid, stroke="line-strong"))
    areas.append(Area("segment", (cut_x, grid.top, cut_x, grid.bottom), "line-strong", 1.6))
    areas.append(Area("segment", (grid.left, cut_y, grid.right, cut_y), "line-strong", 1.6))
    names = [*_quadrant_names(), *_axis_names()]
    if any(node.interest is None or node.influence is None for node in ecosystem.nodes):
        areas.append(_rectangle(cells.STRIP, fill="surface", alpha=0.6))
        head = broken(_("Not yet known"), GUIDE_SIZE, "semibold", widest=240, count=1)
        names.append(
            words(head, (cells.STRIP.left + 16, cells.STRIP.top + 26), anchor="start", cut="semibold")
        )
    return Guides(tuple(areas), tuple(names))


def _quadrant_names() -> list[Words]:
    grid = cells.GRID
    top, bottom = grid.top + 26, grid.bottom - 24
    corners = [
        (_("Keep satisfied"), grid.left + 16, top, "start"),
        (_("Work closely"), grid.right - 16, top, "end"),
        (_("Follow"), grid.left + 16, bottom, "start"),
        (_("Keep informed and give a voice"), grid.right - 16, bottom, "end"),
    ]
    return [
        words(
            _one_line(name, QUADRANT_SIZE, "semibold"),
            (x, y),
            anchor=anchor,
            size=QUADRANT_SIZE,
            cut="semibold",
        )
        for name, x, y, anchor in corners
    ]


def _axis_names() -> list[Words]:
    grid, middle = cells.GRID, (cells.GRID.left + cells.GRID.right) / 2
    names = [
        words(
            _one_line(_("Interest in the project →")),
            (middle, grid.bottom + 48),
            anchor="middle",
            colour="ink",
        )
    ]
    names.append(
        words(_one_line(_("Influence on the project ↑")), (4.0, grid.top - 20), anchor="start", colour="ink")
    )
    for level in range(1, cells.LEVELS + 1):
        box = cells.cell_box(level, level)
        number = _one_line(str(level))
        names.append(words(number, ((box.left + box.right) / 2, grid.bottom + 20), anchor="middle"))
        names.append(words(number, (grid.left - 10, (box.top + box.bottom) / 2), anchor="end"))
    return names

"""A view as paths, lines of text and colours: what every picture of it is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import mode

from ecosystem.graph.places import CROWD, Place, Point
from ecosystem.graph.records import Ecosystem, Tie
from ecosystem.maps import encoding
from ecosystem.maps.curves import MANY
from ecosystem.maps.guides import Area
from ecosystem.maps.label_spots import Label
from ecosystem.maps.lettering import LINE_HEIGHT
from ecosystem.maps.marks import Mark, marks_of
from ecosystem.maps.palette import ink_on
from ecosystem.maps.scene import Scene, courses
from ecosystem.maps.strokes import draw, hatching

# Patterns of ties where there are too many for beads, ticks and teeth.
PLAIN_DASHES = {"dashed": "9.0 7.0", "dotted": "0.1 7.0", "ticks": "2.0 3.0", "beads": "12.0 3.0 2.0 3.0"}
SMALL_LETTERS = 15.0
LETTERS_SHARE, LETTER_SHARE, LARGEST_LETTERS = 0.68, 1.0, 17.0  # of a mark's radius; in map units


@dataclass(frozen=True, slots=True)
class Line:
    """One baseline of text."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Text:
    """Lines that look alike."""

    lines: tuple[Line, ...]
    anchor: str
    size: float
    cut: str
    colour: str

    @property
    def halo(self) -> str:
        """How wide the paper around its letters is; around small ones no more than other lines can spare."""
        return "7" if self.size >= SMALL_LETTERS else f"{self.size * 0.3:.1f}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A line or a field under the marks."""

    path: str
    stroke: str
    width: float
    fill: str
    alpha: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A mark as paths and colours."""

    name: str
    path: str
    colour: str
    fill: float
    hatch: str
    outer: str
    is_ghost: bool
    letters: Text
    legs: tuple[str, ...] = ()
    feet: tuple[Point, ...] = ()
    at: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Trace:
    """A tie as paths and colours."""

    path: str
    dots: tuple[Point, ...]
    arrow: str
    dash: str
    width: float
    colour: str


def path_of(points: Sequence[Point], *, is_closed: bool) -> str:
    """Return SVG path data through `points`."""
    if not points:
        return ""
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{steps}Z" if is_closed else f"M{steps}"


def drawing(scene: Scene, ecosystem: Ecosystem, colours: Mapping[str, str]) -> dict[str, object]:
    """Return the map itself as paths, ties below marks below names."""
    marks = marks_of(ecosystem)
    ways = courses(ecosystem, marks, scene.places, bends=scene.bends, hub=scene.hub)
    traces = [
        trace_of(tie, ways[tie.key], colours, count=len(ways))
        for tie in ecosystem.all_ties()
        if tie.key in ways
    ]
    return {
        "grounds": [_ground(area, colours) for area in scene.guides.areas],
        "words": [
            _text(words.lines, (words.x, words.y), words.anchor, words.size, words.cut, colours[words.colour])
            for words in scene.guides.words
        ],
        "traces": traces,
        "tie_width": mode([trace.width for trace in traces] or [1.0]),
        "tie_alpha": encoding.tie_alpha(scene.view, len(ways)),
        "hub": scene.hub,
        "hub_text": _hub_text(scene, colours),
        "figures": [_figure(mark, scene, colours) for mark in marks.values()],
        "has_halos": len(marks) <= CROWD,
        "leads": [_lead(label, scene.places[key]) for key, label in scene.labels.items() if label.lead],
        "labels": [_label(label, scene.places[key], colours) for key, label in scene.labels.items()],
    }


def _text(lines: Sequence[str], at: Point, anchor: str, size: float, cut: str, colour: str) -> Text:
    step = size * LINE_HEIGHT
    placed = tuple(Line(line, at[0], round(at[1] + index * step, 1)) for index, line in enumerate(lines))
    return Text(placed, anchor, round(size, 1), cut, colour)


def _ground(area: Area, colours: Mapping[str, str]) -> Ground:
    left, top, right, bottom = area.numbers
    if area.kind == "ellipse":
        arc = f"A{(right - left) / 2:.1f} {(bottom - top) / 2:.1f} 0 1 0"
        middle = (top + bottom) / 2
        path = f"M{left:.1f} {middle:.1f}{arc} {right:.1f} {middle:.1f}{arc} {left:.1f} {middle:.1f}Z"
    elif area.kind == "rect":
        path = path_of([(left, top), (right, top), (right, bottom), (left, bottom)], is_closed=True)
    else:
        path = path_of([(left, top), (right, bottom)], is_closed=False)
    return Ground(
        path, colours.get(area.stroke, "none"), area.width, colours.get(area.fill, "none"), area.alpha
    )


def _label(label: Label, place: Place, colours: Mapping[str, str]) -> Text:
    colour = colours["quiet"] if label.cut == "italic" else colours["ink"]
    return _text(
        label.lines, (place.x + label.dx, place.y + label.dy), label.anchor, label.size, label.cut, colour
    )


def _lead(label: Label, place: Place) -> str:
    return path_of([(place.x + x, place.y + y) for x, y in label.lead], is_closed=False)


def _hub_text(scene: Scene, colours: Mapping[str, str]) -> Text | None:
    hub = scene.hub
    if hub is None:
        return None
    first = hub.y - (len(hub.lines) - 1) * hub.size * LINE_HEIGHT / 2 + hub.size * 0.33
    return _text(hub.lines, (hub.x, first), "middle", hub.size, "semibold", colours["paper"])


def _figure(mark: Mark, scene: Scene, colours: Mapping[str, str]) -> Figure:
    place = scene.places[mark.key]
    figure = figure_of(mark, (0.0, 0.0), colours)
    feet = tuple((0.0, round(y - place.y, 1)) for y in scene.feet.get(mark.key, ()))
    legs = (path_of([(0.0, 0.0), feet[-1]], is_closed=False),) if feet else ()
    return replace(figure, at=(place.x, place.y), legs=legs, feet=feet)


def figure_of(mark: Mark, at: Point, colours: Mapping[str, str]) -> Figure:
    """Return a mark's paths around a point."""
    path, hatch, outer = _paths(mark.shape, mark.radius, mark.halo, at)
    colour = colours[mark.colour]
    is_strong = mark.fill is not None and mark.fill >= encoding.STRONG_FILL
    ink = ink_on(mark.colour, colours) if is_strong else "quiet" if mark.is_ghost else "ink"
    share = LETTER_SHARE if len(mark.letters) == 1 else LETTERS_SHARE
    size = min(mark.radius * share, LARGEST_LETTERS)
    return Figure(
        name=mark.name,
        path=path,
        colour=colour,
        fill=0.0 if mark.is_ghost else mark.fill or 0.0,
        hatch="" if mark.is_ghost or mark.fill else hatch,
        outer=outer if mark.is_partner else "",
        is_ghost=mark.is_ghost,
        letters=_text(
            (mark.letters,), (at[0], at[1] + size * 0.34), "middle", size, "semibold", colours[ink]
        ),
    )


@lru_cache(maxsize=512)
def _paths(shape: str, radius: float, halo: float, at: Point) -> tuple[str, str, str]:
    """Return a mark's outline, its hatching and its outer outline."""
    points = encoding.border(shape, radius, at)
    hatch = " ".join(path_of(line, is_closed=False) for line in hatching(points))
    outer = path_of(encoding.border(shape, radius * halo, at), is_closed=True)
    return path_of(points, is_closed=True), hatch, outer


def trace_of(tie: Tie, course: Sequence[Point], colours: Mapping[str, str], *, count: int = 0) -> Trace:
    """Return the paths of a tie along its course, one of `count` on the map; of many, a plain curve."""
    stroke, width = encoding.stroke(tie), encoding.line_width(tie, count)
    if count > MANY:
        (ax, ay), (cx, cy), (bx, by) = course
        path = f"M{ax:.0f} {ay:.0f}Q{cx:.0f} {cy:.0f} {bx:.0f} {by:.0f}"
        return Trace(path, (), "", PLAIN_DASHES.get(stroke.pattern, ""), width, colours[stroke.colour])
    lines = draw(course, stroke.pattern, width=width, has_arrow=not tie.is_mutual)
    return Trace(
        path=" ".join(path_of(points, is_closed=False) for points in lines.lines),
        dots=lines.dots,
        arrow=path_of(lines.arrow, is_closed=True),
        dash=" ".join(map(str, lines.dash)) if lines.dash else "",
        width=width,
        colour=colours[stroke.colour],
    )

"""Graph, places and encodings as one picture of one view."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot

from django.utils.translation import get_language

from ecosystem.graph import cells, rings
from ecosystem.graph.bands import BandPlan
from ecosystem.graph.layout import arrange
from ecosystem.graph.places import CROWD, HEIGHT, WIDTH, WORLD, Box, Place, Point, Size, View, around
from ecosystem.graph.records import PROJECT_KEY, Ecosystem, Node
from ecosystem.maps import encoding
from ecosystem.maps.bends import GUIDE_COST, MARK_COST, NAME_COST, Obstacle, choose_bends
from ecosystem.maps.curves import MANY, control, curve, thinned, trimmed
from ecosystem.maps.guides import Guides, guides_of
from ecosystem.maps.label_spots import Label, Side, Wish
from ecosystem.maps.labels import place_labels
from ecosystem.maps.lettering import LABEL_SIZE, Lines, broken, line_choices
from ecosystem.maps.marks import Mark, box_of, half_extents, letters_scale_of, marks_of, parts_of

SHORTEST = 4  # letters; a first word of fewer says too little by itself
AIR = 4.0  # between a mark and ties that pass by
ALONG = 6.0  # map units between the points of a tie that names avoid
CACHED = 64  # dressed scenes kept in memory, about 100 kB each
HUB_VIEWS = {View.ECOSYSTEM: encoding.PROJECT_RADIUS, View.NETWORK: 66.0}
LINKED = 5.0  # what the most relations of all add to the rank of a name
SIDES = {
    View.LAYERS: (Side.BELOW, Side.RIGHT, Side.LEFT, Side.ABOVE),
    View.INFLUENCE: (Side.RIGHT, Side.BELOW, Side.LEFT, Side.ABOVE),
}
DIAGONALS = (Side.BELOW_RIGHT, Side.BELOW_LEFT, Side.ABOVE_RIGHT, Side.ABOVE_LEFT)


@dataclass(frozen=True, slots=True)
class Hub:
    """The project's disc with its title."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Scene:
    """One view of one ecosystem, ready to be drawn; the same one as long as nothing of it changes."""

    view: View
    places: dict[str, Place]
    labels: dict[str, Label]
    feet: dict[str, tuple[float, ...]]
    bends: dict[str, float]
    guides: Guides
    hub: Hub | None


def compose(view: View, ecosystem: Ecosystem, stored: Mapping[str, Place]) -> Scene:
    """Return the scene of a view; who has no stored place gets one."""
    marks, guides, hub = marks_of(ecosystem), guides_of(view, ecosystem), _hub(view, ecosystem)
    taken = guides.boxes() + ([around(hub.x, hub.y, hub.radius + 4)] if hub else [])
    if view == View.INFLUENCE:
        taken += cells.MARGINS
    sizes = {node.key: _size(marks[node.key], node, ecosystem) for node in ecosystem.nodes}
    places = arrange(view, ecosystem, stored=stored, sizes=sizes, taken=taken)
    return dress(view, ecosystem, places)


def dress(view: View, ecosystem: Ecosystem, places: Mapping[str, Place]) -> Scene:
    """Return the scene of a view with every mark in its given place: names, ties, feet."""
    return _dressed(view, ecosystem, tuple(places.items()), get_language())


@lru_cache(maxsize=CACHED)
def _dressed(
    view: View,
    ecosystem: Ecosystem,
    placed: tuple[tuple[str, Place], ...],
    language: str | None,  # noqa: ARG001 (part of what is remembered: rings and bands have names)
) -> Scene:
    places = dict(placed)
    marks, guides, hub = marks_of(ecosystem), guides_of(view, ecosystem), _hub(view, ecosystem)
    boxes = {key: _mark_box(mark, places[key]) for key, mark in marks.items()}
    points: dict[str, Point] = {key: (place.x, place.y) for key, place in places.items()}
    if hub:
        points[PROJECT_KEY] = (hub.x, hub.y)
        boxes[PROJECT_KEY] = around(hub.x, hub.y, hub.radius)
    ties = [tie for tie in ecosystem.all_ties() if hub or PROJECT_KEY not in {tie.source, tie.target}]
    ground = [Obstacle(box.grown(AIR), MARK_COST, key) for key, box in boxes.items()]
    ground += [Obstacle(box, GUIDE_COST) for box in guides.boxes()]
    bends = choose_bends(ties, points, ground)
    feet = _feet(view, ecosystem, places)
    ways = courses(ecosystem, marks, places, bends=bends, hub=hub)
    crossed = [point for way in ways.values() for point in thinned(way, ALONG)] + _leg_points(places, feet)
    scale, worth = letters_scale_of(ecosystem), _worth(ecosystem)
    wishes = [
        replace(wish, priority=wish.priority + worth.get(wish.key, 0.0))
        for node in ecosystem.nodes
        for wish in (wish_of(view, node, marks[node.key], places[node.key], scale),)
    ]
    solid = [box for key, mark in marks.items() for box in parts_of(mark, places[key].x, places[key].y)]
    if hub:
        solid.append(boxes[PROJECT_KEY])
    labels = place_labels(wishes, obstacles=[*guides.boxes(), *solid], courses=crossed)
    # Names went where few ties run; now ties go around the names.
    named = [Obstacle(label.box, NAME_COST) for label in labels.values()]
    bends = choose_bends(ties, points, [*ground, *named])
    return Scene(view, places, labels, feet, bends, guides, hub)


def _worth(ecosystem: Ecosystem) -> dict[str, float]:
    """Return what relations add to the rank of names in a crowd, up to what the highest influence does."""
    if len(ecosystem.nodes) <= CROWD:
        return {}
    counts = Counter(key for tie in ecosystem.ties for key in (tie.source, tie.target))
    most = max(counts.values(), default=1)
    return {key: LINKED * count / most for key, count in counts.items()}


def _hub(view: View, ecosystem: Ecosystem) -> Hub | None:
    reach = HUB_VIEWS.get(view)
    title = ecosystem.project or (ecosystem.centre if view == View.ECOSYSTEM else "")
    if not title or reach is None:
        return None
    x, y = (rings.CENTRE_X, rings.CENTRE_Y) if view == View.ECOSYSTEM else (WIDTH / 2, HEIGHT / 2)
    lines, size = _hub_lines(title, reach)
    return Hub(x, y, reach, lines.lines, size)


def _hub_lines(title: str, reach: float) -> tuple[Lines, float]:
    """Return the title in the largest letters that fit the disc; the longest are cut."""
    for size in (25.0, 23.0, 21.0, 19.0, 17.0):
        for count in (1, 2, 3, 4):
            lines = broken(title, size, "semibold", widest=4 * reach, count=count)
            if hypot(lines.width / 2, lines.height / 2.6) <= reach * 0.95:
                return lines, size
    return broken(title, 17.0, "semibold", widest=reach * 1.7, count=4), 17.0


def _cut(node: Node) -> str:
    return "italic" if node.is_ghost else "semibold" if node.is_partner else "regular"


def _size(mark: Mark, node: Node, ecosystem: Ecosystem) -> Size:
    if len(ecosystem.nodes) > CROWD:  # whose names wait until the marks have their places
        return Size(max(half_extents(mark)), ())
    choices = line_choices(node.name, LABEL_SIZE * letters_scale_of(ecosystem), _cut(node))[:2]
    return Size(max(half_extents(mark)), tuple((lines.width, lines.height) for lines in choices))


def _mark_box(mark: Mark, place: Place) -> Box:
    return box_of(mark, place.x, place.y)


def wish_of(view: View, node: Node, mark: Mark, place: Place, scale: float) -> Wish:
    """Return how a node wants to be named, in letters of so much of the usual size."""
    return Wish(
        key=node.key,
        centre=(place.x, place.y),
        mark=_mark_box(mark, place),
        parts=parts_of(mark, place.x, place.y),
        choices=line_choices(node.name, LABEL_SIZE * scale, _cut(node)),
        short=line_choices(node.short, LABEL_SIZE * scale, _cut(node))
        if node.short and not node.is_partner
        else (),
        last=line_choices(first_word(node.name), LABEL_SIZE * scale, _cut(node)),
        size=LABEL_SIZE * scale,
        sides=SIDES.get(view, _outward(place)) + DIAGONALS,
        priority=10.0 * node.is_partner
        + (node.influence or encoding.UNKNOWN_INFLUENCE)
        - 5.0 * node.is_ghost,
        cut=_cut(node),
        frame=cells.frame_of(place.slot) if view == View.INFLUENCE else WORLD,
    )


def first_word(name: str) -> str:
    """Return a name's first word of some length, with '…' for what follows."""
    first, *more = name.split()
    if more and len(first) < SHORTEST:
        first = f"{first} {more.pop(0)}"
    return f"{first}…" if more else first


def _outward(place: Place) -> tuple[Side, ...]:
    """Return the sides of a name, away from the middle first."""
    if place.x >= WIDTH / 2:
        return (Side.RIGHT, Side.LEFT, Side.BELOW, Side.ABOVE)
    return (Side.LEFT, Side.RIGHT, Side.BELOW, Side.ABOVE)


def _feet(view: View, ecosystem: Ecosystem, places: Mapping[str, Place]) -> dict[str, tuple[float, ...]]:
    if view != View.LAYERS:
        return {}
    plan = BandPlan(ecosystem)
    feet = {key: tuple(round(y, 1) for y in plan.feet(place.slot)) for key, place in places.items()}
    return {key: found for key, found in feet.items() if found}


def _leg_points(places: Mapping[str, Place], feet: Mapping[str, Sequence[float]]) -> list[Point]:
    return [
        (places[key].x, y)
        for key, found in feet.items()
        for y in range(int(places[key].y), int(found[-1]), 8)
    ]


def courses(
    ecosystem: Ecosystem,
    marks: Mapping[str, Mark],
    places: Mapping[str, Place],
    *,
    bends: Mapping[str, float],
    hub: Hub | None,
) -> dict[str, list[Point]]:
    """Return the visible course of each tie that has a bend, from mark to mark.

    Of many, it is start, control point and end of a curve from centre to centre.
    """
    if len(bends) > MANY:
        return _plain_courses(ecosystem, places, bends, hub)
    borders = {key: _border(marks[key], place) for key, place in places.items()}
    points: dict[str, Point] = {key: (place.x, place.y) for key, place in places.items()}
    if hub:
        points[PROJECT_KEY] = (hub.x, hub.y)
        borders[PROJECT_KEY] = encoding.border("circle", hub.radius + encoding.CLEARANCE, (hub.x, hub.y))
    return {
        tie.key: trimmed(
            curve(points[tie.source], points[tie.target], bends[tie.key]),
            borders[tie.source],
            borders[tie.target],
        )
        for tie in ecosystem.all_ties()
        if tie.key in bends
    }


def _plain_courses(
    ecosystem: Ecosystem, places: Mapping[str, Place], bends: Mapping[str, float], hub: Hub | None
) -> dict[str, list[Point]]:
    points: dict[str, Point] = {key: (place.x, place.y) for key, place in places.items()}
    if hub:
        points[PROJECT_KEY] = (hub.x, hub.y)
    return {
        tie.key: [start, control(start, end, bends[tie.key]), end]
        for tie in ecosystem.all_ties()
        if tie.key in bends
        for start, end in ((points[tie.source], points[tie.target]),)
    }


def _border(mark: Mark, place: Place) -> list[Point]:
    return encoding.border(mark.shape, mark.radius * mark.halo + encoding.CLEARANCE, (place.x, place.y))

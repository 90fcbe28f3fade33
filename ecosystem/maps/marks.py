"""Marks as they are drawn, the same in each view: shape, colour, letters and size."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from string import ascii_uppercase

from ecosystem.graph.places import CROWD, Box
from ecosystem.graph.records import ColourBy, Ecosystem, Family, Node
from ecosystem.maps import encoding
from ecosystem.maps.palette import FAMILY_COLOURS, family_colour

# Up to so many nodes marks and names have full size; above, they shrink to leave paper between them.
SIZES = ((20, 1.0), (34, 0.88), (48, 0.75), (70, 0.67))
SMALLEST = 0.6
SMALLEST_RADIUS = 14.0  # 28 px across on a wall of 1920 by 1080
LEGEND_RADIUS = 11.5
READINESS = "accent"  # the colour's token
LETTERS_SMALLEST = 0.92  # of LABEL_SIZE: 22 px on a wall of 1920 by 1080


@dataclass(frozen=True, slots=True)
class Mark:
    """A node as it is drawn, the same in each view.

    `colour` is a token. `halo` is how much larger than the mark its outermost outline is: 1, and more
    for a partner.
    """

    key: str
    name: str
    family: str
    shape: str
    colour: str
    letters: str
    radius: float
    halo: float
    fill: float | None
    is_partner: bool
    is_ghost: bool


def scale_of(ecosystem: Ecosystem) -> float:
    """Return the size of marks and names, 1.0 down to the smallest in a crowd."""
    count = len(ecosystem.nodes)
    return next((scale for most, scale in SIZES if count <= most), SMALLEST * shrunk(count))


def shrunk(count: int) -> float:
    """Return how much smaller marks are in a crowd, so that they cover no more paper: 1.0 up to its limit."""
    return min(sqrt(CROWD / max(count, 1)), 1.0)


def letters_scale_of(ecosystem: Ecosystem) -> float:
    """Return the size of names, which shrink less than marks do."""
    return max(scale_of(ecosystem), LETTERS_SMALLEST)


def marks_of(ecosystem: Ecosystem) -> dict[str, Mark]:
    """Return how each node is drawn."""
    scale, smallest = scale_of(ecosystem), SMALLEST_RADIUS * shrunk(len(ecosystem.nodes))
    families = {family.code: family for family in ecosystem.families}
    groups, shares = dict(ecosystem.look.groups), dict(ecosystem.look.shares)
    marks = {}
    for node in ecosystem.nodes:
        family = families.get(node.family)
        shape = family.shape if family else encoding.NO_FAMILY_SHAPE
        level = encoding.level(shares[node.key]) if node.key in shares else node.influence
        radius = round(max(encoding.radius(level) * scale, smallest), 2)
        marks[node.key] = Mark(
            key=node.key,
            name=node.name,
            family=node.family,
            shape=shape,
            colour=_colour(node, family, groups, ecosystem.look.colour),
            letters=_letters(node, family, groups, ecosystem.look.colour),
            radius=radius,
            halo=round(encoding.partner_scale(shape, radius), 3) if node.is_partner else 1.0,
            fill=_fill(node, ecosystem, groups),
            is_partner=node.is_partner,
            is_ghost=node.is_ghost,
        )
    return marks


def _colour(node: Node, family: Family | None, groups: Mapping[str, int], colour: ColourBy) -> str:
    if colour == ColourBy.FAMILY:
        return family_colour(family.colour if family else 0)
    return READINESS if colour == ColourBy.READINESS else group_colour(groups.get(node.key, 0))


def _letters(node: Node, family: Family | None, groups: Mapping[str, int], colour: ColourBy) -> str:
    if colour == ColourBy.COMMUNITY and not node.is_ghost:
        return group_letters(groups.get(node.key, 0))
    return node.mark or (family.mark if family else "")


def _fill(node: Node, ecosystem: Ecosystem, groups: Mapping[str, int]) -> float | None:
    if ecosystem.look.colour == ColourBy.COMMUNITY:
        return 1.0 if node.key in groups else encoding.FILLS[1]
    return 1.0 if ecosystem.is_public else encoding.fill(node)


def group_colour(number: int) -> str:
    """Return the token of a community's colour; after the last the first comes again."""
    return family_colour((number - 1) % FAMILY_COLOURS + 1) if number else family_colour(0)


def group_letters(number: int) -> str:
    """Return what a community is called: A for the largest, a number after Z, a dash for none."""
    if not number:
        return "–"
    return ascii_uppercase[number - 1] if number <= len(ascii_uppercase) else str(number)


def legend_mark(family: Family, colour: ColourBy) -> Mark:
    """Return a family's mark as the legend shows it: without colour where that says something else."""
    own = family_colour(family.colour if colour == ColourBy.FAMILY else 0)
    fill = 1.0 if colour == ColourBy.FAMILY else encoding.FILLS[1]
    return _sample(family.name, family.shape, own, family.mark, fill, family.code)


def group_mark(number: int) -> Mark:
    """Return a community's mark as the legend shows it."""
    fill = 1.0 if number else encoding.FILLS[1]
    return _sample("", "circle", group_colour(number), group_letters(number), fill)


def readiness_mark(readiness: int | None) -> Mark:
    """Return the mark of a step of readiness, 1 to 5, or of what is not known."""
    fill = encoding.FILLS[readiness] if readiness else None
    return _sample("", "circle", READINESS, str(readiness or "?"), fill)


def _sample(name: str, shape: str, colour: str, letters: str, fill: float | None, family: str = "") -> Mark:
    return Mark(
        key="",
        name=name,
        family=family,
        shape=shape,
        colour=colour,
        letters=letters,
        radius=LEGEND_RADIUS,
        halo=1.0,
        fill=fill,
        is_partner=False,
        is_ghost=False,
    )


def box_of(mark: Mark, x: float, y: float) -> Box:
    """Return the box of a mark that stands at a point, the partner's outer outline included."""
    width, up, down = encoding.sides(mark.shape)
    reach = mark.radius * mark.halo
    edge = (encoding.PARTNER_OUTLINE if mark.is_partner else encoding.OUTLINE) / 2
    half = width * reach + edge
    return Box(x - half, y - up * reach - edge, x + half, y + down * reach + edge)


def parts_of(mark: Mark, x: float, y: float) -> tuple[Box, ...]:
    """Return a mark that stands at a point as level boxes: names fit beside its corners."""
    reach = mark.radius * mark.halo
    edge = (encoding.PARTNER_OUTLINE if mark.is_partner else encoding.OUTLINE) / 2
    return tuple(
        Box(x + left * reach, y + top * reach, x + right * reach, y + bottom * reach).grown(edge)
        for left, top, right, bottom in encoding.slices(mark.shape)
    )


def half_extents(mark: Mark) -> tuple[float, float]:
    """Return half the width and height a mark takes, the partner's outer outline included."""
    width, height = encoding.extent(mark.shape)
    reach = mark.radius * mark.halo
    edge = (encoding.PARTNER_OUTLINE if mark.is_partner else encoding.OUTLINE) / 2
    return width * reach + edge, height * reach + edge

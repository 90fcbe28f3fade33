"""Marks as they are drawn, the same in each view: shape, colour, letters and size."""

from dataclasses import dataclass
from math import sqrt

from ecosystem.graph.places import CROWD
from ecosystem.graph.records import Ecosystem
from ecosystem.maps import encoding

# Up to so many nodes marks and names have full size; above, they shrink to leave paper between them.
SIZES = ((20, 1.0), (34, 0.9), (48, 0.8), (70, 0.72))
SMALLEST = 0.62
SMALLEST_RADIUS = 14.0  # 28 px across on a wall of 1920 by 1080
LETTERS_SMALLEST = 0.92  # of LABEL_SIZE: 22 px on a wall of 1920 by 1080


@dataclass(frozen=True, slots=True)
class Mark:
    """A node as it is drawn, the same in each view.

    `halo` is how much larger than the mark its outermost outline is: 1, and more for a partner.
    """

    key: str
    name: str
    family: str
    shape: str
    colour: int
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
    marks = {}
    for node in ecosystem.nodes:
        family = families.get(node.family)
        shape = family.shape if family else encoding.NO_FAMILY_SHAPE
        radius = round(max(encoding.radius(node.influence) * scale, smallest), 2)
        marks[node.key] = Mark(
            key=node.key,
            name=node.name,
            family=node.family,
            shape=shape,
            colour=family.colour if family else 0,
            letters=node.mark or (family.mark if family else ""),
            radius=radius,
            halo=round(encoding.partner_scale(shape, radius), 3) if node.is_partner else 1.0,
            fill=1.0 if ecosystem.is_public else encoding.fill(node),
            is_partner=node.is_partner,
            is_ghost=node.is_ghost,
        )
    return marks


def half_extents(mark: Mark) -> tuple[float, float]:
    """Return half the width and height a mark takes, the partner's outer outline included."""
    width, height = encoding.extent(mark.shape)
    reach = mark.radius * mark.halo
    edge = (encoding.PARTNER_OUTLINE if mark.is_partner else encoding.OUTLINE) / 2
    return width * reach + edge, height * reach + edge

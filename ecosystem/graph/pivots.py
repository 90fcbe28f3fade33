"""Where the marks of a crowd start: how many ties apart they are, seen from a few of them.

Pivot MDS (Brandes and Pich 2007, 'Eigensolver methods for progressive multidimensional scaling of
large data', Graph Drawing), then smoothed along the ties. Sums are of whole numbers or rounded
once, so that every Python gives the same start, and with it the same picture.
"""

from cmath import rect
from collections.abc import Sequence
from itertools import accumulate
from math import atan2, fsum, sqrt
from operator import add, itemgetter, mul, sub

from ecosystem.graph.later import igraph

# Pivots far from each other show the whole, pivots from anywhere keep outliers from ruling it.
FAR, ANYWHERE = 2, 14
GOLDEN_SHARE = 0.6180339887498949  # its multiples spread evenly over any list
SOLID = 3  # fewer lie on a line
TURNS = 12  # of the power iteration that finds an axis
PULL = 0.9  # how much of the way
SMOOTHINGS, NODES_A_SMOOTHING = 16, 20  # how often at least; once for so many nodes
GOLDEN_ANGLE = 2.399963  # radians
JITTER = 0.3  # apart, who is as far as another from everybody
MOST_GROWN = 4.0  # the narrower way more than the wider: a line stays one
SPACING = 0.6  # a part of n nodes starts as a disc with a radius of this times the root of n


def start(graph: "igraph.Graph") -> list[complex]:
    """Return a spot for each node, about 1 apart, round 0; each part that hangs together by itself.

    The largest part stands in the middle, the others around it.
    """
    parts = sorted((list(part) for part in graph.connected_components()), key=lambda part: (-len(part), part))
    spots = [0j] * graph.vcount()
    for part in parts:
        for node, spot in zip(part, _scaled(graph, part), strict=True):
            spots[node] = spot
    spots = _smoothed(graph, spots)
    before = 0
    for part in parts:
        size = len(part)
        home = rect(sqrt(before + size / 2), before * GOLDEN_ANGLE) if before else 0j
        for turn, (node, spot) in enumerate(zip(part, _sized([spots[node] for node in part]), strict=True)):
            spots[node] = SPACING * (home + spot + rect(JITTER, turn * GOLDEN_ANGLE))
        before += size
    return spots


def _scaled(graph: "igraph.Graph", part: Sequence[int]) -> list[complex]:
    """Return a spot for each node of a part, from its distances to the pivots."""
    count = len(part)
    if count < SOLID:
        return [complex(index) for index in range(count)]
    rows = [[steps * steps for steps in row] for row in _distances(graph, part)]
    columns = _centred(rows)
    across, down = _axes(columns)
    return [
        complex(fsum(map(mul, across, column)), fsum(map(mul, down, column)))
        for column in zip(*columns, strict=True)
    ]


def _distances(graph: "igraph.Graph", part: Sequence[int]) -> list[list[int]]:
    """Return for each pivot how many ties each node of the part is away."""
    rows: list[list[int]] = []
    pivot, nearest = 0, [len(part)] * len(part)
    for _ in range(min(FAR, len(part))):
        rows.append(graph.distances(part[pivot], part)[0])
        nearest = list(map(min, nearest, rows[-1]))
        pivot = max(range(len(part)), key=nearest.__getitem__)
    anywhere = {int(len(part) * (number * GOLDEN_SHARE % 1)) for number in range(1, ANYWHERE + 1)}
    rows.extend(graph.distances([part[index] for index in sorted(anywhere)], part))
    return rows


def _centred(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rows less the means of row and column, times their number, in whole numbers."""
    height, width = len(rows), len(rows[0])
    of_rows, of_columns = [sum(row) for row in rows], [sum(column) for column in zip(*rows, strict=True)]
    whole, scale = sum(of_rows), height * width
    lifted = [width * total for total in of_columns]
    shifts = [whole - height * total for total in of_rows]
    return [
        [scale * value - total + shift for value, total in zip(row, lifted, strict=True)]
        for row, shift in zip(rows, shifts, strict=True)
    ]


def _axes(columns: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """Return the two directions in which the rows differ most, each of length 1."""
    size = len(columns)
    products = [[0.0] * size for _ in range(size)]
    for one in range(size):
        for other in range(one + 1):
            product = float(sum(map(mul, columns[one], columns[other])))
            products[one][other] = products[other][one] = product
    first = _axis(products, products[0], [0.0] * size)
    return first, _axis(products, products[1], first)


def _axis(products: Sequence[Sequence[float]], axis: Sequence[float], off: Sequence[float]) -> list[float]:
    """Return the strongest direction at a right angle to `off`, by power iteration."""
    found = list(axis)
    for _ in range(TURNS):
        along = fsum(map(mul, found, off))
        found = [value - along * part for value, part in zip(found, off, strict=True)]
        found = [fsum(map(mul, row, found)) for row in products]
        length = sqrt(fsum(map(mul, found, found))) or 1.0
        found = [value / length for value in found]
    return found


def _smoothed(graph: "igraph.Graph", spots: Sequence[complex]) -> list[complex]:
    """Return spots drawn most of the way to the middle of their neighbours, several times."""
    neighbours = graph.get_adjlist()
    flat = [other for others in neighbours for other in others]
    if not flat:
        return list(spots)
    # One pass of running sums over all neighbours: a crowd has no time for one sum a node.
    gathered, ends = itemgetter(*flat), list(accumulate(map(len, neighbours)))
    starts, pulls = [0, *ends[:-1]], [PULL / (len(others) or 1) for others in neighbours]
    stays = [1 - PULL if others else 1.0 for others in neighbours]
    for _ in range(max(SMOOTHINGS, len(spots) // NODES_A_SMOOTHING)):
        sums = list(accumulate(gathered(spots), initial=0j))
        drawn = map(sub, [sums[end] for end in ends], [sums[start] for start in starts])
        spots = list(map(add, map(mul, spots, stays), map(mul, drawn, pulls)))
    return list(spots)


def _sized(spots: Sequence[complex]) -> list[complex]:
    """Return spots round 0, each way as wide as a disc with the root of their number for its radius."""
    moved, half = turned(spots), sqrt(len(spots)) / 2
    across, down = (fsum(value * value for value in side) / len(spots) for side in _sides(moved))
    wider, higher = (half / sqrt(square) if square else 1.0 for square in (across, down))
    higher = min(higher, MOST_GROWN * wider)
    return [complex(spot.real * wider, spot.imag * higher) for spot in moved]


def turned(spots: Sequence[complex]) -> list[complex]:
    """Return spots round 0, turned so that they spread most from left to right."""
    across, down = _sides(spots)
    middle = complex(fsum(across), fsum(down)) / len(spots)
    moved = [spot - middle for spot in spots]
    across, down = _sides([spot * spot for spot in moved])
    turn = rect(1, -atan2(fsum(down), fsum(across)) / 2)
    return [spot * turn for spot in moved]


def _sides(spots: Sequence[complex]) -> tuple[list[float], list[float]]:
    return [spot.real for spot in spots], [spot.imag for spot in spots]

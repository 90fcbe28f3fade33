"""Free spots: what stands where, and what another mark with its label would cover."""

from collections.abc import Callable, Iterable, Sequence
from math import inf

from ecosystem.graph.places import Box, Pile, Place, Point, Size, around

GAP = 8.0  # between a mark and its label
MARK_WEIGHT, LABEL_WEIGHT, OUTSIDE_WEIGHT, LEG_WEIGHT = 4.0, 1.0, 3.0, 0.4
# A mark over another mark or over a name of the ground is worse than over a name that can move.
CLASH_WEIGHT = 40.0
BREATH = 4.0  # map units around a mark
# Marks keep away from each other: this over the squared distance is added to a spot's cost.
COMPANY = 2.0e6
COMPANY_REACH = 190.0
ORDER_WEIGHT = 6.0  # a spot further down the list is a little worse

Leg = Callable[[str, float, float], list[Box]]


def label_boxes(x: float, y: float, size: Size) -> list[Box]:
    """Return where a label may stand beside a mark: right, left, below, above."""
    width, height, off = size.label_width, size.label_height, size.radius + GAP
    return [
        Box(x + off, y - height / 2, x + off + width, y + height / 2),
        Box(x - off - width, y - height / 2, x - off, y + height / 2),
        Box(x - width / 2, y + off, x + width / 2, y + off + height),
        Box(x - width / 2, y - off - height, x + width / 2, y - off),
    ]


class Field:
    """The map as it fills up."""

    def __init__(self, taken: Iterable[Box], leg: Leg | None = None) -> None:
        """Start with the boxes no mark may cover; `leg` says what else a mark takes below it."""
        self._taken = list(taken)
        self._leg = leg
        self._places: dict[str, Place] = {}
        self._marks: dict[str, Box] = {}
        self._labels: dict[str, Box] = {}
        self._legs: dict[str, list[Box]] = {}

    def place(self, key: str) -> Place:
        """Return where a node stands; raises KeyError before it has been put somewhere."""
        return self._places[key]

    def put(self, key: str, place: Place, size: Size) -> None:
        """Put a node at a place, with its label on the freest side."""
        others, legs = Pile(self._others(key)), Pile(self._leg_boxes(key))
        self._places[key] = place
        self._marks[key] = around(place.x, place.y, size.radius)
        self._legs[key] = self._leg(place.slot, place.x, place.y) if self._leg else []
        self._labels[key] = min(
            label_boxes(place.x, place.y, size),
            key=lambda box: _label_cost(box, others, legs),
        )

    def settle(self, key: str, slot: str, candidates: Sequence[Point], size: Size) -> None:
        """Put a node at the best of `candidates`, whatever place it had before."""
        others, legs = Pile(self._others(key)), Pile(self._leg_boxes(key))
        solid = Pile([box for other, box in self._marks.items() if other != key] + self._taken)
        centres = [(place.x, place.y) for other, place in self._places.items() if other != key]

        def mark_cost(x: float, y: float) -> float:
            mark = around(x, y, size.radius + BREATH)
            covered = others.overlap(mark) + legs.overlap(mark) + mark.outside()
            if self._leg:
                covered += sum(others.overlap(box) for box in self._leg(slot, x, y))
            return CLASH_WEIGHT * solid.overlap(mark) + MARK_WEIGHT * covered + _company(x, y, centres)

        best, least = candidates[0], inf
        for index, (x, y) in enumerate(candidates):
            cost = ORDER_WEIGHT * index + mark_cost(x, y)
            if cost < least:
                cost += min(_label_cost(box, others, legs) for box in label_boxes(x, y, size))
            if cost < least:
                best, least = (x, y), cost
        self.put(key, Place(round(best[0], 1), round(best[1], 1), slot), size)

    def _others(self, key: str) -> list[Box]:
        marks = [box for other, box in self._marks.items() if other != key]
        return marks + [box for other, box in self._labels.items() if other != key] + self._taken

    def _leg_boxes(self, key: str) -> list[Box]:
        return [box for other, boxes in self._legs.items() if other != key for box in boxes]


def _label_cost(box: Box, others: Pile, legs: Pile) -> float:
    return (
        LABEL_WEIGHT * others.overlap(box) + LEG_WEIGHT * legs.overlap(box) + OUTSIDE_WEIGHT * box.outside()
    )


def _company(x: float, y: float, centres: Iterable[Point]) -> float:
    total = 0.0
    for other_x, other_y in centres:
        square = (x - other_x) ** 2 + (y - other_y) ** 2
        if square < COMPANY_REACH**2:
            total += COMPANY / max(square, 400.0)
    return total

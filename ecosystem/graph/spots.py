"""Free spots: what stands where, and what another mark with its label would cover."""

from collections.abc import Callable, Iterable, Sequence
from math import inf

from ecosystem.graph.places import Box, Pile, Place, Point, Size, around

GAP = 8.0  # between a mark and its label
MARK_WEIGHT, LABEL_WEIGHT, OUTSIDE_WEIGHT, LEG_WEIGHT = 4.0, 2.0, 3.0, 0.4
# A mark over another mark or over a name of the ground is worse than over a name that can move.
CLASH_WEIGHT, CLOSE_WEIGHT = 80.0, 20.0
SKIN, BREATH = 4.0, 11.0  # map units around a mark: what must be free, and what had better be
# Marks keep away from each other: this over the squared distance is added to a spot's cost.
COMPANY = 1.0e6
COMPANY_REACH = 190.0
ORDER_WEIGHT = 2.0  # a spot further down the list is a little worse

Leg = Callable[[str, float, float], list[Box]]


def label_boxes(x: float, y: float, size: Size) -> list[Box]:
    """Return where a label may stand beside a mark, in each of its shapes: right, left, below, above."""
    off = size.radius + GAP
    return [
        box
        for width, height in size.labels
        for box in (
            Box(x + off, y - height / 2, x + off + width, y + height / 2),
            Box(x - off - width, y - height / 2, x - off, y + height / 2),
            Box(x - width / 2, y + off, x + width / 2, y + off + height),
            Box(x - width / 2, y - off - height, x + width / 2, y - off),
        )
    ]


class Field:
    """The map as it fills up."""

    def __init__(self, taken: Iterable[Box], leg: Leg | None = None) -> None:
        """Start with the boxes no mark may cover; `leg` says what else a mark takes below it."""
        boxes = list(taken)
        self._leg = leg
        self._places: dict[str, Place] = {}
        self._own: dict[str, tuple[Box, Box, list[Box]]] = {}
        self._solid, self._others, self._legs = Pile(boxes), Pile(boxes), Pile()

    def place(self, key: str) -> Place:
        """Return where a node stands; raises KeyError before it has been put somewhere."""
        return self._places[key]

    def put(self, key: str, place: Place, size: Size) -> None:
        """Put a node at a place, with its label on the freest side."""
        self._lift(key)
        mark = around(place.x, place.y, size.radius)
        label = min(label_boxes(place.x, place.y, size), key=self._label_cost)
        legs = self._leg(place.slot, place.x, place.y) if self._leg else []
        self._places[key], self._own[key] = place, (mark, label, legs)
        self._solid.add(mark)
        self._others.add(mark)
        self._others.add(label)
        for leg in legs:
            self._legs.add(leg)

    def settle(self, key: str, slot: str, candidates: Sequence[Point], size: Size) -> None:
        """Put a node at the best of `candidates`, whatever place it had before."""
        self._lift(key)
        centres = [(place.x, place.y) for other, place in self._places.items() if other != key]
        best, least = candidates[0], inf
        for index, (x, y) in enumerate(candidates):
            cost = ORDER_WEIGHT * index + self._mark_cost(x, y, slot, size) + _company(x, y, centres)
            if cost < least:
                cost += min(self._label_cost(box) for box in label_boxes(x, y, size))
            if cost < least:
                best, least = (x, y), cost
        self.put(key, Place(round(best[0], 1), round(best[1], 1), slot), size)

    def _lift(self, key: str) -> None:
        """Take up a node's mark, label and legs, if it stands anywhere."""
        if key not in self._own:
            return
        mark, label, legs = self._own.pop(key)
        self._solid.remove(mark)
        self._others.remove(mark)
        self._others.remove(label)
        for leg in legs:
            self._legs.remove(leg)

    def _mark_cost(self, x: float, y: float, slot: str, size: Size) -> float:
        mark = around(x, y, size.radius + BREATH)
        covered = self._others.overlap(mark) + self._legs.overlap(mark) + mark.outside()
        if self._leg:
            covered += sum(self._others.overlap(box) for box in self._leg(slot, x, y))
        clash = self._solid.overlap(around(x, y, size.radius + SKIN))
        return CLASH_WEIGHT * clash + CLOSE_WEIGHT * self._solid.overlap(mark) + MARK_WEIGHT * covered

    def _label_cost(self, box: Box) -> float:
        return (
            LABEL_WEIGHT * self._others.overlap(box)
            + LEG_WEIGHT * self._legs.overlap(box)
            + OUTSIDE_WEIGHT * box.outside()
        )


def _company(x: float, y: float, centres: Iterable[Point]) -> float:
    total = 0.0
    for other_x, other_y in centres:
        square = (x - other_x) ** 2 + (y - other_y) ** 2
        if square < COMPANY_REACH**2:
            total += COMPANY / max(square, 400.0)
    return total

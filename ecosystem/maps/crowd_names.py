"""The names of a crowd: the first few wherever they can stand, others where a side of their mark is free."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from math import inf

from ecosystem.graph.places import Box, Pile
from ecosystem.maps.label_spots import FAR_COST, OVER_MARK, PAD, STRAIGHT, TOUCH, Label, Side, Wish, label_at

# In a crowd the first names are what a reader looks for: led to from their marks, so far (map units) away,
# they may stand over so much of lesser marks.
LEADERS, MOST_COVERED = 6, 0.2
MOST_LED = 2000  # names; more marks leave a line and a name nowhere to go
REACHES = (0.0, 20.0, 40.0, 65.0, 95.0, 130.0)


def names_of_a_crowd(wishes: Sequence[Wish], obstacles: Sequence[Box]) -> dict[str, Label]:
    """Return the names of the most important wherever they stand, and others where they are free."""
    leading = _leading_names(wishes, obstacles) if len(wishes) <= MOST_LED else {}
    others = [wish for wish in wishes if wish.key not in leading]
    taken = Pile([*obstacles, *(label.box.grown(PAD) for label in leading.values())])
    return leading | free_names(others, taken)


def _leading_names(wishes: Sequence[Wish], obstacles: Sequence[Box]) -> dict[str, Label]:
    """Return names of the most important where they cover least of marks, and nothing else."""
    parts = {part for wish in wishes for part in wish.parts}
    leaders = by_rank(wishes)[:LEADERS]
    marks, solid = Pile(parts), Pile(box for box in obstacles if box not in parts)
    for part in {part for leader in leaders for part in leader.parts}:
        solid.add(part)
    labels = {}
    for wish in leaders:
        spots = [
            label
            for reach in REACHES
            for label in _straight(wish, reach=reach)
            if _is_free(label, wish, solid)
        ]
        costs = ((_cost(label, wish, marks), number) for number, label in enumerate(spots))
        cost, best = min(costs, default=(inf, 0))
        if cost < inf:
            solid.add(spots[best].box.grown(PAD))
            labels[wish.key] = spots[best]
    return labels


def _cost(label: Label, wish: Wish, marks: Pile) -> float:
    """Return what a name led to from its mark covers and how far away it is; infinite where it says less."""
    most = MOST_COVERED * label.box.area if label.lead else TOUCH
    covered = marks.overlap(label.box, enough=most)
    return OVER_MARK * covered + FAR_COST * wish.mark.gap(label.box) if covered <= most else inf


def _straight(wish: Wish, sides: Collection[Side] = STRAIGHT, *, reach: float = 0.0) -> Iterator[Label]:
    """Return a name in one or two lines, and its short one, on each side of its mark."""
    for lines in (*wish.choices[:2], *wish.short[:1]):
        yield from (label_at(wish, lines, side, (0.0, reach)) for side in wish.sides if side in sides)


def _is_free(label: Label, wish: Wish, taken: Pile) -> bool:
    is_inside = label.box.outside(wish.frame) <= TOUCH
    return is_inside and taken.overlap(label.box.grown(PAD), enough=TOUCH) <= TOUCH


def by_rank(wishes: Iterable[Wish]) -> list[Wish]:
    """Return the most important first, equals in the order they come in.

    A key says nothing of who comes first, and is another one in another database.
    """
    return sorted(wishes, key=lambda wish: -wish.priority)


def free_names(
    wishes: Sequence[Wish], obstacles: Pile, sides: Collection[Side] = STRAIGHT
) -> dict[str, Label]:
    """Return the names that are free where they stand, the most important first."""
    labels: dict[str, Label] = {}
    for wish in by_rank(wishes):
        label = next((each for each in _straight(wish, sides) if _is_free(each, wish, obstacles)), None)
        if label:
            obstacles.add(label.box.grown(PAD))
            labels[wish.key] = label
    return labels

"""What stands in a place of its own stays there: in the grid or the strip, in its cell, on the rim."""

from dataclasses import replace
from itertools import combinations

from ecosystem.graph.cells import cell_box, frame_of
from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.graph.rings import sectors
from ecosystem.maps.guides import guides_of
from ecosystem.maps.marks import box_of, marks_of
from ecosystem.maps.scene import compose
from tests.litto import litto

TOUCH = 1.0  # square units nobody sees
CORNERS = 250  # square units two boxes may share where the shapes in them do not


def in_one_cell() -> Ecosystem:
    """Return Litto with twelve stakeholders whose influence and interest are both 3, the others elsewhere."""
    there = litto()
    agreed = [node.key for node in there.nodes if not node.is_partner][:12]
    nodes = [
        replace(node, influence=3, interest=3) if node.key in agreed else replace(node, influence=5)
        for node in there.nodes
    ]
    return replace(there, nodes=tuple(nodes))


def with_drawer() -> Ecosystem:
    """Return Litto with four families that come from the drawer, each with two who sit in it."""
    there = litto()
    last = [family.code for family in there.families[-4:]]
    families = tuple(replace(family, is_extra=family.code in last) for family in there.families)
    moved = [replace(node, family=last[index // 2]) for index, node in enumerate(there.nodes[:8])]
    return replace(there, families=families, nodes=(*moved, *there.nodes[8:]))


def test_nearly_all_names_stay_inside_the_grid_or_the_strip() -> None:
    scene = compose(View.INFLUENCE, litto(), {})

    over = {
        key: label.lines
        for key, label in scene.labels.items()
        if label.box.outside(frame_of(scene.places[key].slot)) > TOUCH
    }
    assert len(over) <= 1, over


def test_a_full_cell_holds_all_who_agree_and_none_covers_another() -> None:
    ecosystem = in_one_cell()
    scene, marks, cell = compose(View.INFLUENCE, ecosystem, {}), marks_of(ecosystem), cell_box(3, 3)
    there = {key: place for key, place in scene.places.items() if place.slot == "3-3"}
    boxes = {key: box_of(marks[key], place.x, place.y) for key, place in there.items()}

    assert len(there) == 12
    assert all(
        cell.left < place.x < cell.right and cell.top < place.y < cell.bottom for place in there.values()
    )
    assert [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlap(boxes[pair[1]]) > CORNERS] == []


def test_families_of_the_drawer_share_the_wedge_and_no_name_lies_over_another() -> None:
    ecosystem = with_drawer()
    guides = guides_of(View.ECOSYSTEM, ecosystem)
    drawer = [sector.family.name for sector in sectors(ecosystem) if sector.family.is_extra]
    said = {" ".join(words.lines) for words in guides.words}
    met = [pair for pair in combinations(guides.boxes(), 2) if pair[0].overlap(pair[1]) > TOUCH]

    assert len(drawer) == 4
    assert set(drawer) <= said
    assert met == []
    assert [box for box in guides.boxes() if box.outside() > TOUCH] == []

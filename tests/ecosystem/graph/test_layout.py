"""Places are the same each time, stay within their slot, and move for nobody."""

from dataclasses import replace

import pytest

from ecosystem.graph.layout import arrange, clamp, plan_of
from ecosystem.graph.places import Place, Size, View
from ecosystem.graph.records import Ecosystem, Node
from tests.litto import litto


def placed(view: View, ecosystem: Ecosystem, stored: dict[str, Place] | None = None) -> dict[str, Place]:
    """Return the places of a view, every mark and name of the usual size."""
    sizes = {node.key: Size() for node in ecosystem.nodes}
    return arrange(view, ecosystem, stored=stored or {}, sizes=sizes)


def with_nodes(ecosystem: Ecosystem, *nodes: Node) -> Ecosystem:
    """Return the map with more nodes."""
    return replace(ecosystem, nodes=(*ecosystem.nodes, *nodes))


@pytest.mark.parametrize("view", View)
def test_the_same_map_gives_the_same_places(view: View) -> None:
    assert placed(view, litto()) == placed(view, litto())


@pytest.mark.parametrize("view", View)
def test_adding_a_stakeholder_leaves_the_others_where_they_were(view: View) -> None:
    before = placed(view, litto())
    comer = Node("s99", "Salt makers", "provider", "possible", ("users",), 3, 3, 3)

    after = placed(view, with_nodes(litto(), comer), before)

    assert {key: after[key] for key in before} == before
    assert "s99" in after


@pytest.mark.parametrize("view", View)
def test_removing_a_stakeholder_leaves_the_others_where_they_were(view: View) -> None:
    whole = litto()
    before = placed(view, whole)
    gone = whole.nodes[-3].key
    nodes = tuple(node for node in whole.nodes if node.key != gone)
    ties = tuple(tie for tie in whole.ties if gone not in {tie.source, tie.target})

    after = placed(view, replace(whole, nodes=nodes, ties=ties), before)

    assert after == {key: place for key, place in before.items() if key != gone}


def test_a_stakeholder_whose_ring_changes_moves_alone() -> None:
    whole = litto()
    before = placed(View.ECOSYSTEM, whole)
    nodes = tuple(replace(node, ring="likely") if node.key == "s4" else node for node in whole.nodes)

    after = placed(View.ECOSYSTEM, replace(whole, nodes=nodes), before)

    assert [key for key in before if after[key] != before[key]] == ["s4"]
    assert after["s4"].slot == "likely:firm"


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("point", [(-500.0, -500.0), (720.0, 450.0), (9000.0, 100.0)])
def test_a_dragged_mark_stays_where_its_answers_put_it(view: View, point: tuple[float, float]) -> None:
    whole = litto()
    x, y = point

    place = clamp(view, whole, "s3", x=x, y=y)

    plan = plan_of(view, whole, {node.key: Place(1.0, 1.0, "") for node in whole.nodes})
    assert place.slot == plan.slot(whole.node("s3"))
    assert 0 <= place.x <= 1440
    assert 0 <= place.y <= 900


def test_a_mark_dragged_within_its_slot_stands_where_it_was_dropped() -> None:
    before = placed(View.ECOSYSTEM, litto())["s3"]

    after = clamp(View.ECOSYSTEM, litto(), "s3", x=before.x + 2, y=before.y - 2)

    assert (after.x, after.y) == (before.x + 2, before.y - 2)

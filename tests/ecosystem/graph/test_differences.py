"""What changed between two states of a map: every change, and nothing else."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from ecosystem.graph.differences import FIELDS, Change, Group, differences
from ecosystem.graph.frozen import as_data, from_data
from ecosystem.graph.records import Chair, Ecosystem, Family, Layer, Node, Ring, Tie

SEEDS = range(60)
CODES = tuple("abcdef")


def _node(draw: Random, key: str) -> Node:
    return Node(
        key=key,
        name=f"Name of {key}",
        family=draw.choice(CODES),
        ring="likely",
        layers=tuple(draw.sample(CODES, 2)),
        influence=draw.choice([None, 1, 5]),
        resources=tuple(draw.sample(CODES, 1)),
        score=draw.random(),
        known=0.5,
        is_partner=False,
    )


def _ends(draw: Random, nodes: list[Node]) -> tuple[str, str]:
    first, second = draw.sample(nodes, 2)
    return first.key, second.key


def _ecosystem(draw: Random, size: int = 12) -> Ecosystem:
    nodes = [_node(draw, f"l{number}") for number in range(size)]
    chairs = [Node(f"f{number}", "Nobody", "a", "likely", chair=Chair.FAMILY) for number in range(3)]
    ties = [Tie(f"t{number}", *_ends(draw, nodes), kind="funds", strength=2) for number in range(15)]
    return Ecosystem(
        families=tuple(Family(code, code, code.upper(), "circle", 1) for code in CODES),
        layers=tuple(Layer(code, code) for code in CODES),
        rings=(Ring("partners", "Partners"), Ring("likely", "Likely")),
        nodes=(*nodes, *chairs),
        ties=tuple(ties),
        project="Kiosks",
    )


def _edited(draw: Random, start: Ecosystem) -> tuple[Ecosystem, set[Change]]:
    """Return the records after random edits, and the changes these were."""
    nodes, ties = {node.key: node for node in start.nodes}, {tie.key: tie for tie in start.ties}
    made: set[Change] = set()
    for key in [node.key for node in start.stakeholders()]:
        what = draw.choice(["leave", "partner", "influence", "layers", "family", "nothing", "nothing"])
        if what == "leave":
            del nodes[key]
            made.add(Change(Group.LEFT, key))
            for gone in [tie.key for tie in ties.values() if key in {tie.source, tie.target}]:
                del ties[gone]
                made.add(Change(Group.UNTIED, gone))
        if what == "partner":
            nodes[key] = replace(nodes[key], is_partner=True, ring="partners")
            made.add(Change(Group.PARTNER, key))
        if what in {"influence", "layers", "family"}:
            old = getattr(nodes[key], what)
            new: Any = {"influence": 3, "layers": ("new",), "family": "other"}[what]
            nodes[key] = replace(nodes[key], **{what: new})
            before = tuple(sorted(old)) if what == "layers" else old
            made.add(Change(Group.CHANGED, key, what, before, new))
    made |= _edited_around(draw, nodes, ties)
    shuffled = list(nodes.values())
    draw.shuffle(shuffled)
    return replace(start, nodes=tuple(shuffled), ties=tuple(ties.values())), made


def _edited_around(draw: Random, nodes: dict[str, Node], ties: dict[str, Tie]) -> set[Change]:
    """Let some join, change relations, fill a chair."""
    made: set[Change] = set()
    for number in range(draw.randrange(3)):
        nodes[f"l9{number}"] = _node(draw, f"l9{number}")
        made.add(Change(Group.JOINED, f"l9{number}"))
    for tie in draw.sample(sorted(ties.values(), key=lambda tie: tie.key), min(2, len(ties))):
        ties[tie.key] = replace(tie, strength=3)
        made.add(Change(Group.RETIED, tie.key, "strength", 2, 3))
    if draw.random() < 0.5:
        del nodes["f1"]
        made.add(Change(Group.NO_CHAIR, "f1"))
    return made


@pytest.mark.parametrize("seed", SEEDS)
def test_differences_list_exactly_the_edits(seed: int) -> None:
    draw = Random(seed)
    start = _ecosystem(draw)
    end, made = _edited(draw, start)

    found = differences(start, end)

    assert set(found) == made
    assert len(found) == len(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_differences_swapped_are_inverted(seed: int) -> None:
    draw = Random(seed)
    start = _ecosystem(draw)
    end, _made = _edited(draw, start)

    assert {change.inverted() for change in differences(start, end)} == set(differences(end, start))
    assert differences(start, start) == ()


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_of_a_stakeholder_is_compared(field: str) -> None:
    start = _ecosystem(Random(1))
    first = start.nodes[0]
    new: Any = {"layers": ("z",), "resources": ("z",), "influence": 4, "interest": 4, "readiness": 4}.get(
        field, "z"
    )
    end = replace(start, nodes=(replace(first, **{field: new}), *start.nodes[1:]))

    (change,) = differences(start, end)

    assert (change.key, change.field, change.after) == (first.key, field, new)


def test_a_relation_made_anew_as_it_was_is_no_change() -> None:
    start = _ecosystem(Random(2))
    end = replace(start, ties=tuple(replace(tie, key=f"new-{tie.key}") for tie in start.ties))

    assert differences(start, end) == ()


def test_a_relation_made_anew_otherwise_has_changed() -> None:
    """As when a workshop says one of the register otherwise, or the register takes over what it said."""
    start = _ecosystem(Random(2))
    first, second, third, *others = start.ties
    turned = replace(second, key="w2", source=second.target, target=second.source)
    another = replace(third, key="w3", kind="trust")
    end = replace(start, ties=(replace(first, key="w1", strength=3), turned, another, *others))

    found = differences(start, end)

    assert set(found) == {
        Change(Group.RETIED, first.key, "strength", 2, 3),
        Change(Group.RETIED, second.key, "source", second.source, second.target),
        Change(Group.RETIED, second.key, "target", second.target, second.source),
        Change(Group.UNTIED, third.key),
        Change(Group.TIED, "w3"),
    }
    assert {change.inverted() for change in found} == set(differences(end, start))


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_stored_records_come_back_as_they_were(seed: int) -> None:
    start = _ecosystem(Random(seed))

    assert from_data(json.loads(json.dumps(as_data(start)))) == start


@pytest.mark.parametrize(
    "broken",
    [
        None,
        {},
        {"version": 2},
        {"version": 1, "nodes": []},
        {"families": "text"},
        {"nodes": [{"key": "l1"}]},
        {"project": 3},
        {
            "ties": [
                {"key": "t", "source": "no", "target": "no", "kind": "x", "is_mutual": False, "strength": 2}
            ]
        },
    ],
)
def test_broken_records_are_refused(broken: object) -> None:
    whole = as_data(_ecosystem(Random(3)))
    data = whole | broken if isinstance(broken, dict) and broken and "version" not in broken else broken

    with pytest.raises(ValueError, match=r"."):
        from_data(data)

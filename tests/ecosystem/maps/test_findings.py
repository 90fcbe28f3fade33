"""What the connections say, in sentences."""

import pytest

from ecosystem.graph import connections
from ecosystem.graph.records import Ecosystem, Family, Node, Ring, Tie
from ecosystem.maps.findings import findings
from tests.litto import litto

FAMILIES = (Family("x", "Offices", "OF", "circle", 1), Family("y", "Keepers", "KE", "square", 2))


def of(names: dict[str, str], pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the findings of a map with these names (by family) and ties."""
    nodes = tuple(Node(name, name, family, "r") for name, family in names.items())
    ties = tuple(Tie(f"t{number}", *pair, "trust") for number, pair in enumerate(pairs))
    return findings(Ecosystem(FAMILIES, (), (Ring("r", "Ring"),), nodes, ties))


def test_who_stands_between_is_named_with_the_share() -> None:
    star = of(
        {"Hub": "x", "A": "x", "B": "x", "C": "y"},
        [("Hub", "A"), ("Hub", "B"), ("Hub", "C"), ("A", "B")],
    )

    assert star == (
        "Hub stands between: it works with 3 others and lies on 67 % of the shortest ways between others.",
        "Without Hub others would lose touch: no other way leads to them.",
    )


def test_little_data_is_said_before_anything_else() -> None:
    first, *_rest = of({"A": "x", "B": "x", "C": "x"}, [("A", "B")])

    assert first.startswith("Little is known: 1 pair that works together among 3 stakeholders.")


def test_who_has_no_relation_and_which_families_do_not_meet() -> None:
    found = of({"A": "x", "B": "x", "C": "y"}, [("A", "B")])

    assert "No relation is known of C." in found
    assert "1 pair of families does not meet: Offices and Keepers." in found


def test_nobody_has_nothing_to_say() -> None:
    assert of({"A": "x"}, []) == ()


def test_the_demos_findings_are_few_and_name_real_stakeholders() -> None:
    found = findings(litto())

    assert 3 <= len(found) <= 7
    assert any("Eaux du Littoral" in sentence for sentence in found)


def test_of_thousands_who_stands_between_is_left_to_the_page_of_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MOST_BETWEEN", 3)

    found = of({"D": "x", "E": "x", "F": "x", "G": "x"}, [("D", "E"), ("E", "F"), ("F", "G"), ("D", "F")])

    assert found[0].startswith("Who stands between others is on the page of figures")
    assert "Without F others would lose touch: no other way leads to them." in found

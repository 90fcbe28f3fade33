"""Measures equal published results to the digits printed there; none of these comes from networkx."""

import pytest

from ecosystem.graph.bridges import bridges, cut_points
from ecosystem.graph.cohesion import (
    betweenness_centralisation,
    closeness_centralisation,
    degree_centralisation,
    density,
)
from ecosystem.graph.groups import communities, modularity
from ecosystem.graph.measures import betweenness, closeness, core, degree, eigenvector
from tests.ecosystem.graph.networks import FLORENCE, INDIANAPOLIS, KARATE, KITE, network

# Krackhardt (1990), figure 1 and its centralities (degree, closeness, betweenness), as reprinted in
# Krebs's introduction to social network analysis; the eigenvector, highest 1, as in igraph's own tests.
KITE_PRINTED = {
    "Andre": (4, 0.529, 0.023, 0.732),
    "Beverly": (4, 0.529, 0.023, 0.732),
    "Carol": (3, 0.500, 0.000, 0.594),
    "Diane": (6, 0.600, 0.102, 1.000),
    "Ed": (3, 0.500, 0.000, 0.594),
    "Fernando": (5, 0.643, 0.231, 0.827),
    "Garth": (5, 0.643, 0.231, 0.827),
    "Heather": (3, 0.600, 0.389, 0.407),
    "Ike": (2, 0.429, 0.222, 0.100),
    "Jane": (1, 0.310, 0.000, 0.023),
}

# Wasserman and Faust (1994), table 5.1, marriage, without Pucci: degree / 14, closeness, betweenness.
FLORENCE_PRINTED = {
    "Acciaiuoli": (0.071, 0.368, 0.000),
    "Albizzi": (0.214, 0.483, 0.212),
    "Barbadori": (0.143, 0.438, 0.093),
    "Bischeri": (0.214, 0.400, 0.104),
    "Castellani": (0.214, 0.389, 0.055),
    "Ginori": (0.071, 0.333, 0.000),
    "Guadagni": (0.286, 0.467, 0.255),
    "Lamberteschi": (0.071, 0.326, 0.000),
    "Medici": (0.429, 0.560, 0.522),
    "Pazzi": (0.071, 0.286, 0.000),
    "Peruzzi": (0.214, 0.368, 0.022),
    "Ridolfi": (0.214, 0.500, 0.114),
    "Salviati": (0.143, 0.389, 0.143),
    "Strozzi": (0.286, 0.438, 0.103),
    "Tornabuoni": (0.214, 0.483, 0.092),
}

# Hanneman and Riddle (2005), chapter 10: how many each sends to.
INDIANAPOLIS_REACH = {
    "COUN": 4, "COMM": 7, "EDUC": 6, "INDU": 4, "MAYR": 8,
    "WRO": 3, "NEWS": 3, "UWAY": 6, "WELF": 3, "WEST": 5,
}  # fmt: skip
# The same, Freeman's betweenness, and that as a share of the highest possible in per cent.
INDIANAPOLIS_BETWEEN = {
    "MAYR": (17.833, 24.769),
    "COMM": (12.333, 17.130),
    "EDUC": (11.694, 16.242),
    "NEWS": (2.750, 3.819),
    "INDU": (0.806, 1.119),
    "COUN": (0.667, 0.926),
    "WEST": (0.361, 0.502),
    "WRO": (0.333, 0.463),
}


@pytest.mark.parametrize("name", KITE_PRINTED)
def test_the_kite_has_krackhardts_figures(name: str) -> None:
    kite = network(KITE)
    leading = eigenvector(kite)

    found = (
        degree(kite)[name],
        round(closeness(kite)[name], 3),
        round(betweenness(kite)[name], 3),
        round(leading[name] / max(leading.values()), 3),
    )

    assert found == KITE_PRINTED[name]


def test_the_kite_hangs_on_heather_and_ike() -> None:
    kite = network(KITE)

    assert cut_points(kite) == {"Heather": 2, "Ike": 1}
    assert bridges(kite) == (("Heather", "Ike"), ("Ike", "Jane"))


@pytest.mark.parametrize("name", FLORENCE_PRINTED)
def test_the_families_of_florence_have_wassermans_and_fausts_figures(name: str) -> None:
    florence = network(FLORENCE)

    found = (
        round(degree(florence)[name] / 14, 3),
        round(closeness(florence)[name], 3),
        round(betweenness(florence)[name], 3),
    )

    assert found == FLORENCE_PRINTED[name]


def test_florence_is_centralised_as_printed() -> None:
    florence, with_pucci = network(FLORENCE), network(FLORENCE, "Pucci")

    assert round(degree_centralisation(degree(with_pucci)), 3) == 0.267
    assert round(closeness_centralisation(closeness(florence)), 3) == 0.322
    assert round(betweenness_centralisation(betweenness(florence)), 3) == 0.437
    assert round(density(with_pucci), 3) == 0.167


def test_the_karate_club_has_its_published_size() -> None:
    """Zachary (1977); KONECT prints fill 0.139037, highest degree 17, spectral norm 6.72570."""
    club = network(KARATE)
    leading = eigenvector(club)

    assert (len(club), club.number_of_edges(), max(degree(club).values())) == (34, 78, 17)
    assert round(density(club), 6) == 0.139037
    assert round(2 * sum(leading[one] * leading[other] for one, other in club.edges), 5) == 6.72570


@pytest.mark.parametrize(("member", "printed"), [("1", 231.07), ("34", 160.55), ("33", 76.69), ("3", 75.85)])
def test_the_karate_clubs_leaders_lie_between_as_printed(member: str, printed: float) -> None:
    """Unnormalised, of 528 pairs of others, as igraph for R prints it (Csárdi and Nepusz 2006)."""
    assert round(betweenness(network(KARATE))[member] * 528, 2) == printed


def test_the_karate_club_falls_into_the_four_groups_of_the_best_modularity() -> None:
    """Brandes et al. (2008), 'On modularity clustering': the highest possible is 0.4198, four groups."""
    club = network(KARATE)
    groups = communities(club)

    assert len(groups) == 4
    assert round(modularity(club, groups), 4) == 0.4198


def test_ten_of_the_karate_club_are_its_core_of_four() -> None:
    cores = core(network(KARATE))

    assert {member for member, k in cores.items() if k == 4} == {
        *("1", "2", "3", "4", "8", "9", "14", "31", "33", "34")
    }
    assert max(cores.values()) == 4


@pytest.mark.parametrize("name", INDIANAPOLIS_BETWEEN)
def test_the_policy_network_of_indianapolis_has_its_printed_figures(name: str) -> None:
    between = betweenness(network(INDIANAPOLIS, directed=True))[name]

    assert (round(between * 72, 3), round(between * 100, 3)) == INDIANAPOLIS_BETWEEN[name]


def test_indianapolis_is_as_dense_and_as_centralised_as_printed() -> None:
    policy = network(INDIANAPOLIS, directed=True)

    assert degree(policy) == INDIANAPOLIS_REACH
    assert round(density(policy), 4) == 0.5444
    assert round(betweenness_centralisation(betweenness(policy)) * 100, 2) == 20.11

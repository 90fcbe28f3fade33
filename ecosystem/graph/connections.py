"""What the connections of a map say, on cooperation only: tension is left out."""

from dataclasses import dataclass

from ecosystem.graph.bridges import cut_points
from ecosystem.graph.brokers import families_apart
from ecosystem.graph.build import pairs
from ecosystem.graph.cohesion import isolated
from ecosystem.graph.measures import betweenness, degree
from ecosystem.graph.records import Ecosystem

MOST_BETWEEN = 1000


@dataclass(frozen=True, slots=True)
class Connections:
    """Measures of a map's stakeholders, by key; empty chairs are nobody and have none.

    `works_with` counts others (0 and up). `between` is a share from 0 to 1; of more than MOST_BETWEEN
    stakeholders it is empty, because it takes many seconds. `cut_points` hold the network together,
    `alone` work with nobody, `apart` are pairs of families without any tie.
    """

    works_with: dict[str, int]
    between: dict[str, float]
    cut_points: tuple[str, ...]
    alone: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    ties: int


def connections_of(ecosystem: Ecosystem) -> Connections:
    """Return what the ties between the map's stakeholders say."""
    simple = pairs(ecosystem)
    return Connections(
        works_with=degree(simple),
        between=betweenness(simple) if len(simple) <= MOST_BETWEEN else {},
        cut_points=tuple(sorted(cut_points(simple))),
        alone=isolated(simple),
        apart=families_apart(ecosystem.stakeholders(), simple),
        ties=simple.number_of_edges(),
    )

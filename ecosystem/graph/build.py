"""Records to a networkx graph."""

import networkx as nx

from ecosystem.graph.records import PROJECT_KEY, TENSION, Ecosystem


def build(ecosystem: Ecosystem) -> "nx.MultiDiGraph[str]":
    """Return the graph with a node for each stakeholder and chair, and an edge for each tie.

    Edges are keyed by the tie's key, so that parallel ties stay apart and files can name them.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    if ecosystem.project:
        graph.add_node(PROJECT_KEY, name=ecosystem.project)
    for node in ecosystem.nodes:
        graph.add_node(node.key, name=node.name, family=node.family)
    for tie in ecosystem.all_ties():
        graph.add_edge(
            tie.source, tie.target, key=tie.key, kind=tie.kind, strength=tie.strength, mutual=tie.is_mutual
        )
    return graph


def cooperation(graph: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """Return who works with whom: one edge a pair, without tension and without the project.

    The edge's `strength` (1 to 3) is that of the strongest tie, its `distance` 1/strength.
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(node for node in graph if node != PROJECT_KEY)
    for source, target, facts in graph.edges(data=True):
        if facts["kind"] == TENSION or PROJECT_KEY in {source, target}:
            continue
        before = simple.get_edge_data(source, target, {"strength": 0})["strength"]
        strength = max(before, facts["strength"])
        simple.add_edge(source, target, strength=strength, distance=1 / strength)
    return simple

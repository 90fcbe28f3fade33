"""Records to a networkx graph."""

from ecosystem.graph.later import nx
from ecosystem.graph.records import PROJECT_KEY, TENSION, Ecosystem

SIXTHS = 6  # the length of a tie of strength 1; divided by 2 and by 3 without a rest


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


def pairs(ecosystem: Ecosystem, kind: str = "") -> "nx.Graph[str]":
    """Return who is tied to whom among the map's stakeholders: one edge a pair, whatever its direction.

    Without a `kind` these are the pairs that work together: every relation but tension. The edge's
    `strength` (1 to 3) is that of the strongest of its ties. Its `distance` is 1/strength counted in
    sixths (6, 3 or 2): whole numbers, so that two ways of one length are equal exactly.
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(node.key for node in ecosystem.stakeholders())
    for tie in ecosystem.ties:
        is_wanted = tie.kind == kind if kind else tie.kind != TENSION
        if is_wanted and tie.source in simple and tie.target in simple and tie.source != tie.target:
            before = simple.get_edge_data(tie.source, tie.target, {"strength": 0})["strength"]
            strength = max(before, tie.strength)
            simple.add_edge(tie.source, tie.target, strength=strength, distance=SIXTHS // strength)
    return simple

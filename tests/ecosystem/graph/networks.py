"""Small networks everybody knows, as their sources print them."""

import networkx as nx

from ecosystem.graph.build import SIXTHS
from ecosystem.graph.records import Ecosystem, Node, Tie

# Krackhardt (1990), 'Assessing the political landscape', Administrative Science Quarterly 35, 342-369.
KITE = {
    "Andre": "Beverly Carol Diane Fernando",
    "Beverly": "Diane Ed Garth",
    "Carol": "Diane Fernando",
    "Diane": "Ed Fernando Garth",
    "Ed": "Garth",
    "Fernando": "Garth Heather",
    "Garth": "Heather",
    "Heather": "Ike",
    "Ike": "Jane",
}
# Padgett's marriages, after Breiger and Pattison (1986), Social Networks 8, 215-256; Pucci has none.
FLORENCE = {
    "Acciaiuoli": "Medici",
    "Albizzi": "Ginori Guadagni Medici",
    "Barbadori": "Castellani Medici",
    "Bischeri": "Guadagni Peruzzi Strozzi",
    "Castellani": "Peruzzi Strozzi",
    "Guadagni": "Lamberteschi Tornabuoni",
    "Medici": "Ridolfi Salviati Tornabuoni",
    "Pazzi": "Salviati",
    "Peruzzi": "Strozzi",
    "Ridolfi": "Strozzi Tornabuoni",
}
# Zachary (1977), 'An information flow model for conflict and fission', J. Anthropological Research 33.
KARATE = {
    "1": "2 3 4 5 6 7 8 9 11 12 13 14 18 20 22 32",
    "2": "3 4 8 14 18 20 22 31",
    "3": "4 8 9 10 14 28 29 33",
    "4": "8 13 14",
    "5": "7 11",
    "6": "7 11 17",
    "7": "17",
    "9": "31 33 34",
    "10": "34",
    "14": "34",
    "15": "33 34",
    "16": "33 34",
    "19": "33 34",
    "20": "34",
    "21": "33 34",
    "23": "33 34",
    "24": "26 28 30 33 34",
    "25": "26 28 32",
    "26": "32",
    "27": "30 34",
    "28": "34",
    "29": "32 34",
    "30": "33 34",
    "31": "33 34",
    "32": "33 34",
    "33": "34",
}
# Who sends information to whom among ten organisations that shape welfare policy in Indianapolis:
# Knoke and Wood (1981), 'Organized for Action'; the matrix as in Hanneman and Riddle (2005),
# 'Introduction to Social Network Methods', chapter 5.
INDIANAPOLIS = {
    "COUN": "COMM MAYR NEWS WELF",
    "COMM": "COUN EDUC INDU MAYR NEWS UWAY WELF",
    "EDUC": "COMM INDU MAYR WRO NEWS WEST",
    "INDU": "COUN COMM MAYR NEWS",
    "MAYR": "COUN COMM EDUC INDU NEWS UWAY WELF WEST",
    "WRO": "EDUC NEWS WELF",
    "NEWS": "COMM INDU MAYR",
    "UWAY": "COUN COMM INDU MAYR NEWS WELF",
    "WELF": "COMM MAYR NEWS",
    "WEST": "COUN COMM EDUC MAYR NEWS",
}


def network(ties: dict[str, str], *alone: str, directed: bool = False) -> nx.Graph:
    """Return the graph of a list of ties, all of strength 1, with those in `alone`, who have none."""
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from((*ties, *alone))
    for one, others in ties.items():
        graph.add_edges_from(((one, other) for other in others.split()), strength=1, distance=SIXTHS)
    return graph


def map_of(
    families: dict[str, str], ties: list[tuple[str, str, int]], kind: str = "agreement", **facts: object
) -> Ecosystem:
    """Return a map of stakeholders (key to family) with ties (one, other, strength) of one kind."""
    nodes = tuple(Node(key, key, family, "r", **facts) for key, family in families.items())
    drawn = tuple(
        Tie(f"t{number}", one, other, kind, strength=strength)
        for number, (one, other, strength) in enumerate(ties)
    )
    return Ecosystem((), (), (), nodes, drawn)

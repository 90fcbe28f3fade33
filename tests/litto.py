"""A map of the fictional city of Litto, as large as a real workshop's, for tests and for looking at."""

from dataclasses import replace

from ecosystem.graph.records import Chair, Ecosystem, Family, Layer, Node, Ring, Tie

FAMILIES = (
    Family("authority", "Local authorities", "LA", "hexagon", 1),
    Family("firm", "Traditional private firms", "TF", "square", 2),
    Family("telecom", "Telecommunication sector", "TC", "triangle", 3),
    Family("start-up", "Digital start-ups", "ST", "diamond", 4),
    Family("provider", "Small and informal providers", "IP", "triangle-down", 5),
    Family("solidarity", "Social and solidarity economy", "SE", "rounded", 6),
    Family("ngo", "NGOs", "NG", "circle", 7),
    Family("community", "Community-based organisations", "CB", "ellipse", 8),
    Family("citizens", "Citizens", "CI", "star", 9),
    Family("university", "Universities and educational institutes", "UN", "pentagon", 10),
    Family("state", "State and regulator", "SR", "octagon", 11, is_extra=True),
    Family("utility", "Utility", "UT", "cross", 12, is_extra=True),
)
LAYERS = (
    Layer("base", "Analogue base"),
    Layer("network", "Support network and connectivity"),
    Layer("data", "Data production"),
    Layer("processing", "Data analysis and processing"),
    Layer("exchange", "Communication and exchange"),
    Layer("users", "Uses and users"),
)
RINGS = (
    Ring("partners", "Partners"),
    Ring("likely", "Likely"),
    Ring("possible", "Possible"),
    Ring("distant", "Distant"),
    Ring("unknown", "Not yet known"),
)
# name, family, ring, layers, influence, interest, readiness, resources
_ROWS = (
    ("Water and Sanitation Office", "authority", "partners", "base processing", 5, 5, 4, "human data"),
    ("Municipal data unit", "authority", "partners", "processing exchange", 4, 5, 5, "technical data"),
    ("District councils", "authority", "possible", "base users", 4, 3, 3, "human"),
    ("Eaux du Littoral", "firm", "likely", "data", 5, 4, 4, "financial technical data"),
    ("Port Estates Company", "firm", "distant", "base", 3, 1, 2, "financial"),
    ("Litto Mobile", "telecom", "partners", "network data", 4, 4, 5, "technical financial data"),
    ("FibraSud", "telecom", "possible", "network", 3, 2, 4, "technical"),
    ("Kiosko Lab", "start-up", "partners", "processing exchange", 2, 5, 5, "technical"),
    ("Jeton Pay", "start-up", "likely", "exchange", 3, 4, 5, "technical"),
    ("MapLitto", "start-up", "possible", "data processing", 1, 4, 5, "technical data"),
    ("Kiosk keepers’ association", "provider", "likely", "data users", 4, 5, 2, "human data"),
    ("Water carriers’ union", "provider", "distant", "users", 3, 4, 1, "human"),
    ("Borehole owners", "provider", "possible", "base users", 4, 4, 2, ""),
    ("Tanker drivers", "provider", "unknown", "users", None, None, None, ""),
    ("Savings mutual Solida", "solidarity", "likely", "exchange users", 2, 4, 4, "financial"),
    ("Repair cooperative", "solidarity", "possible", "base", 2, 3, 3, "human technical"),
    ("Eau pour Tous", "ngo", "likely", "data exchange", 3, 5, 4, "human data"),
    ("Women and Water", "ngo", "distant", "exchange", 2, 3, 2, "human"),
    ("Market women’s circle", "community", "possible", "data users", 2, 4, 2, "human"),
    ("Quartier Nord committee", "community", "distant", "users", 3, 4, 1, ""),
    ("Youth of the Lagoon", "community", "unknown", "data users", None, 3, None, "human"),
    ("Households without network", "citizens", "possible", "users", 1, 5, 1, "data"),
    ("Tenants’ forum", "citizens", "distant", "users", 2, 2, 2, ""),
    ("Polytechnic of Litto", "university", "likely", "base data processing", 3, 4, 5, "human technical"),
    ("Institute of Statistics", "university", "possible", "data processing", 3, 2, 4, "data"),
    ("Ministry of Water", "state", "distant", "base", 5, 2, 2, "financial"),
)
_TIES = (
    (0, 1, "agreement", True, 3),
    (0, 3, "agreement", True, 3),
    (0, 3, "governs", False, 2),
    (0, 12, "governs", False, 1),
    (0, 2, "agreement", True, 2),
    (25, 0, "governs", False, 3),
    (25, 3, "funds", False, 2),
    (1, 24, "shares", True, 2),
    (1, 23, "shares", True, 1),
    (1, 9, "shares", False, 1),
    (3, 12, "tension", True, 2),
    (3, 5, "agreement", True, 2),
    (5, 7, "supplies", False, 3),
    (5, 8, "agreement", True, 2),
    (5, 6, "supplies", False, 2),
    (7, 10, "agreement", True, 3),
    (7, 8, "shares", True, 2),
    (10, 12, "supplies", False, 1),
    (10, 11, "trust", True, 2),
    (11, 12, "tension", True, 1),
    (10, 14, "trust", True, 1),
    (14, 8, "shares", True, 1),
    (14, 18, "funds", False, 1),
    (16, 19, "trust", True, 2),
    (16, 21, "shares", False, 2),
    (16, 17, "agreement", True, 2),
    (17, 18, "trust", True, 2),
    (18, 21, "trust", True, 1),
    (2, 19, "governs", False, 1),
    (2, 22, "trust", True, 1),
    (4, 3, "funds", False, 1),
    (15, 10, "supplies", False, 1),
    (23, 7, "shares", True, 2),
    (24, 0, "shares", False, 1),
    (20, 18, "trust", True, 1),
    (9, 16, "shares", False, 1),
    (13, 12, "supplies", False, 2),
    (22, 3, "tension", True, 1),
    (6, 23, "funds", False, 1),
    (25, 24, "governs", False, 2),
)


def chairs() -> tuple[Node, ...]:
    """Return the empty chairs of the map."""
    return (
        Node("need-1", "Nobody trains the keepers", "", "unknown", chair=Chair.NEED, mark="HU"),
        Node(
            "family-utility",
            "Utility: nobody listed",
            "utility",
            "unknown",
            layers=("network",),
            chair=Chair.FAMILY,
        ),
    )


def nodes() -> tuple[Node, ...]:
    """Return Litto's 26 listed stakeholders, keys s0 to s25."""
    return tuple(
        Node(
            key=f"s{number}",
            name=name,
            family=family,
            ring=ring,
            layers=tuple(layers.split()),
            influence=influence,
            interest=interest,
            readiness=readiness,
            resources=tuple(resources.split()),
            is_partner=ring == "partners",
        )
        for number, (name, family, ring, layers, influence, interest, readiness, resources) in enumerate(
            _ROWS
        )
    )


def ties() -> tuple[Tie, ...]:
    """Return Litto's relations, keys t0 and up."""
    return tuple(
        Tie(f"t{number}", f"s{source}", f"s{target}", kind, is_mutual=mutual, strength=strength)
        for number, (source, target, kind, mutual, strength) in enumerate(_TIES)
    )


def litto() -> Ecosystem:
    """Return the map of the water-kiosk project: 26 stakeholders, 40 relations, 2 empty chairs."""
    return Ecosystem(FAMILIES, LAYERS, RINGS, nodes() + chairs(), ties(), project="Prepaid water kiosks")


def times_over(ecosystem: Ecosystem, times: int) -> Ecosystem:
    """Return a map with `times` as many stakeholders and relations, each copy apart from the others."""
    nodes = [
        replace(node, key=f"{node.key}-{copy}", name=f"{node.name} {copy}")
        for copy in range(times)
        for node in ecosystem.nodes
    ]
    ties = [
        replace(tie, key=f"{tie.key}-{copy}", source=f"{tie.source}-{copy}", target=f"{tie.target}-{copy}")
        for copy in range(times)
        for tie in ecosystem.ties
    ]
    return Ecosystem(
        ecosystem.families, ecosystem.layers, ecosystem.rings, tuple(nodes), tuple(ties), project="Kiosks"
    )

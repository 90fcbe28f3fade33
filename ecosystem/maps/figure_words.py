"""What each figure says, in one sentence; how it is defined, and who defined it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FREEMAN = "Freeman (1978), “Centrality in social networks: conceptual clarification”, Social Networks 1(3)."
WASSERMAN = "Wasserman and Faust (1994), Social Network Analysis, Cambridge University Press."
LOUVAIN = (
    "Blondel, Guillaume, Lambiotte and Lefebvre (2008), “Fast unfolding of communities in large networks”, "
    "Journal of Statistical Mechanics P10008."
)
HARARY = "Harary (1969), Graph Theory, Addison-Wesley."


@dataclass(frozen=True, slots=True)
class Term:
    """A figure's name, what it says, its definition with its range, and where that comes from."""

    code: str
    name: Promise
    sentence: Promise
    definition: Promise
    source: str | Promise


OURS = _("A definition of this product.")

OF_STAKEHOLDERS = (
    Term(
        "degree",
        _("Ties"),
        _("With how many others it has a relation."),
        _(
            "Degree: the number of others, however many relations there are with each, and whichever way "
            "they point. From 0 up."
        ),
        FREEMAN,
    ),
    Term(
        "strength",
        _("Strength"),
        _("How strong its ties are, taken together."),
        _(
            "Weighted degree: the strengths of its ties added up. Each tie counts 1 to 3, by the strongest "
            "relation with that other. From 0 up."
        ),
        "Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004), “The architecture of complex weighted "
        "networks”, PNAS 101(11).",
    ),
    Term(
        "between",
        _("Between"),
        _("How often it stands on the shortest way between two others."),
        _(
            "Betweenness: for each pair of others, the share of their shortest ways that leads over it; the "
            "mean of that over all pairs. From 0 (nobody's way) to 1 (everybody's). Where strength counts, "
            "a way is the shorter the stronger its relations are: each is 1 divided by its strength long."
        ),
        "Freeman (1977), “A set of measures of centrality based on betweenness”, Sociometry 40(1).",
    ),
    Term(
        "close",
        _("Near"),
        _("How few steps it takes from it to all others."),
        _(
            "Closeness: 1 divided by the mean length of the shortest ways to all others, times the share of "
            "the others it reaches. From 0 (reaches nobody) to 1 (tied to everybody); where strength counts, "
            "up to 3, because a step of strength 3 is a third as long."
        ),
        FREEMAN + " " + WASSERMAN,
    ),
    Term(
        "eigen",
        _("Well connected"),
        _("How well connected those are with whom it is tied."),
        _(
            "Eigenvector centrality: a tie to somebody well connected counts for more. Each value is in "
            "proportion to the sum of its contacts' values, and the squares of all add up to 1. From 0 to 1; "
            "only those in the largest connected part can be compared and have values."
        ),
        "Bonacich (1972), “Factoring and weighting approaches to status scores and clique "
        "identification”, Journal of Mathematical Sociology 2(1).",
    ),
    Term(
        "constraint",
        _("Hemmed in"),
        _("How far its contacts already know each other, so that it has little to pass on."),
        _(
            "Constraint: low for who links many that are strangers to each other, high for who has few "
            "contacts or contacts tied among themselves. The sum over its contacts j of "
            "(p_ij + Σ p_iq p_qj)², with p the share of somebody's ties that goes to another. From nearly 0 "
            "to about 1.13; without any tie there is no value."
        ),
        "Burt (1992), Structural Holes, Harvard University Press.",
    ),
    Term(
        "core",
        _("Core"),
        _("How deep it sits in the dense middle of the map."),
        _(
            "k-core: the largest k such that it belongs to a group in which everybody has k ties within the "
            "group. Take away who has fewer than k, again and again; who is left is that group. From 0 up; "
            "strength does not count."
        ),
        "Seidman (1983), “Network structure and minimum degree”, Social Networks 5(3).",
    ),
    Term(
        "community",
        _("Group"),
        _("Which group it is in: inside a group there are more ties than chance would make."),
        _(
            "Communities: the partition with the highest modularity that repeated runs of the Louvain method "
            "find, the largest first. The letter is only a name, the same as on the map coloured by "
            "community while all relations count with their strength. Who has no tie is in no group."
        ),
        LOUVAIN,
    ),
    Term(
        "cut",
        _("Holds together"),
        _("How many would lose touch with the rest if it left."),
        _(
            "Cut point: without it its part of the map falls apart. The number counts those outside the "
            "largest piece that is left."
        ),
        HARARY,
    ),
)

OF_THE_WHOLE = (
    Term(
        "ties",
        _("Pairs with a tie"),
        _("How many pairs of stakeholders have a relation."),
        _("Several relations between the same two count as one pair; the strongest gives its strength."),
        WASSERMAN,
    ),
    Term(
        "density",
        _("Density"),
        _("The share of all possible pairs that have a tie."),
        _(
            "Pairs with a tie, divided by n(n − 1)/2, which is how many pairs n stakeholders make. From 0 "
            "(nobody is tied) to 1 (everybody to everybody)."
        ),
        WASSERMAN,
    ),
    Term(
        "degree_lead",
        _("Centralisation of ties"),
        _("How far the ties lie with one stakeholder: 0 all have as many, 1 a star."),
        _(
            "The differences to the largest number of ties, added up and divided by what a star has, in "
            "which one is tied to all and the others to nobody else."
        ),
        FREEMAN,
    ),
    Term(
        "between_lead",
        _("Centralisation of ways"),
        _("How far the shortest ways lead over one stakeholder: 0 none more than another, 1 a star."),
        _("Sum of the differences to the highest betweenness (strength not counted), over that of a star."),
        FREEMAN,
    ),
    Term(
        "close_lead",
        _("Centralisation of nearness"),
        _("How far one stakeholder is nearer to all than the others are: 0 all equally near, 1 a star."),
        _(
            "Sum of the differences to the highest closeness (strength not counted), over that of a star. "
            "It says little where the map falls into parts."
        ),
        FREEMAN,
    ),
    Term(
        "parts",
        _("Parts"),
        _("Into how many pieces the map falls that no relation links."),
        _("Connected components, those of a single stakeholder included; the largest is told beside."),
        WASSERMAN,
    ),
    Term(
        "alone",
        _("Without a tie"),
        _("How many stakeholders have no relation at all."),
        _("Isolates: stakeholders of degree 0 in the relations that are counted."),
        WASSERMAN,
    ),
    Term(
        "modularity",
        _("Modularity"),
        _("How clearly the map falls into groups: from about 0.3 up they mean something."),
        _(
            "The share of ties within groups, less the share that chance would place there with the same "
            "numbers of ties. From −0.5 to 1."
        ),
        "Newman and Girvan (2004), “Finding and evaluating community structure in networks”, "
        "Physical Review E 69, 026113.",
    ),
)

BROKERS = Term(
    "brokers",
    _("Brokers between families"),
    _("Who stands between two of different families that have no tie of their own."),
    _(
        "For how many pairs of its contacts from two families, without a tie between them, it is the "
        "go-between: the roles of gatekeeper, representative and liaison. From 0 up."
    ),
    "Gould and Fernandez (1989), “Structures of mediation”, Sociological Methodology 19.",
)
GROUPS = Term(
    "groups",
    _("Groups"),
    _("Who is tied more closely among each other than to the rest; the best connected first."),
    _(
        "Communities: the partition with the highest modularity that repeated runs of the Louvain method "
        "find. How clear it is, modularity says. Who has no tie is in no group."
    ),
    LOUVAIN,
)
BRIDGES = Term(
    "bridges",
    _("Bridges"),
    _("Relations that alone link two pieces of the map: if one ends, the two lose touch."),
    _("There is no way around it: a pair whose tie lies on no closed way."),
    HARARY,
)
FAILURES = Term(
    "failures",
    _("Single points of failure"),
    _("Stakeholders without whom others lose touch with the rest."),
    _("Cut points, with the number of those who are outside the largest piece that is left."),
    HARARY,
)
SOLE = Term(
    "sole",
    _("Held by one only"),
    _("What exactly one stakeholder holds: if it leaves, nobody else has it."),
    _(
        "Layers on which one stakeholder stands, kinds of resource that one could bring and, in a workshop, "
        "needs that one could meet. What nobody holds is an empty chair, not listed here."
    ),
    OURS,
)
APART = Term(
    "apart",
    _("Families that do not meet"),
    _("Pairs of families between which no stakeholders have a relation."),
    _("Only families with somebody on the map; of the relations that are counted."),
    OURS,
)

"""What a map is made of: plain frozen records, filled from the register or from a workshop."""

from dataclasses import dataclass, field
from enum import StrEnum

PROJECT_KEY = "project"
PARTNER_TIE = "partner"
TENSION = "tension"


class Chair(StrEnum):
    """Why a node is an empty chair: nobody fills a family, a need or a layer."""

    NONE = ""
    FAMILY = "family"
    NEED = "need"
    LAYER = "layer"


@dataclass(frozen=True, slots=True)
class Family:
    """A family as the map shows it: two-letter mark, shape and colour (1 to 14).

    `is_extra` is true for a family of the drawer: it gets a sector only where somebody sits in it.
    """

    code: str
    name: str
    mark: str
    shape: str
    colour: int
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the digital city; lists of layers start with the lowest."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of the ecosystem view; lists of rings start with the innermost."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Node:
    """A stakeholder, or an empty chair.

    Influence, interest and readiness go from 1 to 5; None is 'not known', never a zero.
    `score` (0 to 1) is the likelihood of partnership, `known` (0 to 1) how sure we are of it.
    A chair's `family` may be "" (a need or a layer belongs to no family); its `mark` then names it.
    `short` is a name for where the whole one finds no room.
    """

    key: str
    name: str
    family: str
    ring: str
    layers: tuple[str, ...] = ()
    influence: int | None = None
    interest: int | None = None
    readiness: int | None = None
    resources: tuple[str, ...] = ()
    is_partner: bool = False
    score: float | None = None
    known: float = 0.0
    chair: Chair = Chair.NONE
    mark: str = ""
    short: str = ""

    @property
    def is_ghost(self) -> bool:
        """Whether this is an empty chair."""
        return self.chair != Chair.NONE


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two nodes; strength 1 to 3. Several between the same two are kept."""

    key: str
    source: str
    target: str
    kind: str
    is_mutual: bool = False
    strength: int = 2


class ColourBy(StrEnum):
    """What the colour of a mark says."""

    FAMILY = "family"
    READINESS = "readiness"
    COMMUNITY = "community"


class SizeBy(StrEnum):
    """What the size of a mark says."""

    INFLUENCE = "influence"
    BETWEENNESS = "betweenness"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class Look:
    """What colour and size say, worked out by ecosystem.graph.looks.

    `groups` are communities by key, from 1 for the largest; who is in none is left out. `shares` are
    the sizes by key, 0 to 1 of the `most` that anybody has; without them influence counts.
    """

    colour: ColourBy = ColourBy.FAMILY
    size: SizeBy = SizeBy.INFLUENCE
    groups: tuple[tuple[str, int], ...] = ()
    shares: tuple[tuple[str, float], ...] = ()
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class Ecosystem:
    """The whole of a map: of a workshop with its project, or of a city without one.

    `ties` hold relations only; the tie of each partner to the project follows from `is_partner`.
    Nodes keep the order they are listed in; every tie's ends must be among them. `centre` stands in
    the middle of a map without a project. `is_public` maps rate nobody: no influence, no readiness.
    """

    families: tuple[Family, ...]
    layers: tuple[Layer, ...]
    rings: tuple[Ring, ...]
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...] = ()
    project: str = ""
    centre: str = ""
    is_public: bool = False
    look: Look = Look()
    _by_key: dict[str, Node] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Index the nodes. Raises ValueError when a tie ends nowhere or two nodes share a key."""
        by_key = {node.key: node for node in self.nodes}
        if len(by_key) != len(self.nodes):
            raise ValueError("Two nodes share a key.")
        for tie in self.ties:
            if tie.source not in by_key or tie.target not in by_key:
                raise ValueError(f"Tie {tie.key} ends at a node that is not on the map.")
        object.__setattr__(self, "_by_key", by_key)

    def node(self, key: str) -> Node:
        """Return the node with `key`; raises KeyError."""
        return self._by_key[key]

    def has(self, key: str) -> bool:
        """Say whether a node has `key`."""
        return key in self._by_key

    def stakeholders(self) -> tuple[Node, ...]:
        """Return the nodes that are not empty chairs."""
        return tuple(node for node in self.nodes if not node.is_ghost)

    def chairs(self) -> tuple[Node, ...]:
        """Return the empty chairs."""
        return tuple(node for node in self.nodes if node.is_ghost)

    def all_ties(self) -> tuple[Tie, ...]:
        """Return the relations, then the tie of each partner to the project."""
        if not self.project:
            return self.ties
        partners = (node for node in self.nodes if node.is_partner)
        return self.ties + tuple(
            Tie(f"{PARTNER_TIE}-{node.key}", node.key, PROJECT_KEY, PARTNER_TIE, is_mutual=True)
            for node in partners
        )

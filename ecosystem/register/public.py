"""What a map shows to anybody, and its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.safestring import SafeString

from ecosystem.graph.places import HEIGHT, WIDTH, View
from ecosystem.graph.records import Ecosystem, Node, Tie
from ecosystem.maps import captions
from ecosystem.maps.captions import Heading
from ecosystem.maps.drawn import draw_all, is_crowd
from ecosystem.maps.legend import Legend, legend_of
from ecosystem.maps.palette import variables
from ecosystem.maps.poster_page import poster
from ecosystem.maps.rows import Row, rows_of
from ecosystem.maps.scene import Scene
from ecosystem.maps.svg import svg_of
from ecosystem.models import RelationKind
from ecosystem.register.mapping import others_of, ring_of, rings
from ecosystem.text import without_hidden

PRIVATE_KINDS = frozenset({RelationKind.TENSION.value, RelationKind.TRUST.value})
KEPT_DRAWN = 16  # public maps kept drawn in memory


@dataclass(frozen=True, slots=True)
class PublicMap:
    """A map as its public page shows it: a Sheet without payload, findings and controls."""

    title: str
    subtitle: str
    counts: str
    heading: Heading
    views: tuple[tuple[View, str], ...]
    view: View
    svg: SafeString
    colours: dict[str, str]
    legend: Legend
    rows: list[Row]

    @property
    def size(self) -> tuple[int, int]:
        """The width and height of the world in map units."""
        return int(WIDTH), int(HEIGHT)


def public_class(whole: Ecosystem) -> Ecosystem:
    """Return of a map only what is meant for the public.

    Kept: who there is (name, family, layers) and what binds them (kind and direction of a relation).
    These are facts an organisation shows itself, or that anybody in the city can see.

    Left out: influence, interest, readiness, resources, likelihood and its rings, because they are
    opinions of staff or of a room about named organisations; who is a partner, because it is the city's
    to announce; empty chairs and needs, because they tell who and what is lacking; the strength of a
    relation, because it is an estimate; tension and informal trust, because they are what one side is
    said to feel. Contacts, notes and descriptions are on no map at all.

    Rings are drawn anew, by with how many others one is tied on this map.
    """
    ties = tuple(_plain_tie(tie) for tie in whole.ties if tie.kind not in PRIVATE_KINDS)
    others = others_of(ties)
    nodes = tuple(_plain_node(node, len(others[node.key])) for node in whole.stakeholders())
    seated = {node.family for node in nodes}
    return Ecosystem(
        families=tuple(family for family in whole.families if family.code in seated),
        layers=whole.layers,
        rings=rings(),
        nodes=nodes,
        ties=ties,
        centre=whole.project or whole.centre,
        is_public=True,
    )


def _plain_node(node: Node, others: int) -> Node:
    return Node(node.key, node.name, node.family, ring_of(others), node.layers, short=node.short)


def _plain_tie(tie: Tie) -> Tie:
    return Tie(tie.key, tie.source, tie.target, tie.kind, is_mutual=tie.is_mutual)


def public_map(whole: Ecosystem, heading: Heading, view: View) -> PublicMap:
    """Return the public page's map, opened at `view`, or at the first view when it has no such one."""
    ecosystem = public_class(whole)
    scene = _scene(ecosystem, view)
    colours = variables()
    return PublicMap(
        title=heading.title,
        subtitle=captions.subtitle(scene.view, ecosystem, heading),
        counts=captions.counts(ecosystem),
        heading=heading,
        views=tuple((code, captions.view_name(code)) for code in captions.views_of(ecosystem)),
        view=scene.view,
        svg=svg_of(scene, ecosystem),
        colours={name.replace("-", "_"): value for name, value in colours.items()},
        legend=legend_of(ecosystem, colours),
        rows=rows_of(ecosystem, {}),
    )


def public_picture(whole: Ecosystem, heading: Heading, view: View) -> bytes:
    """Return the public map as a vector picture with legend, date and source."""
    ecosystem = public_class(whole)
    return without_hidden(poster(_scene(ecosystem, view), ecosystem, heading)).encode()


def _scene(ecosystem: Ecosystem, view: View) -> Scene:
    asked = view if is_crowd(ecosystem) else None
    scenes = _drawn(ecosystem, asked, translation.get_language())
    return scenes.get(view) or next(iter(scenes.values()))


@lru_cache(maxsize=KEPT_DRAWN)
def _drawn(ecosystem: Ecosystem, asked: View | None, _language: str) -> Mapping[View, Scene]:
    """Return the views, of a crowd the one that is asked for; as anybody may ask, a map is drawn once."""
    return draw_all(ecosystem, {}, asked=asked).scenes

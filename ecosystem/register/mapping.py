"""The city's register as a map: its stakeholders, their relations, the families nobody fills."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from ecosystem.graph import records
from ecosystem.graph.clusters import is_cluster
from ecosystem.graph.places import Place, View
from ecosystem.graph.records import Chair, Ecosystem, Node, Ring, Tie
from ecosystem.maps.drawn import Drawn, Kept, Move, Placed, after, draw_all
from ecosystem.maps.small import SmallMap, small_map_of
from ecosystem.models import (
    AbstractRelation,
    City,
    Family,
    Layer,
    Relation,
    Resource,
    Stakeholder,
    StakeholderPlacement,
)
from ecosystem.models.stakeholder import StakeholderQuerySet

# Rings by how many others a stakeholder works with; tension does not count.
HUB_FROM, SEVERAL_FROM = 6, 3
HUBS, SEVERAL, FEW, NONE = "hubs", "several", "few", "none"

# Plain values, since a map of thousands reads thousands of them.
KEPT_FIELDS = ("stakeholder", "view", "x", "y", "slot", "is_pinned")
NODE_FIELDS = ("name", "short_name", "family", "readiness")
TIE_FIELDS = ("pk", "source", "target", "kind", "direction", "strength")


def ecosystem_of(city: City) -> Ecosystem:
    """Return the map of a city's active stakeholders (7 queries).

    A stakeholder's key is 's' and its number, a relation's 't' and its number, a chair's 'f' and
    its family's number.
    """
    active = Stakeholder.objects.of(city).active()
    stakeholders, parts = list(active.only(*NODE_FIELDS)), _Parts(active)
    families = list(Family.objects.of(city).prefetch_related("layers"))
    codes = {family.pk: family.code for family in families}
    ties = _ties(city, {stakeholder.pk for stakeholder in stakeholders})
    others = others_of(ties)
    nodes = [_node(row, codes[row.family_id], parts, len(others[key_of(row)])) for row in stakeholders]
    return Ecosystem(
        families=map_families(families, {row.family_id for row in stakeholders}),
        layers=tuple(records.Layer(layer.code, str(layer)) for layer in Layer.objects.all()),
        rings=rings(),
        nodes=(*nodes, *_chairs(families, stakeholders)),
        ties=ties,
        centre=city.name,
    )


def small_map(stakeholder: Stakeholder) -> SmallMap | None:
    """Return a stakeholder's picture with whom it is tied to, or None without relations (4 queries)."""
    city, pk = stakeholder.city, stakeholder.pk
    ends = Relation.objects.touching(stakeholder).values_list("source", "target")
    near = {end for pair in ends for end in pair} | {pk}
    rows = list(
        Stakeholder.objects.of(city)
        .filter(Q(archived_at=None) | Q(pk=pk), pk__in=near)
        .select_related("family")
        .order_by("family__position", "name", "pk")
    )
    if len(rows) < 2:  # noqa: PLR2004 (a relation has two ends)
        return None
    ties = _ties(city, {row.pk for row in rows})
    own = tuple(tie for tie in ties if key_of(stakeholder) in {tie.source, tie.target})
    families = map_families([row.family for row in rows], {row.family_id for row in rows})
    parts = _Parts(Stakeholder.objects.filter(pk__in=near))
    nodes = tuple(_node(row, row.family.code, parts, 0) for row in rows)
    return small_map_of(Ecosystem(families, (), rings(), nodes, own), key_of(stakeholder))


def rings() -> tuple[Ring, ...]:
    """Return the rings of a city's map, innermost first."""
    return (
        Ring(HUBS, _("Works with 6 or more")),
        Ring(SEVERAL, _("With 3 to 5")),
        Ring(FEW, _("With 1 or 2")),
        Ring(NONE, _("With nobody yet")),
    )


def key_of(stakeholder: Stakeholder) -> str:
    """Return the key of a stakeholder on the map."""
    return f"s{stakeholder.pk}"


def kept_places(
    city: City, ecosystem: Ecosystem, asked: View | None = None, closed: Ecosystem | None = None
) -> Kept:
    """Return the places kept for the map's stakeholders and chairs (1 query).

    Of a map in groups also where each group stands while all are `closed` (1 query more), so that
    nobody moves when one is opened.
    """
    kept: dict[View, dict[str, Place]] = {view: {} for view in View}
    rows = StakeholderPlacement.objects.filter(city=city)
    for pk, view, x, y, slot, is_pinned in rows.values_list(*KEPT_FIELDS):
        key = f"s{pk}"
        if ecosystem.has(key):
            kept[View(view)][key] = Place(x, y, slot, is_pinned=is_pinned)
    if closed is not None:
        for view, scene in draw_all(closed, kept_places(city, closed), asked=asked).scenes.items():
            groups = {key: place for key, place in scene.places.items() if ecosystem.has(key)}
            kept[view] = groups | kept[view]
    return kept


def drawn_map(
    city: City, ecosystem: Ecosystem, asked: View | None = None, *, closed: Ecosystem | None = None
) -> tuple[Drawn, Kept]:
    """Return the map drawn, keeping the places of whoever had none; of a crowd, the view `asked` for.

    `closed` is a map in groups before any of them was opened.
    """
    kept = kept_places(city, ecosystem, asked, closed)
    drawn = draw_all(ecosystem, kept, asked=asked)
    is_new = keep(city, drawn.fresh)
    if is_new and closed is None and any(is_cluster(node.key) for node in ecosystem.nodes):
        # Groups go where the places kept leave room; at the next look these are kept as well.
        kept = kept_places(city, ecosystem, asked)
        drawn = draw_all(ecosystem, kept, asked=asked)
    return drawn, kept


def keep(city: City, places: Mapping[View, Mapping[str, Place]]) -> bool:
    """Store computed places, and say whether there were any; empty chairs come and go and have none."""
    rows = [
        _row(city, view, key, place)
        for view, found in places.items()
        for key, place in found.items()
        if key.startswith("s")
    ]
    if rows:
        _store(rows)
    return bool(rows)


def place(city: City, ecosystem: Ecosystem, move: Move, *, closed: Ecosystem | None = None) -> Placed:
    """Keep where somebody drew a stakeholder's mark, or put it back.

    The mark stays in its ring and sector, band or cell; groups that are `closed` stay too. Raises
    Http404 when the map has no such mark.
    """
    if not move.key.startswith("s") or not ecosystem.has(move.key):
        raise Http404
    kept = {view: dict(places) for view, places in kept_places(city, ecosystem, move.view, closed).items()}
    before = kept[move.view].get(move.key)
    kept[move.view] = after(move, ecosystem, kept[move.view])
    _store([_row(city, move.view, move.key, kept[move.view][move.key])])
    return Placed(kept, before)


def _row(city: City, view: View, key: str, place: Place) -> StakeholderPlacement:
    return StakeholderPlacement(
        city=city,
        stakeholder_id=int(key[1:]),
        view=view.value,
        slot=place.slot,
        x=place.x,
        y=place.y,
        is_pinned=place.is_pinned,
    )


def _store(rows: Iterable[StakeholderPlacement]) -> None:
    with transaction.atomic():
        StakeholderPlacement.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=("stakeholder", "view"),
            update_fields=("x", "y", "slot", "is_pinned"),
        )


def _ties(city: City, keys: set[int]) -> tuple[Tie, ...]:
    rows = Relation.objects.of(city).order_by("pk").values_list(*TIE_FIELDS)
    return tuple(
        Tie(
            key=f"t{pk}",
            source=f"s{source}",
            target=f"s{target}",
            kind=kind,
            is_mutual=direction == Relation.Direction.MUTUAL,
            strength=strength,
        )
        for pk, source, target, kind, direction, strength in rows
        if source in keys and target in keys
    )


def tie_of(relation: AbstractRelation, key: str, source: str, target: str) -> Tie:
    """Return a relation as the map's tie `key` between the nodes `source` and `target`."""
    return Tie(
        key=key,
        source=source,
        target=target,
        kind=relation.kind,
        is_mutual=relation.is_mutual(),
        strength=relation.strength,
    )


def others_of(ties: Iterable[Tie]) -> Mapping[str, set[str]]:
    """Return with whom each stakeholder works."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.kind != records.TENSION:
            others[tie.source].add(tie.target)
            others[tie.target].add(tie.source)
    return others


def ring_of(others: int) -> str:
    """Return the ring of who works with so many others."""
    if others >= HUB_FROM:
        return HUBS
    if others >= SEVERAL_FROM:
        return SEVERAL
    return FEW if others else NONE


class _Parts:
    """The codes of layers and kinds of resources of many stakeholders, by primary key (2 queries)."""

    def __init__(self, stakeholders: StakeholderQuerySet) -> None:
        self.layers: defaultdict[int, list[str]] = defaultdict(list)
        self.resources: defaultdict[int, list[str]] = defaultdict(list)
        on_layers = Layer.objects.filter(stakeholders__in=stakeholders)
        for pk, code in on_layers.values_list("stakeholders", "code"):
            self.layers[pk].append(code)
        resources = Resource.objects.filter(stakeholder__in=stakeholders).order_by("kind")
        for pk, kind in resources.values_list("stakeholder", "kind"):
            self.resources[pk].append(kind)


def _node(stakeholder: Stakeholder, family: str, parts: _Parts, others: int) -> Node:
    return Node(
        key=key_of(stakeholder),
        name=stakeholder.name,
        family=family,
        ring=ring_of(others),
        layers=tuple(parts.layers[stakeholder.pk]),
        readiness=stakeholder.readiness,
        resources=tuple(parts.resources[stakeholder.pk]),
        short=stakeholder.short_name,
    )


def map_families(families: Iterable[Family], used: set[int]) -> tuple[records.Family, ...]:
    """Return the families that have a sector: those shown, and others with somebody in (`used`)."""
    return tuple(
        records.Family(
            code=family.code,
            name=str(family),
            mark=family.mark,
            shape=family.shape,
            colour=family.colour,
            is_extra=family.visibility != Family.Visibility.SHOWN,
        )
        for family in families
        if family.visibility == Family.Visibility.SHOWN or family.pk in used
    )


def _chairs(families: Iterable[Family], stakeholders: Iterable[Stakeholder]) -> Iterable[Node]:
    filled = {stakeholder.family_id for stakeholder in stakeholders}
    for family in families:
        if family.visibility == Family.Visibility.SHOWN and family.pk not in filled:
            yield Node(
                key=f"f{family.pk}",
                name=_("%(family)s: nobody yet") % {"family": family},
                family=family.code,
                ring=NONE,
                layers=tuple(layer.code for layer in family.layers.all()),
                chair=Chair.FAMILY,
            )

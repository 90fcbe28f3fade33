"""Two tables of a room compared: each as a map of its own, and every difference in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecosystem.graph.differences import Group, differences
from ecosystem.graph.places import Place, View
from ecosystem.graph.reach import only
from ecosystem.graph.records import Ecosystem, Layer, Node
from ecosystem.maps.captions import view_name
from ecosystem.maps.changes import Section, sections_of
from ecosystem.maps.drawn import draw_all
from ecosystem.maps.sheet import Links, Sheet, sheet_of
from ecosystem.models import Family
from ecosystem.models import Layer as LayerRow
from ecosystem.register.mapping import map_families
from workshops.atlas import heading_of
from workshops.identification import Answers
from workshops.likelihood import Ring, likelihood, values_of, weights_of
from workshops.mapping import key_of, rings
from workshops.models import Listing, Room, Table
from workshops.questionnaire import in_order
from workshops.tables import Named, medians_by_table, named_by_tables


@dataclass(frozen=True, slots=True)
class TableMap:
    """A table with what it said as a map; None when it said nothing yet."""

    table: Table
    map: Sheet | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two tables side by side, and what differs between them."""

    one: TableMap
    other: TableMap
    sections: tuple[Section, ...]
    count: int


def compare_tables(room: Room, one: Table, other: Table, view: View) -> Compared:
    """Return two tables compared, drawn in `view`; who is on both maps stands at one place if it fits."""
    world = _World(room)
    first, second = world.of(one), world.of(other)
    changes = differences(first, second)
    titles = {
        Group.JOINED: _("Only at %(table)s") % {"table": other.name},
        Group.LEFT: _("Only at %(table)s") % {"table": one.name},
        Group.CHANGED: _("Seen differently"),
    }
    stored = _places(_drawable(world.whole(first, second)), view)
    return Compared(
        TableMap(one, _sheet(room, first, view, stored)),
        TableMap(other, _sheet(room, second, view, stored)),
        sections_of(changes, first, second, titles=titles),
        len(changes),
    )


class _World:
    """What all tables of a room share: families, layers, whom they named and what they rated."""

    def __init__(self, room: Room) -> None:
        """Fetch it in a fixed number of queries."""
        self.room = room
        self.workshop = room.workshop
        self.families = list(Family.objects.of(self.workshop.city).prefetch_related("layers"))
        self.layers = tuple(Layer(layer.code, str(layer)) for layer in LayerRow.objects.all())
        self.named = named_by_tables(room)
        self.listings = {
            listing.pk: listing for listing in in_order(self.workshop).prefetch_related("layers")
        }
        self.rated = _rated(room)
        self.weights = weights_of(self.workshop)

    def of(self, table: Table) -> Ecosystem:
        """Return a table's map: whom it named, and whom it rated with answers enough."""
        said = self.rated.get(table.name, {})
        named = [named for named in self.named if table.name in named.tables]
        listed = {named.listing.pk for named in named if named.listing} | said.keys()
        nodes = [
            self._listed(listing, said.get(pk, {})) for pk, listing in self.listings.items() if pk in listed
        ]
        nodes += [self._named(each) for each in named if not each.listing]
        return self._ecosystem(nodes)

    def whole(self, *parts: Ecosystem) -> Ecosystem:
        """Return everybody on any of the maps once, as the first map has them."""
        nodes = {node.key: node for part in reversed(parts) for node in part.nodes}
        return self._ecosystem(nodes.values())

    def _ecosystem(self, nodes: Iterable[Node]) -> Ecosystem:
        used = {family.pk for family in self.families if family.visibility != Family.Visibility.HIDDEN}
        return Ecosystem(
            families=map_families(self.families, used),
            layers=self.layers,
            rings=rings(),
            nodes=tuple(nodes),
            project=self.workshop.title,
        )

    def _listed(self, listing: Listing, said: Mapping[str, int]) -> Node:
        answers = Answers(
            readiness=said.get("readiness"), influence=said.get("influence"), interest=said.get("interest")
        )
        found = likelihood(values_of(answers, (), {}), self.weights)
        return Node(
            key=key_of(listing),
            name=listing.name,
            family=listing.family.code,
            ring=found.ring.value,
            layers=tuple(layer.code for layer in listing.layers.all()),
            influence=answers.influence,
            interest=answers.interest,
            readiness=answers.readiness,
        )

    def _named(self, named: Named) -> Node:
        """Return somebody who is not listed; without a family it is told in words and not drawn."""
        own = next((family for family in self.families if family == named.family), None)
        return Node(
            key=f"c{named.contributions[0].pk}",
            name=named.name,
            family=own.code if own else "",
            ring=Ring.UNKNOWN.value,
            layers=tuple(layer.code for layer in own.layers.all()) if own else (),
        )


def _rated(room: Room) -> dict[str, dict[int, dict[str, int]]]:
    """Return each table's median as a whole value, by listing and question; the newest round counts."""
    found: dict[str, dict[int, dict[str, int]]] = {}
    for item, medians in medians_by_table(room):
        for table, median in medians.items():
            said = found.setdefault(table, {}).setdefault(item.listing_id, {})
            said.setdefault(item.question, int(median + 0.5))
    return found


def _drawable(ecosystem: Ecosystem) -> Ecosystem:
    return only(ecosystem, [node.key for node in ecosystem.nodes if node.family])


def _places(whole: Ecosystem, view: View) -> dict[View, dict[str, Place]]:
    return {view: draw_all(whole, {}, asked=view).scenes[view].places}


def _sheet(
    room: Room, ecosystem: Ecosystem, view: View, stored: Mapping[View, Mapping[str, Place]]
) -> Sheet | None:
    ecosystem = _drawable(ecosystem)
    if not ecosystem.nodes:
        return None
    scenes = {view: draw_all(ecosystem, stored, asked=view).scenes[view]}
    return sheet_of(ecosystem, scenes, heading_of(room.workshop), view=view, kept={}, links=Links())


def views_for_tables() -> list[tuple[str, str]]:
    """Return the views tables are compared in, with their names; relations are not theirs to say."""
    return [(view.value, view_name(view)) for view in View if view != View.NETWORK]

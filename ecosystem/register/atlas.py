"""The city's map as its page, its wall and its files show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.clusters import MOST_SINGLE, clustered, clusters_of
from ecosystem.graph.places import View
from ecosystem.graph.reach import only
from ecosystem.graph.records import Ecosystem, Family
from ecosystem.maps import formats
from ecosystem.maps.answers import MapFile
from ecosystem.maps.captions import Heading
from ecosystem.maps.files import map_file
from ecosystem.maps.looks import asked_look, is_measuring, query_of
from ecosystem.maps.reading import FIND, READ, Part, find, part_of
from ecosystem.maps.sheet import Arrived, Links, Sheet, numbered, sheet_of
from ecosystem.maps.tools import AddForm, RelateForm, Tool
from ecosystem.models import City, Membership, Role, Stakeholder
from ecosystem.register.mapping import drawn_map, ecosystem_of

# In an address: every cluster is opened; the cluster it was loaded to open.
ALL, AT = "all", "at"


def heading_of(city: City) -> Heading:
    """Return what the city's map says about itself."""
    title = _("Who works with whom in %(city)s") % {"city": city}
    return Heading(title, str(city), timezone.localdate())


def city_sheet(
    city: City,
    view: View,
    membership: Membership | None = None,
    *,
    asked: Mapping[str, str],
    opened: Sequence[str] = (),
) -> Sheet:
    """Return the city's map for a page; members from editor up may move marks, managers share it.

    It has the look its address asks for, and shows whom it asks to find. A large one is drawn in
    clusters but for those `opened`; 'all' opens every one.
    """
    whole = asked_look(ecosystem_of(city), asked)
    links = links_of(city, whole, Role(membership.role) if membership else Role.VIEWER)
    links = replace(links, place=_asking(links.place, asked, opened))
    measuring = reverse("register:figures", args=[city.code]) if is_measuring(whole, asked) else ""
    links = replace(links, look=query_of(whole), measuring=measuring)
    part = part_of(whole, asked, view, page=links.page, pages=links.pages)
    found = find(whole, asked.get(FIND, ""))
    links = replace(links, show=found.key if found else "")
    shown, links = _shown(whole, links, view, part, opened)
    links = replace(links, arrived=_arrived(whole, asked.get(AT, ""), links))
    closed = _closed(whole, part, opened) if links.opened else None
    drawn, kept = drawn_map(city, shown, view, closed=closed)
    return sheet_of(
        shown, drawn.scenes, heading_of(city), view=view, kept=kept, links=links, whole=whole, part=part
    )


def _asking(address: str, asked: Mapping[str, str], opened: Sequence[str]) -> str:
    """Return an address that asks for those read about and the groups opened, as the page does."""
    read = [(key, asked[key]) for key in READ if key in asked]
    query = urlencode([*read, *(("open", key) for key in opened)])
    return f"{address}?{query}" if address and query else address


def drawn_for(
    city: City, view: View, asked: Mapping[str, str], opened: Sequence[str]
) -> tuple[Ecosystem, Ecosystem | None]:
    """Return the map as the page at an address draws it; of one in groups, also with all of them closed."""
    whole = asked_look(ecosystem_of(city), asked)
    part = part_of(whole, asked, view, page="", pages={})
    found = find(whole, asked.get(FIND, ""))
    shown, _links = _shown(whole, Links(show=found.key if found else ""), view, part, opened)
    return shown, _closed(whole, part, opened)


def _closed(whole: Ecosystem, part: Part, opened: Sequence[str]) -> Ecosystem | None:
    """Return a map in groups with all of them closed, None for one that is not drawn in groups."""
    is_in_groups = len(whole.stakeholders()) > MOST_SINGLE and ALL not in opened
    if not is_in_groups or (part.reading and not part.is_live):
        return None
    return clustered(whole, (), _cluster_name).shown


def city_part(city: City, view: View, asked: Mapping[str, str]) -> Part:
    """Return what an address asks to read around somebody, without the map."""
    whole = asked_look(ecosystem_of(city), asked)
    links = links_of(city, whole, Role.VIEWER)
    return part_of(whole, asked, view, page=links.page, pages=links.pages)


def _shown(
    whole: Ecosystem, links: Links, view: View, part: Part, opened: Sequence[str]
) -> tuple[Ecosystem, Links]:
    """Return the map as it is drawn: of a large one, those that are read about, or its clusters."""
    if part.reading and not part.is_live:
        return only(whole, part.reading.keys), links
    return in_clusters(whole, links, view, opened)


def in_clusters(whole: Ecosystem, links: Links, view: View, opened: Sequence[str]) -> tuple[Ecosystem, Links]:
    """Return the map as it is drawn, with where its clusters lead; a small one stays as it is."""
    if ALL in opened:
        return whole, replace(links, opened=f"&open={ALL}")
    if len(whole.stakeholders()) <= MOST_SINGLE:
        return whole, links
    clusters = clusters_of(whole)
    known = [key for key, members in clusters.items() if key in opened or links.show in members]
    found = clustered(whole, known, _cluster_name)
    asked = "".join(f"&open={quote(key)}" for key in known)
    page = f"{links.page}?view={view.value}{links.look}{asked}"
    opens = {key: f"{page}&open={quote(key)}&{AT}={quote(key)}#map-canvas" for key in found.members}
    links = replace(links, opened=asked, opens=opens, pages={**links.pages, **opens})
    return found.shown, links


def _arrived(whole: Ecosystem, key: str, links: Links) -> Arrived | None:
    """Return who was in the cluster that an address says was just opened, None when it is not open."""
    if key not in links.opened_keys or key == ALL:
        return None
    members = clusters_of(whole)[key]
    words = ngettext(
        "%(count)s stakeholder is opened and outlined on the map: %(family)s.",
        "%(count)s stakeholders are opened and outlined on the map: %(family)s.",
        len(members),
    )
    names = {family.code: family.name for family in whole.families}
    said = words % {"count": len(members), "family": names[whole.node(members[0]).family]}
    return Arrived(members, said, asked=f"&{AT}={quote(key)}")


def _cluster_name(family: Family, count: int) -> str:
    return _("%(family)s: %(count)s together") % {"family": family.name, "count": count}


def tools_of(city: City, view: View) -> list[Tool]:
    """Return the forms an editor finds beside the city's map."""
    return [add_tool(city, view, AddForm(city=city)), relate_tool(city, view, relate_form(city))]


def add_tool(city: City, view: View, form: AddForm, *, twins: Sequence[tuple[str, str]] = ()) -> Tool:
    """Return the form by which somebody new comes on the map; `twins` are likely the same, with why."""
    return Tool(
        id="map-add",
        title=_("Add a stakeholder"),
        button=_("Add"),
        address=reverse("register:map-add", args=[city.code]),
        form=form,
        view=view.value,
        question=_("Is it one of these, who are in the register?") if twins else "",
        twins=twins,
    )


def relate_form(city: City, data: Mapping[str, Any] | None = None) -> RelateForm:
    """Return the form of a relation between two active entries of the register."""
    return RelateForm(data, find=finder_of(city))


def finder_of(city: City) -> Callable[[str], Stakeholder | None]:
    """Return what finds an active entry of the register by its name."""
    entries = Stakeholder.objects.of(city).active()
    return lambda name: entries.filter(name__iexact=name).first()


def relate_tool(city: City, view: View, form: RelateForm) -> Tool:
    """Return the form by which a relation is drawn."""
    return Tool(
        id="map-relate",
        title=_("Draw a relation"),
        button=_("Draw"),
        address=reverse("register:map-relate", args=[city.code]),
        form=form,
        view=view.value,
    )


def links_of(city: City, ecosystem: Ecosystem, role: Role) -> Links:
    """Return where the controls of the city's map lead for a member with `role`."""
    numbers = {node.key: int(node.key[1:]) for node in ecosystem.stakeholders()}
    may_edit = role >= Role.EDITOR

    def address(name: str, *parts: int | str) -> str:
        return reverse(f"register:{name}", args=[city.code, *parts])

    def addresses(name: str) -> dict[str, str]:
        return numbered(address(name, 0), numbers)

    return Links(
        page=address("map"),
        wall=address("map-wall"),
        data=address("map-data"),
        table=address("map-table"),
        place=address("map-place") if may_edit else "",
        redraw=address("map-redraw") if may_edit else "",
        share=address("map-links") if role >= Role.MANAGER else "",
        changes=addresses("map-change") if may_edit else {},
        pages=addresses("stakeholder-detail"),
        panels=addresses("map-stakeholder"),
        downloads={format_: address("map-download", format_) for format_ in formats.CODES},
    )


def city_file(city: City, format_: str, view: View, asked: Mapping[str, str] | None = None) -> MapFile:
    """Return the city's map as a file of one of formats.CODES; pictures show `view`."""
    ecosystem, heading = asked_look(ecosystem_of(city), asked or {}), heading_of(city)
    drawn, kept = drawn_map(city, ecosystem)
    return map_file(ecosystem, drawn.scenes, heading, format_=format_, view=view, kept=kept)

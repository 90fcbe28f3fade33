"""The city's map as its page, its wall and its files show it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps import formats
from ecosystem.maps.answers import MapFile
from ecosystem.maps.captions import Heading
from ecosystem.maps.files import map_file
from ecosystem.maps.sheet import Links, Sheet, sheet_of
from ecosystem.models import City, Membership, Role
from ecosystem.register.mapping import drawn_map, ecosystem_of


def heading_of(city: City) -> Heading:
    """Return what the city's map says about itself."""
    title = _("Who works with whom in %(city)s") % {"city": city}
    return Heading(title, str(city), timezone.localdate())


def city_sheet(city: City, view: View, membership: Membership | None = None) -> Sheet:
    """Return the city's map for a page; members from editor up may move marks, managers share it."""
    ecosystem = ecosystem_of(city)
    drawn, kept = drawn_map(city, ecosystem, view)
    role = Role(membership.role) if membership else Role.VIEWER
    links = links_of(city, ecosystem, role)
    return sheet_of(ecosystem, drawn.scenes, heading_of(city), view=view, kept=kept, links=links)


def links_of(city: City, ecosystem: Ecosystem, role: Role) -> Links:
    """Return where the controls of the city's map lead for a member with `role`."""
    numbers = {node.key: int(node.key[1:]) for node in ecosystem.stakeholders()}

    def address(name: str, *parts: int | str) -> str:
        return reverse(f"register:{name}", args=[city.code, *parts])

    return Links(
        page=address("map"),
        wall=address("map-wall"),
        place=address("map-place") if role >= Role.EDITOR else "",
        share=address("map-links") if role >= Role.MANAGER else "",
        pages={key: address("stakeholder-detail", pk) for key, pk in numbers.items()},
        panels={key: address("map-stakeholder", pk) for key, pk in numbers.items()},
        downloads={format_: address("map-download", format_) for format_ in formats.CODES},
    )


def city_file(city: City, format_: str, view: View) -> MapFile:
    """Return the city's map as a file of one of formats.CODES; pictures show `view`."""
    ecosystem, heading = ecosystem_of(city), heading_of(city)
    drawn, kept = drawn_map(city, ecosystem)
    return map_file(ecosystem, drawn.scenes, heading, format_=format_, view=view, kept=kept)

"""A workshop's map as its page, its wall and its files show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps import formats
from ecosystem.maps.answers import MapFile
from ecosystem.maps.captions import Heading
from ecosystem.maps.files import map_file
from ecosystem.maps.looks import asked_look
from ecosystem.maps.reading import FIND, Part, find, part_of
from ecosystem.maps.sheet import Links, Sheet, numbered, sheet_of
from ecosystem.maps.tools import AddForm, RelateForm, Tool
from workshops.mapping import ecosystem_of
from workshops.models import Listing, Workshop
from workshops.placing import drawn_map


def heading_of(workshop: Workshop) -> Heading:
    """Return what the map says about itself."""
    return Heading(workshop.title, str(workshop.city), workshop.date)


def workshop_sheet(
    workshop: Workshop, view: View, asked: Mapping[str, str] | None = None, *, may_move: bool = False
) -> Sheet:
    """Return the workshop's map for a page, in the look its address asks for."""
    ecosystem = asked_look(ecosystem_of(workshop), asked or {})
    drawn, kept = drawn_map(workshop, ecosystem, view)
    found = find(ecosystem, (asked or {}).get(FIND, ""))
    links = replace(links_of(workshop, ecosystem, may_move=may_move), show=found.key if found else "")
    part = part_of(ecosystem, asked or {}, view, page=links.page, pages=links.pages)
    heading = heading_of(workshop)
    return sheet_of(ecosystem, drawn.scenes, heading, view=view, kept=kept, links=links, part=part)


def workshop_part(workshop: Workshop, view: View, asked: Mapping[str, str]) -> Part:
    """Return what an address asks to read around somebody, without the map."""
    ecosystem = asked_look(ecosystem_of(workshop), asked)
    links = links_of(workshop, ecosystem, may_move=False)
    return part_of(ecosystem, asked, view, page=links.page, pages=links.pages)


def tools_of(workshop: Workshop, view: View) -> list[Tool]:
    """Return the forms a facilitator finds beside the workshop's map."""
    return [add_tool(workshop, view), relate_tool(workshop, view, relate_form(workshop))]


def relate_form(workshop: Workshop, data: Mapping[str, Any] | None = None) -> RelateForm:
    """Return the form of a relation between two who are listed."""
    return RelateForm(data, find=finder_of(workshop))


def finder_of(workshop: Workshop) -> Callable[[str], Listing | None]:
    """Return what finds somebody who is listed by name."""
    listed = workshop.listings.current()
    return lambda name: listed.named(name).first()


def relate_tool(workshop: Workshop, view: View, form: RelateForm) -> Tool:
    """Return the form by which a relation is drawn."""
    return Tool(
        id="map-relate",
        title=_("Draw a relation"),
        button=_("Draw"),
        address=reverse("workshops:map-relate", args=[workshop.city.code, workshop.pk]),
        form=form,
        view=view.value,
    )


def add_tool(
    workshop: Workshop, view: View, form: AddForm | None = None, *, twins: Sequence[tuple[str, str]] = ()
) -> Tool:
    """Return the form by which somebody is listed on the map; `twins` are likely the same, with why."""
    question = _("Is it one of these? Type the name as it stands here to list that one.")
    return Tool(
        id="map-add",
        title=_("List a stakeholder"),
        button=_("List"),
        address=reverse("workshops:map-add", args=[workshop.city.code, workshop.pk]),
        form=form or AddForm(city=workshop.city),
        view=view.value,
        question=question if twins else "",
        twins=twins,
    )


def links_of(workshop: Workshop, ecosystem: Ecosystem, *, may_move: bool) -> Links:
    """Return where the controls of the map lead."""
    numbers = {node.key: int(node.key[1:]) for node in ecosystem.stakeholders()}

    def address(name: str, *parts: int | str) -> str:
        return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *parts])

    def addresses(name: str) -> dict[str, str]:
        return numbered(address(name, 0), numbers)

    return Links(
        page=address("map"),
        wall=address("map-wall"),
        data=address("map-data"),
        table=address("map-table"),
        place=address("map-place") if may_move else "",
        redraw=address("map-redraw") if may_move else "",
        share=address("map-links") if may_move else "",
        changes=addresses("map-change") if may_move else {},
        pages=addresses("identification-listing"),
        panels=addresses("map-listing"),
        downloads={format_: address("map-download", format_) for format_ in formats.CODES},
    )


def workshop_file(
    workshop: Workshop, format_: str, view: View, asked: Mapping[str, str] | None = None
) -> MapFile:
    """Return the map as a file of one of formats.CODES; pictures show `view`."""
    ecosystem, heading = asked_look(ecosystem_of(workshop), asked or {}), heading_of(workshop)
    drawn, kept = drawn_map(workshop, ecosystem)
    return map_file(ecosystem, drawn.scenes, heading, format_=format_, view=view, kept=kept)

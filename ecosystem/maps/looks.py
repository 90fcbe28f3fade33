"""What colour and size of a map's marks can say, as choices and as an address asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecosystem.graph.figures import Figures, task_of
from ecosystem.graph.looks import looked, looked_by
from ecosystem.graph.records import ColourBy, Ecosystem, SizeBy
from ecosystem.maps.figure_jobs import figures_now, is_large

COLOUR, SIZE = "colour", "size"  # in an address


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that colour or size can say."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Looks:
    """All choices of a map, and what an address adds for those that are chosen."""

    colours: tuple[Choice, ...]
    sizes: tuple[Choice, ...]
    query: str


def asked_look(ecosystem: Ecosystem, asked: Mapping[str, str]) -> Ecosystem:
    """Return the map in the look an address asks for; what is unknown is ignored.

    Who stands between others is worked out beside the pages where the map is large; until then all marks
    have their usual size.
    """
    colour, size = asked.get(COLOUR, ""), asked.get(SIZE, "")
    by_colour = ColourBy(colour) if colour in set(ColourBy) else ColourBy.FAMILY
    by_size = SizeBy(size) if size in set(SizeBy) else SizeBy.INFLUENCE
    if (by_colour, by_size) == (ColourBy.FAMILY, SizeBy.INFLUENCE):
        return ecosystem
    if by_size == SizeBy.BETWEENNESS and is_large(task := task_of(ecosystem)):
        figures = figures_now(task)
        if isinstance(figures, Figures):
            return looked_by(ecosystem, by_colour, by_size, figures.between)
        by_size = SizeBy.INFLUENCE
    return looked(ecosystem, by_colour, by_size)


def is_measuring(ecosystem: Ecosystem, asked: Mapping[str, str]) -> bool:
    """Say whether the size an address asks for is still worked out, so that the map has another one."""
    return asked.get(SIZE) == SizeBy.BETWEENNESS != ecosystem.look.size


def looks_of(ecosystem: Ecosystem) -> Looks:
    """Return the choices of a map. A map without a project rates no influence: marks are alike there."""
    look = ecosystem.look
    colours = {
        ColourBy.FAMILY: _("Family"),
        ColourBy.READINESS: _("Readiness for digital"),
        ColourBy.COMMUNITY: _("Community"),
    }
    sizes = {
        SizeBy.INFLUENCE: _("Influence") if ecosystem.project else _("The same for all"),
        SizeBy.BETWEENNESS: _("Betweenness"),
        SizeBy.RESOURCES: _("Kinds of resources"),
    }
    return Looks(
        colours=tuple(Choice(code, name, code == look.colour) for code, name in colours.items()),
        sizes=tuple(Choice(code, name, code == look.size) for code, name in sizes.items()),
        query=query_of(ecosystem),
    )


def query_of(ecosystem: Ecosystem) -> str:
    """Return what an address adds to ask for the map's look, such as '&colour=community'."""
    look = ecosystem.look
    colour = "" if look.colour == ColourBy.FAMILY else f"&{COLOUR}={look.colour}"
    return colour + ("" if look.size == SizeBy.INFLUENCE else f"&{SIZE}={look.size}")

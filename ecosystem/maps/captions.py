"""The words around a map: what is counted, what the encodings mean."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.places import View
from ecosystem.graph.records import ColourBy, Ecosystem, Family, SizeBy
from ecosystem.maps import encoding
from ecosystem.models import MapView, RelationKind


@dataclass(frozen=True, slots=True)
class Heading:
    """What a map says about itself: its title, where it is from, its date."""

    title: str
    source: str
    date: date


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """A family of the legend with how many stakeholders it has on the map."""

    family: Family
    count: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of relation of the legend with how many ties it has on the map."""

    kind: str
    name: str
    count: int


def view_name(view: View) -> str:
    """Return a view's name in the active language."""
    return str(MapView(view.value).label)


def kind_names() -> Mapping[str, str]:
    """Return the names of the relation kinds in the active language."""
    return {kind: str(label) for kind, label in RelationKind.choices}


def counts(ecosystem: Ecosystem) -> str:
    """Return what the map counts, as '23 stakeholders · 4 partners · 1 empty chair'."""
    stakeholders = ecosystem.stakeholders()
    partners = sum(node.is_partner for node in stakeholders)
    chairs = len(ecosystem.chairs())
    parts = [
        ngettext("%(count)s stakeholder", "%(count)s stakeholders", len(stakeholders))
        % {"count": len(stakeholders)}
    ]
    if ecosystem.project:
        parts.append(ngettext("%(count)s partner", "%(count)s partners", partners) % {"count": partners})
    parts.append(
        ngettext("%(count)s relation", "%(count)s relations", len(ecosystem.ties))
        % {"count": len(ecosystem.ties)}
    )
    if chairs:
        parts.append(ngettext("%(count)s empty chair", "%(count)s empty chairs", chairs) % {"count": chairs})
    return " · ".join(parts)


def subtitle(view: View, ecosystem: Ecosystem, heading: Heading) -> str:
    """Return the line under a map's title."""
    day = formats.date_format(heading.date, "DATE_FORMAT")
    return f"{view_name(view)} · {counts(ecosystem)} · {day}"


def reading_aid(ecosystem: Ecosystem) -> str:
    """Return what size, colour and outlines mean."""
    if ecosystem.is_public:
        return _("Colour and shape: family · Nobody is rated on this map")
    parts = [_size_aid(ecosystem), *_colour_aids(ecosystem.look.colour)]
    if ecosystem.project:
        parts.append(_("Outer outline: chosen partner"))
    if ecosystem.chairs():
        parts.append(_("Dashed outline: empty chair"))
    return " · ".join(parts)


def _size_aid(ecosystem: Ecosystem) -> str:
    if ecosystem.look.size == SizeBy.BETWEENNESS:
        return _("Size: betweenness, how often somebody stands between others")
    if ecosystem.look.size == SizeBy.RESOURCES:
        return _("Size: kinds of resources")
    return _("Size: influence on this project") if ecosystem.project else _("Size: the same for all")


def _colour_aids(colour: ColourBy) -> list[str]:
    if colour == ColourBy.COMMUNITY:
        return [_("Colour and letter: community (more ties among themselves)")]
    return [_("Strength of colour: readiness for digital"), _("Hatched: readiness not known")]


@dataclass(frozen=True, slots=True)
class SizeStep:
    """A step of the scale of sizes: its label, and where it is on the scale of influence (1 to 5)."""

    label: str
    level: float


def colour_title(ecosystem: Ecosystem) -> str:
    """Return the heading of what colour says; "" for the families, which have one of their own."""
    titles = {
        ColourBy.COMMUNITY: _("Communities, the largest first"),
        ColourBy.READINESS: _("Readiness, 1 to 5"),
    }
    return titles.get(ecosystem.look.colour, "")


def size_title(ecosystem: Ecosystem) -> str:
    """Return the heading of the scale of sizes."""
    if ecosystem.look.size == SizeBy.BETWEENNESS:
        return _("Betweenness, 0 to 1")
    if ecosystem.look.size == SizeBy.RESOURCES:
        return _("Kinds of resources, 0 to 4")
    return _("Influence, 1 to 5")


def size_steps(ecosystem: Ecosystem) -> list[SizeStep]:
    """Return the scale of sizes, none where all marks are alike."""
    look = ecosystem.look
    if look.size == SizeBy.INFLUENCE:
        return [SizeStep(str(step), step) for step in range(1, 6)] if ecosystem.project else []
    if not look.most:
        return []
    if look.size == SizeBy.RESOURCES:
        kinds = int(look.most)
        return [SizeStep(str(count), encoding.level(count / kinds)) for count in range(kinds + 1)]
    shares = (0.0, 0.5, 1.0)
    return [
        SizeStep(formats.number_format(look.most * share, 2 if share else 0), encoding.level(share))
        for share in shares
    ]


@dataclass(frozen=True, slots=True)
class GroupCount:
    """A community with how many stakeholders are in it; number 0 is who is in none."""

    number: int
    count: int


def group_counts(ecosystem: Ecosystem) -> list[GroupCount]:
    """Return the communities of the legend, the largest first; none where colour says something else."""
    if ecosystem.look.colour != ColourBy.COMMUNITY:
        return []
    groups = dict(ecosystem.look.groups)
    count = Counter(groups.get(node.key, 0) for node in ecosystem.stakeholders())
    return [GroupCount(number, count[number]) for number in sorted(count, key=lambda each: each or 10**6)]


def family_counts(ecosystem: Ecosystem) -> list[FamilyCount]:
    """Return the families of the legend; those of the drawer only where somebody is listed."""
    count = Counter(node.family for node in ecosystem.stakeholders())
    seated = {node.family for node in ecosystem.nodes}
    return [
        FamilyCount(family, count[family.code])
        for family in ecosystem.families
        if not family.is_extra or family.code in seated
    ]


def kind_counts(ecosystem: Ecosystem) -> list[KindCount]:
    """Return the kinds of relation on the map, in the method's order."""
    count = Counter(tie.kind for tie in ecosystem.ties)
    return [KindCount(kind, name, count[kind]) for kind, name in kind_names().items() if count[kind]]


def views_of(ecosystem: Ecosystem) -> tuple[View, ...]:
    """Return the views a map has: influence and interest are those on a project."""
    return tuple(view for view in View if ecosystem.project or view != View.INFLUENCE)

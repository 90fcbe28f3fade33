"""The words around a map: what is counted, what the encodings mean."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem, Family
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
    size = _("Size: influence on this project") if ecosystem.project else _("Size: the same for all")
    parts = [size, _("Strength of colour: readiness for digital"), _("Hatched: readiness not known")]
    if ecosystem.project:
        parts.append(_("Outer outline: chosen partner"))
    if ecosystem.chairs():
        parts.append(_("Dashed outline: empty chair"))
    return " · ".join(parts)


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

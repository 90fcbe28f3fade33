"""What the register's list shows: the head in words, the rows, the filters that are on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from ecosystem.models import City, Family, Stakeholder
from ecosystem.register.families import families_of
from ecosystem.register.filters import StakeholderFilter, Status
from ecosystem.register.wording import layer_word, number_word

MISSING_SHOWN = 3
NARROWING = ("q", "family", "layer", "resource", "status")
DEFAULTS = {"status": Status.ACTIVE, "order": "name", "page": "1"}


@dataclass(frozen=True, slots=True)
class Head:
    """A register in one line: its size, what needs confirming, which families have nobody."""

    total: int
    families: int
    to_confirm: int
    missing: list[Family]
    missing_more: int

    @property
    def size(self) -> str:
        """How many stakeholders in how many families, in words."""
        stakeholders = ngettext("%(count)s stakeholder", "%(count)s stakeholders", self.total)
        families = ngettext("%(count)s family", "%(count)s families", self.families)
        return gettext("%(stakeholders)s in %(families)s") % {
            "stakeholders": stakeholders % {"count": self.total},
            "families": families % {"count": number_word(self.families)},
        }

    @property
    def confirming(self) -> str:
        """How many entries need confirming, in words."""
        text = ngettext("%(count)s needs confirming", "%(count)s need confirming", self.to_confirm)
        return text % {"count": self.to_confirm}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    stakeholder: Stakeholder
    brings: list[str]
    layers: list[str]
    relations: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the query that takes it off."""

    label: str
    without: str


def head_of(city: City) -> Head:
    """Return the head of the city's register (2 queries)."""
    families: list[Any] = list(families_of(city))
    missing = [row for row in families if not row.active and row.visibility != Family.Visibility.HIDDEN]
    return Head(
        total=sum(row.active for row in families),
        families=sum(1 for row in families if row.active),
        to_confirm=Stakeholder.objects.of(city).to_confirm().count(),
        missing=missing[:MISSING_SHOWN],
        missing_more=max(0, len(missing) - MISSING_SHOWN),
    )


def counted(found: int, head: Head, status: str) -> str:
    """Return how many entries are listed, of how many where all of them are active, in words."""
    if status in {Status.ARCHIVED, Status.ALL}:
        return ngettext("%(count)s stakeholder", "%(count)s stakeholders", found) % {"count": found}
    text = ngettext("%(found)s of %(total)s stakeholder", "%(found)s of %(total)s stakeholders", head.total)
    return text % {"found": found, "total": head.total}


def rows_of(stakeholders: Iterable[Any]) -> list[Row]:
    """Return the lines for stakeholders fetched with parts and relation counts; runs no query."""
    return [
        Row(
            stakeholder=stakeholder,
            brings=[resource.get_kind_display() for resource in stakeholder.resources.all()],
            layers=[layer_word(layer) for layer in stakeholder.layers.all()],
            relations=stakeholder.relation_count,
        )
        for stakeholder in stakeholders
    ]


def chips_of(found: StakeholderFilter, query: QueryDict) -> list[Chip]:
    """Return the filters of a tidied query that are on, in the order of the form."""
    chips = []
    for name in NARROWING:
        field = found.form.fields[name]
        for value in (value for value in query.getlist(name) if name in found.form.cleaned_data):
            labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
            rest = query.copy()
            rest.setlist(name, [other for other in query.getlist(name) if other != value])
            rest.pop("page", None)
            chips.append(Chip(labels.get(value, f"“{value}”"), rest.urlencode()))
    return chips


def tidied(query: QueryDict) -> QueryDict:
    """Return the parts of the query that say something, for an address people can share."""
    kept = query.copy()
    for name, values in query.lists():
        said = [value for value in values if value and value != DEFAULTS.get(name)]
        if said:
            kept.setlist(name, said)
        else:
            del kept[name]
    return kept

"""Reading a map around somebody: whom they reach, the ways to another, and the two compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecosystem.forms import LineField
from ecosystem.graph.clusters import MOST_SINGLE
from ecosystem.graph.places import View
from ecosystem.graph.reach import MOST_STEPS, MOST_WAYS, around, contacts, ways
from ecosystem.graph.records import Ecosystem, Node
from ecosystem.maps.captions import kind_counts, kind_names
from ecosystem.maps.looks import query_of
from ecosystem.maps.rows import Row, rows_of
from ecosystem.models import RelationKind
from ecosystem.text import LINE_LENGTH, folded

ABOUT, ALL, FIND = "about", "all", "find"  # in an address
READ = (ABOUT, "steps", "to", "over")  # what an address says of reading around somebody


class ReadingForm(forms.Form):
    """Whom to read about, how far, to whom, and over which relations."""

    about = LineField(label=gettext_lazy("Who"), max_length=LINE_LENGTH)
    steps = forms.TypedChoiceField(
        label=gettext_lazy("Relations away"),
        choices=[(step, str(step)) for step in range(1, MOST_STEPS + 1)],
        coerce=int,
        initial=1,
    )
    to = LineField(label=gettext_lazy("Compare with"), max_length=LINE_LENGTH, required=False)
    over = forms.ChoiceField(label=gettext_lazy("Relations"), initial=ALL)

    def __init__(self, data: Mapping[str, str] | None = None, *, ecosystem: Ecosystem) -> None:
        """Offer the kinds of relation the map has."""
        super().__init__({"steps": "1", "over": ALL, **data} if data else None, auto_id="map-%s")
        self.ecosystem = ecosystem
        kinds = [(row.kind, row.name) for row in kind_counts(ecosystem)]
        self.fields["over"].choices = [(ALL, _("all but tension")), *kinds]  # type: ignore[attr-defined]
        for name in (ABOUT, "to"):
            self.fields[name].widget.attrs |= {"list": "map-names", "autocomplete": "off"}

    def clean_over(self) -> str:
        """Return the kind of relation, "" for all."""
        kind: str = self.cleaned_data["over"]
        return "" if kind == ALL else kind

    def clean_about(self) -> str:
        """Return the key of whom it is about."""
        return self._key(self.cleaned_data["about"])

    def clean_to(self) -> str:
        """Return the key of the other, "" for nobody."""
        name = self.cleaned_data["to"]
        key = self._key(name) if name else ""
        if key and key == self.cleaned_data.get("about"):
            raise forms.ValidationError(_("Choose somebody else to compare with."))
        return key

    def _key(self, name: str) -> str:
        found = find(self.ecosystem, name)
        if found is None:
            raise forms.ValidationError(
                _("Nobody on the map is called “%(name)s”. Choose a name from the list."),
                params={"name": name},
            )
        return found.key


def find(ecosystem: Ecosystem, name: str) -> Node | None:
    """Return whom a name means: the whole name or the short one, or the only one it is a part of."""
    if not name:
        return None
    meant = folded(name)
    people = ecosystem.stakeholders()
    exact = [node for node in people if meant in {folded(node.name), folded(node.short)}]
    close = [node for node in people if meant in folded(node.name)]
    return exact[0] if exact else close[0] if len(close) == 1 else None


@dataclass(frozen=True, slots=True)
class Step:
    """Who is how many relations away."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Leg:
    """A station of a way, and the kinds of relation that lead on from there."""

    row: Row
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to read; `keys` are the nodes that stay on the map."""

    sentence: str
    keys: tuple[str, ...]
    steps: Sequence[Step] = ()
    ways: Sequence[Sequence[Leg]] = ()
    pair: Sequence[Row] = ()


def reading_of(ecosystem: Ecosystem, form: ReadingForm, pages: Mapping[str, str]) -> Reading | None:
    """Return what a form asks for, None for one that is not filled in well; `pages` are addresses by key."""
    if not form.is_valid():
        return None
    facts = form.cleaned_data
    rows = {row.key: row for row in rows_of(ecosystem, pages)}
    if facts["to"]:
        return _between(ecosystem, rows, facts["about"], facts["to"], facts["over"])
    found = around(ecosystem, facts["about"], facts["steps"], facts["over"])
    names = {"name": rows[facts["about"]].name, "count": sum(map(len, found)), "steps": facts["steps"]}
    sentence = ngettext(
        "%(name)s reaches %(count)s stakeholder over up to %(steps)s relations.",
        "%(name)s reaches %(count)s stakeholders over up to %(steps)s relations.",
        names["count"],
    )
    if facts["steps"] == 1:
        sentence = ngettext(
            "%(name)s has relations with %(count)s stakeholder.",
            "%(name)s has relations with %(count)s stakeholders.",
            names["count"],
        )
    return Reading(
        sentence=sentence % names,
        keys=(facts["about"], *(key for keys in found for key in keys)),
        steps=[
            Step(_away(distance), [rows[key] for key in keys])
            for distance, keys in enumerate(found, start=1)
            if keys
        ],
    )


def _away(distance: int) -> str:
    return ngettext("%(count)s relation away", "%(count)s relations away", distance) % {"count": distance}


def _between(ecosystem: Ecosystem, rows: Mapping[str, Row], one: str, other: str, kind: str) -> Reading:
    found, shared = ways(ecosystem, one, other, kind), contacts(ecosystem, one, other, kind)
    names = {"one": rows[one].name, "other": rows[other].name}
    parts = (
        (_("Both are tied to"), shared.both),
        (_("Only %(one)s is tied to") % names, shared.only_one),
        (_("Only %(other)s is tied to") % names, shared.only_other),
    )
    on_ways = dict.fromkeys(key for way in found for key in way)
    return Reading(
        sentence=_way_sentence(found, names),
        keys=tuple(dict.fromkeys((one, other, *on_ways, *shared.both))),
        steps=[Step(title, [rows[key] for key in keys]) for title, keys in parts if keys],
        ways=[_legs(ecosystem, rows, way, kind) for way in found],
        pair=(rows[one], rows[other]),
    )


def _way_sentence(found: Sequence[Sequence[str]], names: Mapping[str, str]) -> str:
    if not found:
        return _("No way over these relations leads from %(one)s to %(other)s.") % names
    length = len(found[0]) - 1
    if length == 1:
        return _("%(one)s and %(other)s have a relation of their own.") % names
    facts = {**names, "steps": length, "count": len(found)}
    if len(found) == MOST_WAYS:
        return (
            _("From %(one)s to %(other)s it is %(steps)s relations; here are %(count)s of the shortest ways.")
            % facts
        )
    return (
        ngettext(
            "From %(one)s to %(other)s it is %(steps)s relations, by %(count)s way.",
            "From %(one)s to %(other)s it is %(steps)s relations, by %(count)s ways.",
            len(found),
        )
        % facts
    )


def _legs(ecosystem: Ecosystem, rows: Mapping[str, Row], way: Sequence[str], kind: str) -> list[Leg]:
    names = kind_names()
    legs = []
    for here, there in zip(way, (*way[1:], ""), strict=True):
        kinds = {
            tie.kind
            for tie in ecosystem.ties
            if {tie.source, tie.target} == {here, there} and _counts(tie.kind, kind)
        }
        legs.append(Leg(rows[here], [name for code, name in names.items() if code in kinds]))
    return legs


def _counts(kind: str, wanted: str) -> bool:
    return kind == wanted if wanted else kind != RelationKind.TENSION


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a page where a map is read, with where its form leads and what the address keeps.

    `is_live` pages show the answer in place; others are loaded anew, with only those on the map.
    """

    form: ReadingForm
    reading: Reading | None
    page: str
    view: str
    kept: Sequence[tuple[str, str]]
    has_project: bool
    is_live: bool


def part_of(
    ecosystem: Ecosystem, asked: Mapping[str, str], view: View, *, page: str, pages: Mapping[str, str]
) -> Part:
    """Return the part for a map; it has been read when the address says about whom.

    `page` is the map's own address, `pages` are those of its stakeholders by key.
    """
    form = ReadingForm(asked if ABOUT in asked else None, ecosystem=ecosystem)
    return Part(
        form=form,
        reading=reading_of(ecosystem, form, pages) if form.is_bound else None,
        page=page,
        view=view.value,
        kept=parse_qsl(query_of(ecosystem)),
        has_project=bool(ecosystem.project),
        is_live=len(ecosystem.stakeholders()) <= MOST_SINGLE,
    )

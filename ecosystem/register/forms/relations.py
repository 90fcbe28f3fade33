"""Rows of relations seen from one stakeholder."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import City, Relation, RelationKind, Stakeholder
from ecosystem.models.folding import Folded
from ecosystem.register.drafts import RelationDraft
from ecosystem.register.wording import Way, way_from
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, folded, row_number

ROWS = 1000
BLANK_ROWS = 1


class RelationFields(forms.Form):
    """What is said of a relation, seen from one of its ends."""

    kind = forms.ChoiceField(
        label=_("Relation"),
        choices=[("", _("Choose")), *RelationKind.choices],
        error_messages={"required": _("Choose what ties the two.")},
    )
    way = forms.ChoiceField(label=_("Direction"), choices=Way, initial=Way.OUT)
    strength = forms.TypedChoiceField(
        label=_("Strength"),
        choices=Relation.Strength,
        coerce=int,
        empty_value=None,
        initial=Relation.Strength.CLEAR,
    )
    note = LineField(
        label=_("Note"),
        required=False,
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class RelationForm(RelationFields):
    """One relation; the other stakeholder is named, as the native list and the type-ahead give it."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    other = LineField(
        label=_("With whom"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Name the other stakeholder.")},
        widget=forms.TextInput(attrs={"list": "stakeholder-choices", "autocomplete": "off", "dir": "auto"}),
    )

    field_order = ("pk", "kind", "way", "other", "strength", "note")

    @property
    def stored_pk(self) -> int | None:
        """The primary key the row carries, None for a new one."""
        return row_number(str(self["pk"].value() or ""))

    def is_said(self) -> bool:
        """Say whether the row states a relation: not blank, not ticked for removal."""
        if not self.is_bound:
            return self.stored_pk is not None
        return not self["DELETE"].value() and (self.stored_pk is not None or self.has_changed())

    def draft(self, other: Stakeholder) -> RelationDraft:
        """Return what the row says about the relation with `other`."""
        cleaned = self.cleaned_data
        return RelationDraft(
            kind=cleaned["kind"],
            way=cleaned["way"],
            other=other,
            strength=cleaned["strength"],
            note=cleaned["note"],
            pk=cleaned["pk"],
        )


class RelationRows(forms.BaseFormSet[RelationForm]):
    """All relations of a stakeholder, then blank rows; names are looked up in the city's register at once."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, city: City, stakeholder: Stakeholder | None
    ) -> None:
        self.city, self.stakeholder = city, stakeholder
        self.stored = _stored(stakeholder)
        rows = [row_of(tie, stakeholder) for tie in self.stored.values() if stakeholder]
        super().__init__(data, prefix="relations", initial=rows if data is None else None)

    def add_fields(self, form: RelationForm, index: int | None) -> None:
        """Word the box that removes a row."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove")

    def clean(self) -> None:
        """Find the stakeholder each row names; a row whose name nobody bears gets an error."""
        for form in self._filled():
            name = form.cleaned_data.get("other")
            if name and self._other(form) is None:
                form.add_error("other", self._unknown(name))

    def drafts(self) -> tuple[RelationDraft, ...]:
        """Return the rows that stay or are new."""
        found = ((form, self._other(form)) for form in self._filled())
        return tuple(form.draft(other) for form, other in found if other)

    def removed(self) -> frozenset[int]:
        """Return the primary keys of the relations whose rows are to be removed."""
        gone = (form.cleaned_data for form in self.forms if form.cleaned_data.get("DELETE"))
        return frozenset(cleaned["pk"] for cleaned in gone if cleaned.get("pk"))

    def _filled(self) -> list[RelationForm]:
        return [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]

    def _other(self, form: RelationForm) -> Stakeholder | None:
        name = form.cleaned_data.get("other", "")
        tie = self.stored.get(form.cleaned_data.get("pk") or 0)
        if tie and self.stakeholder and name == str(other_end(tie, self.stakeholder)):
            return other_end(tie, self.stakeholder)
        return self._by_name.get(name) or self._by_name.get(folded(name))

    def _unknown(self, name: str) -> ValidationError:
        if self.stakeholder and folded(name) == folded(self.stakeholder.name):
            return ValidationError(_("A relation needs two different stakeholders."))
        return ValidationError(
            _("The register has no “%(name)s”. Choose a name from the list, or add it first."),
            params={"name": name},
        )

    @cached_property
    def _by_name(self) -> dict[str, Stakeholder]:
        """Find the city's stakeholders by the rows' names: full before short, active before archived."""
        names = {form.cleaned_data.get("other", "") for form in self._filled()}
        plain = {folded(name) for name in names}
        asked = Q(name__in=names) | Q(plain__in=plain) | Q(short_name__in=names - {""})
        rows = Stakeholder.objects.of(self.city).annotate(plain=Folded("name")).filter(asked)
        if self.stakeholder and self.stakeholder.pk:
            rows = rows.exclude(pk=self.stakeholder.pk)
        return _first_by_name(sorted(rows, key=lambda row: row.is_archived()))


def _first_by_name(rows: Iterable[Stakeholder]) -> dict[str, Stakeholder]:
    found: dict[str, Stakeholder] = {}
    listed = list(rows)
    for row in listed:
        found.setdefault(row.name, row)
    for row in listed:
        found.setdefault(folded(row.name), row)
    for row in listed:
        if row.short_name:
            found.setdefault(row.short_name, row)
    return found


def _stored(stakeholder: Stakeholder | None) -> dict[int, Relation]:
    if stakeholder is None or not stakeholder.pk:
        return {}
    ties = Relation.objects.touching(stakeholder).select_related("source", "target")
    return {tie.pk: tie for tie in ties.order_by("kind", "pk")}


def other_end(tie: Relation, stakeholder: Stakeholder) -> Stakeholder:
    """Return the end of `tie` that is not `stakeholder`."""
    return tie.target if tie.source_id == stakeholder.pk else tie.source


def row_of(tie: Relation, stakeholder: Stakeholder) -> dict[str, Any]:
    """Return `tie` as a row of the form, seen from `stakeholder`."""
    return {
        "pk": tie.pk,
        "kind": tie.kind,
        "way": way_from(tie, stakeholder),
        "other": other_end(tie, stakeholder).name,
        "strength": tie.strength,
        "note": tie.note,
    }


_Rows: Any = forms.formset_factory(
    RelationForm,
    formset=RelationRows,
    extra=BLANK_ROWS,
    can_delete=True,
    max_num=ROWS,
    validate_max=True,
)


def relation_rows(
    city: City, stakeholder: Stakeholder | None, data: Mapping[str, Any] | None
) -> RelationRows:
    """Return the rows of the stakeholder's relations, bound to `data` when it was sent."""
    rows: RelationRows = _Rows(data, city=city, stakeholder=stakeholder)
    return rows

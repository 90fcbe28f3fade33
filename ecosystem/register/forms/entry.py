"""The whole form of a stakeholder: its own fields, interests, resources, means and relations."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from ecosystem.models import City, Stakeholder
from ecosystem.register.drafts import StakeholderDraft
from ecosystem.register.forms.details import StakeholderForm
from ecosystem.register.forms.parts import PARTS, PartForm, PartKind, part_forms
from ecosystem.register.forms.relations import relation_rows


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the id of its field ("" for the form), where it stands, and what to do."""

    target: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class PartTable:
    """The rows of one part of the profile."""

    part: PartKind
    rows: list[PartForm]


class StakeholderForms:
    """All forms of one entry; unbound they show what is stored, bound what was sent."""

    def __init__(
        self,
        city: City,
        stakeholder: Stakeholder | None = None,
        data: QueryDict | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.city, self.stakeholder = city, stakeholder
        # The form writes into its instance even when it is refused; the page keeps showing what is stored.
        instance = copy(stakeholder) if stakeholder else Stakeholder(city=city)
        self.details = StakeholderForm(data, instance=instance, initial=initial, city=city)
        self.parts = [PartTable(part, part_forms(part, stakeholder, data)) for part in PARTS]
        self.relations = relation_rows(city, stakeholder, data)

    def is_valid(self) -> bool:
        """Check every form, so that all errors show at once."""
        rows = [row.is_valid() for row in self.part_rows()]
        return all([self.details.is_valid(), *rows, self.relations.is_valid()])

    def part_rows(self) -> Iterator[PartForm]:
        """Yield the rows of all three profiles."""
        for table in self.parts:
            yield from table.rows

    def draft(self) -> StakeholderDraft:
        """Return what the valid forms say."""
        values = {**self.details.cleaned_data, "layers": tuple(self.details.cleaned_data["layers"])}
        if self.stakeholder is None and not values["layers"]:
            values["layers"] = tuple(values["family"].layers.all())
        for table in self.parts:
            values[table.part.name] = tuple(draft for row in table.rows if (draft := row.draft()))
        return StakeholderDraft(
            **values, relations=self.relations.drafts(), removed_relations=self.relations.removed()
        )

    def add_error(self, error: ValidationError) -> None:
        """Put what a verb refused next to the field it speaks of, or above the form."""
        fields = getattr(error, "error_dict", {"__all__": [error]})
        for name, errors in fields.items():
            self.details.add_error(name if name in self.details.fields else None, errors)

    def problems(self) -> list[Problem]:
        """Return all errors in the order of the page."""
        found = [Problem("", "", str(error)) for error in self.details.non_field_errors()]
        found += _problems(self.details)
        for row in self.part_rows():
            found += _problems(row, row.title)
        found += [Problem("", "", str(error)) for error in self.relations.non_form_errors()]
        for form in self.relations.forms:
            if not form.cleaned_data.get("DELETE"):
                found += _problems(form)
        return found


def _problems(form: forms.BaseForm, label: str = "") -> list[Problem]:
    return [
        Problem(field.id_for_label or field.auto_id, label or str(field.label), str(error))
        for field in form
        for error in field.errors
    ]

"""What can be added on a map's page itself: somebody new, a relation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import AbstractRelation, City, Family, RelationKind
from ecosystem.text import LINE_LENGTH, NAME_LENGTH


@dataclass(frozen=True, slots=True)
class Tool:
    """A form beside the map: its id, its words, where it posts to, and what it asks back."""

    id: str
    title: str
    button: str
    address: str
    form: forms.Form
    view: str
    question: str = ""
    twins: Sequence[tuple[str, str]] = ()


class AddForm(forms.Form):
    """Somebody new by name and family; `is_another` says that this is none of the likely twins."""

    name = LineField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Say a name first, such as 'Kiosk keepers of Quartier Nord'.")},
    )
    family = forms.ModelChoiceField(Family.objects.none(), label=_("Family"), empty_label=None)
    is_another = forms.BooleanField(label=_("It is somebody else"), required=False)

    def __init__(self, data: object = None, *, city: City) -> None:
        """Offer the city's families."""
        super().__init__(data, auto_id="add-%s")  # type: ignore[arg-type]
        families = self.fields["family"]
        assert isinstance(families, forms.ModelChoiceField)  # noqa: S101 (for the types)
        families.queryset = Family.objects.of(city).usable()
        self.fields["name"].widget.attrs["dir"] = "auto"


class RelateForm(forms.Form):
    """A relation between two who are on the map, by their names, which `find` looks up."""

    source = LineField(label=_("From"), max_length=NAME_LENGTH)
    target = LineField(label=_("To"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Kind"), choices=RelationKind.choices)
    strength = forms.TypedChoiceField(
        label=_("Strength"),
        choices=AbstractRelation.Strength.choices,
        coerce=int,
        initial=AbstractRelation.Strength.CLEAR,
    )
    is_mutual = forms.BooleanField(label=_("Both ways"), required=False)
    note = LineField(
        label=_("Note"),
        required=False,
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, data: object = None, *, find: Callable[[str], models.Model | None]) -> None:
        """Offer the names on the map."""
        super().__init__(data, auto_id="relate-%s")  # type: ignore[arg-type]
        self.find = find
        for name in ("source", "target"):
            self.fields[name].widget.attrs |= {"list": "map-names", "autocomplete": "off", "dir": "auto"}

    def clean_source(self) -> models.Model:
        """Return whom the relation comes from."""
        return self._entry("source")

    def clean_target(self) -> models.Model:
        """Return whom the relation goes to; somebody else."""
        target = self._entry("target")
        if target == self.cleaned_data.get("source"):
            raise forms.ValidationError(_("A relation needs two different stakeholders."))
        return target

    def facts(self) -> dict[str, Any]:
        """Return a valid form as the fields of a relation."""
        facts = dict(self.cleaned_data)
        directions = AbstractRelation.Direction
        direction = directions.MUTUAL if facts.pop("is_mutual") else directions.ONE_WAY
        return {**facts, "direction": direction}

    def _entry(self, field: str) -> models.Model:
        name = self.cleaned_data[field]
        found = self.find(name)
        if found is None:
            raise forms.ValidationError(
                _("Nobody on the map is called “%(name)s”. Choose a name from the list."),
                params={"name": name},
            )
        return found

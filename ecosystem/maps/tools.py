"""What can be added on a map's page itself: somebody new, a relation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import City, Family, Relation, RelationKind, Stakeholder
from ecosystem.text import NAME_LENGTH


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
    """A relation between two of the register's active entries, by their names."""

    source = LineField(label=_("From"), max_length=NAME_LENGTH)
    target = LineField(label=_("To"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Kind"), choices=RelationKind.choices)
    strength = forms.TypedChoiceField(
        label=_("Strength"), choices=Relation.Strength.choices, coerce=int, initial=Relation.Strength.CLEAR
    )
    is_mutual = forms.BooleanField(label=_("Both ways"), required=False)

    def __init__(self, data: object = None, *, city: City) -> None:
        """Look names up in the city's register."""
        super().__init__(data, auto_id="relate-%s")  # type: ignore[arg-type]
        self.city = city
        for name in ("source", "target"):
            self.fields[name].widget.attrs |= {"list": "map-names", "autocomplete": "off", "dir": "auto"}

    def clean_source(self) -> Stakeholder:
        """Return whom the relation comes from."""
        return self._entry("source")

    def clean_target(self) -> Stakeholder:
        """Return whom the relation goes to; somebody else."""
        target = self._entry("target")
        if target == self.cleaned_data.get("source"):
            raise forms.ValidationError(_("A relation needs two different stakeholders."))
        return target

    def relation(self) -> Relation:
        """Return the relation of a valid form, not stored yet."""
        facts = self.cleaned_data
        is_mutual = facts.pop("is_mutual")
        direction = Relation.Direction.MUTUAL if is_mutual else Relation.Direction.ONE_WAY
        return Relation(city=self.city, direction=direction, **facts)

    def _entry(self, field: str) -> Stakeholder:
        name = self.cleaned_data[field]
        found = Stakeholder.objects.of(self.city).active().filter(name__iexact=name).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody on the map is called “%(name)s”. Choose a name from the list."),
                params={"name": name},
            )
        return found

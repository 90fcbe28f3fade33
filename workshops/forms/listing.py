"""What is typed at the table: a name, a listing's details, why a family does not apply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, RowsField
from ecosystem.models import Family, Layer
from ecosystem.text import LINE_LENGTH, NAME_LENGTH
from workshops.models import Listing, Workshop


class AddForm(forms.Form):
    """One line that names somebody; `is_another` says that this is none of the likely twins."""

    name = LineField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Say a name first, such as 'Kiosk keepers of Quartier Nord'.")},
    )
    is_another = forms.BooleanField(required=False)


class WaiveForm(forms.Form):
    """Why a family does not apply to the project."""

    reason = LineField(
        label=_("Why does it not apply here?"),
        max_length=LINE_LENGTH,
        error_messages={"required": _("Say why in a few words, so that nobody wonders later.")},
    )


class ListingForm(forms.ModelForm[Listing]):
    """The details of a listing: what it is called here, its family, its layers and why it matters."""

    class Meta:
        model = Listing
        fields = ("name", "reason", "family", "layers")
        field_classes = {"name": LineField, "reason": LineField, "layers": RowsField}
        widgets = {"layers": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = f"listing-{self.instance.pk}"
        families = forms.ModelChoiceField(Family.objects.of(workshop.city).usable(), empty_label=None)
        families.label = self.fields["family"].label
        self.fields["family"] = families
        layers = self.fields["layers"]
        if isinstance(layers, forms.ModelMultipleChoiceField):
            layers.queryset = Layer.objects.all()
        self.fields["name"].widget.attrs["dir"] = "auto"
        self.fields["reason"].widget.attrs["dir"] = "auto"

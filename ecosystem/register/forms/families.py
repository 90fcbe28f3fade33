"""The form of a city's family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, ProseField, RowsField
from ecosystem.models import Family, Layer
from ecosystem.register.families import FamilyDraft
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH

COLOURS = 14
AUTO = {"dir": "auto"}


class FamilyForm(forms.Form):
    """What a family is called, how it is drawn and what helps a room think of it."""

    name = LineField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs=AUTO),
        error_messages={"required": _("Say what the family is called.")},
    )
    meaning = LineField(
        label=_("Who belongs to it"),
        required=False,
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs=AUTO),
        help_text=_("One line."),
    )
    prompts = ProseField(
        label=_("Questions that help a room think of it"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, **AUTO}),
        help_text=_("One question a line, such as: who sells water where the network ends?"),
    )
    examples = LineField(
        label=_("Examples"),
        required=False,
        max_length=LINE_LENGTH,
        widget=forms.TextInput(attrs=AUTO),
    )
    mark = LineField(
        label=_("Two-letter mark"),
        min_length=1,
        max_length=2,
        help_text=_("Stands in lists and on the map, such as NG."),
        error_messages={"required": _("Give it one or two letters.")},
    )
    shape = forms.ChoiceField(label=_("Shape on the map"), choices=Family.Shape)
    colour = forms.TypedChoiceField(
        label=_("Colour"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, COLOURS + 1)],
        widget=forms.RadioSelect,
    )
    layers = RowsField(
        label=_("Usual place on the layers of the digital city"),
        queryset=Layer.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=_("In workshops"),
        choices=[
            (Family.Visibility.SHOWN, _("a card of its own")),
            (Family.Visibility.DRAWER, _("in the drawer of often missing ones")),
            (Family.Visibility.HIDDEN, _("hidden: not offered any more")),
        ],
        initial=Family.Visibility.SHOWN,
    )

    def clean_mark(self) -> str:
        """Return the mark in capitals."""
        return str(self.cleaned_data["mark"]).upper()[:2]

    def draft(self) -> FamilyDraft:
        """Return what the valid form says."""
        return FamilyDraft(**{**self.cleaned_data, "layers": tuple(self.cleaned_data["layers"])})


def stored(family: Family) -> dict[str, Any]:
    """Return what the form of a stored family starts with."""
    return {
        "name": str(family),
        "meaning": family.meaning,
        "prompts": "\n".join(family.prompt_list),
        "examples": family.example,
        "mark": family.mark,
        "shape": family.shape,
        "colour": family.colour,
        "layers": list(family.layers.all()),
        "visibility": family.visibility,
    }

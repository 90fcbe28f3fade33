"""What a page sends when somebody moved a mark."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.graph.places import HEIGHT, WIDTH, View
from ecosystem.maps.drawn import Move
from ecosystem.models import MapView

FAR = 20.0  # worlds away; a mark drawn further than that is no mistake of the hand


class MoveForm(forms.Form):
    """View, key and point of a move in map units, or `back` to put the mark back."""

    view = forms.ChoiceField(choices=MapView.choices)
    key = forms.CharField(max_length=40)
    x = forms.FloatField(required=False, min_value=-FAR * WIDTH, max_value=FAR * WIDTH)
    y = forms.FloatField(required=False, min_value=-FAR * HEIGHT, max_value=FAR * HEIGHT)
    back = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a point unless the mark goes back."""
        facts = super().clean() or {}
        if not facts.get("back") and (facts.get("x") is None or facts.get("y") is None):
            raise forms.ValidationError(_("Say where the mark should stand."))
        return facts

    def move(self) -> Move:
        """Return the move of a valid form."""
        facts = self.cleaned_data
        return Move(
            View(facts["view"]), facts["key"], facts["x"] or 0.0, facts["y"] or 0.0, is_back=facts["back"]
        )

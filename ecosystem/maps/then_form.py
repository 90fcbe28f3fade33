"""The form by which a state of a map is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.text import LINE_LENGTH


class KeepForm(forms.Form):
    """The name a state is found by later."""

    name = LineField(
        label=_("Name of this state"),
        max_length=LINE_LENGTH,
        help_text=_("So that you find it again: 'before the council met'."),
    )

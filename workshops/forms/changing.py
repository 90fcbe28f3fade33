"""What the table of a workshop's map changes about somebody listed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.maps.changing import LayersForm
from workshops.models import Question
from workshops.questionnaire import UNKNOWN, options_of
from workshops.redrawing import LEVELS, OPEN


class ChangeForm(LayersForm):
    """Influence, interest and readiness (1 to 5, 'do not know' or open), partner or not, and layers."""

    influence = forms.ChoiceField(label=_("Influence on the project"))
    interest = forms.ChoiceField(label=_("Interest in the project"))
    readiness = forms.ChoiceField(label=_("Readiness for digital"))
    partner = forms.BooleanField(label=_("Partner"), required=False)

    field_order = ("influence", "interest", "readiness", "partner", "layers", "shown")

    def __init__(self, data: object = None, *, said: Mapping[str, Any], key: str) -> None:
        """Offer the values of each scale in words."""
        super().__init__(data, said=said, key=key)
        for question in LEVELS:
            field = self.fields[question.value]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the types)
            field.choices = [(OPEN, _("no answer yet")), *_values(question)]

    @staticmethod
    def fields_of(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is said as the values of the fields."""
        levels = {name.value: UNKNOWN if said[name] is None else str(said[name]) for name in LEVELS}
        return {**levels, "layers": said["layers"], "partner": said["partner"] is not False}

    def said(self) -> dict[str, Any]:
        """Return the fields of a valid form as what they say."""
        facts, shown = self.cleaned_data, self.cleaned_data["shown"]["partner"]
        partner = (shown if shown is not False else {}) if facts["partner"] else False
        levels = {name.value: _level(facts[name]) for name in LEVELS}
        return {**levels, "partner": partner, **super().said()}


def _values(question: Question) -> list[tuple[str, str]]:
    return [
        (option.value, f"{option.value} · {option.label}" if option.value != UNKNOWN else option.label)
        for option in options_of(question)
    ]


def _level(value: str) -> int | str | None:
    if value == UNKNOWN:
        return None
    return value if value == OPEN else int(value)

"""What is written in step 3: what happens next with a partner, and how the ranking is weighted."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from workshops.models import Partnership, Workshop
from workshops.models.workshop import WEIGHTS

HIGHEST = 5


class PartnershipForm(forms.ModelForm[Partnership]):
    """First action, who leads it, by when."""

    class Meta:
        model = Partnership
        fields = ("first_action", "lead", "due_on")
        widgets = {"due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"due_on": {"invalid": _("Give a date such as 2026-11-30.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = f"partner-{self.instance.listing_id}"
        for name in ("first_action", "lead"):
            self.fields[name].widget.attrs["dir"] = "auto"


class WeightsForm(forms.ModelForm[Workshop]):
    """How much each part of the likelihood counts, 0 to 5."""

    class Meta:
        model = Workshop
        fields = WEIGHTS
        widgets = {
            name: forms.NumberInput(attrs={"min": 0, "max": HIGHEST, "inputmode": "numeric"})
            for name in WEIGHTS
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            too_high = _("Weights go from 0 to %(limit_value)s.")
            field.validators.append(MaxValueValidator(HIGHEST, message=too_high))

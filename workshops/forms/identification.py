"""One answer as the page sends it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ecosystem.text import LINE_LENGTH, validate_text
from workshops.models import Question
from workshops.models.identification import KINDS
from workshops.questionnaire import UNKNOWN, options_of


class AnswerForm(forms.Form):
    """One row: question, kind, value ('unknown' is 'do not know'), note; `clear` or no value: taken back."""

    question = forms.ChoiceField(choices=Question.choices)
    kind = forms.CharField(required=False)
    value = forms.CharField(required=False)
    clear = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=LINE_LENGTH, validators=[validate_text])

    def clean(self) -> dict[str, Any]:
        """Turn the value into a number, None for 'do not know'; raises ValidationError when it is none."""
        cleaned = super().clean() or {}
        if "question" not in cleaned:
            return cleaned
        question = Question(cleaned["question"])
        if cleaned.get("kind", "") not in KINDS.get(question, [""]):
            raise ValidationError({"kind": _("This line is not one of the question's.")})
        if cleaned.get("clear"):
            return cleaned | {"value": ""}
        value = cleaned.get("value", "")
        if value and value not in {option.value for option in options_of(question)}:
            raise ValidationError({"value": _("Choose one of the values shown.")})
        if not value and cleaned.get("note"):
            raise ValidationError({"value": _("Choose a value first; a note is kept with it.")})
        cleaned["number"] = int(value) if value not in {"", UNKNOWN} else None
        return cleaned

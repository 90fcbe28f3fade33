"""How every form of the product is drawn, and fields that tidy what people type or paste."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from ecosystem.text import clean_text, one_line, row_number


class Renderer(TemplatesSetting):
    """Draws fields with our own component, so that each error stands next to its field."""

    field_template_name = "components/field.html"


class LineField(forms.CharField):
    """A name or one line of text: composed, single spaces, no line breaks, nothing invisible around it."""

    def to_python(self, value: Any) -> str:
        """Return the tidy line; raises ValidationError on characters no file keeps safely."""
        return one_line(super().to_python(value) or "")


class ProseField(forms.CharField):
    """Text of several lines: composed, line ends alike, no empty lines around it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the tidy text; raises ValidationError on characters no file keeps safely."""
        return clean_text(super().to_python(value) or "").strip()


class RowsField(forms.ModelMultipleChoiceField[Any]):
    """Several rows of one kind, by their numbers; a number no database holds is one of no row."""

    def clean(self, value: Any) -> Any:
        """Return the rows; raises ValidationError for what is none of them."""
        for number in value or ():
            if row_number(str(number)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": number}
                )
        return super().clean(value)


def let_grow(field: forms.Field) -> None:
    """Let the box of one line of text grow with what stands in it, so that a long one can be read."""
    field.widget = forms.Textarea(attrs={**field.widget.attrs, "rows": 1})

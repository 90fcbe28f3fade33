"""A list to choose from: the product draws it in one template, alike to Django's."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe


class Choosing(forms.Form):
    """Groups, an empty choice, a number, and names that must be escaped."""

    one = forms.ChoiceField(
        choices=[("", "nobody"), (1, '<b onclick="x">'), ("Owners", [("a&b", "A & B"), ("c", "C")])],
        required=False,
    )
    several = forms.MultipleChoiceField(
        choices=[(1, "first"), (2, mark_safe("<i>second</i>")), (3, "third")],
        widget=forms.SelectMultiple(attrs={"size": 1234, "data-x": True, "hidden": False}),
    )


def test_a_list_says_the_same_as_djangos() -> None:
    form = Choosing({"one": "a&b", "several": ["1", "3"]})

    for name in ("one", "several"):
        widget = form[name].field.widget
        theirs = widget.render(name, form[name].value(), {"id": name}, renderer=DjangoTemplates())
        ours = widget.render(name, form[name].value(), {"id": name})

        assert parse_html(ours) == parse_html(theirs)
        assert 'onclick="x"' not in ours

"""A state of a map's presentation as a form."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import Family, Layer, MapColour, MapSize, RelationKind, ResourceKind
from ecosystem.text import LINE_LENGTH
from workshops.models import Listing, Slide, Workshop

CODES = ("family", "layer", "resource", "kind")
FILTERS = (*CODES, "focus", "partners_only")


class SlideForm(forms.ModelForm[Slide]):
    """View, look, filter, focus and caption of one state."""

    caption = LineField(
        label=_("Caption"),
        max_length=LINE_LENGTH,
        required=False,
        help_text=_("What you say to it, in one line."),
    )
    family = forms.ChoiceField(label=_("Only this family"), required=False)
    layer = forms.ChoiceField(label=_("Only this layer"), required=False)

    class Meta:
        model = Slide
        fields = ("caption", "view", "colour", "size", *FILTERS)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        """Offer the families, layers and listings of `workshop`."""
        super().__init__(*args, **kwargs)
        self.instance.workshop = workshop
        families = [(row.code, str(row)) for row in Family.objects.of(workshop.city)]
        layers = [(row.code, str(row)) for row in Layer.objects.all()]
        cast("forms.ChoiceField", self.fields["family"]).choices = [("", _("All")), *families]
        cast("forms.ChoiceField", self.fields["layer"]).choices = [("", _("All")), *layers]
        focus = cast("forms.ModelChoiceField[Listing]", self.fields["focus"])
        focus.empty_label = str(_("All"))
        for name, kinds in (("resource", ResourceKind.choices), ("kind", RelationKind.choices)):
            cast("forms.ChoiceField", self.fields[name]).choices = [("", _("All")), *kinds]
        focus.queryset = workshop.listings.current()

    def in_words(self, slide: Slide) -> list[str]:
        """Return what a state shows: its view, and what is not as every state starts with."""
        words = [str(slide.get_view_display())]
        for name, start in (("colour", MapColour.FAMILY), ("size", MapSize.INFLUENCE)):
            value = getattr(slide, name)
            if value != start:
                label = self.fields[name].label
                words.append(f"{label}: {self._choice(name, value)}")
        words += [self._choice(name, getattr(slide, name)) for name in CODES if getattr(slide, name)]
        if slide.focus:
            words.append(slide.focus.name)
        return [*words, gettext("partners only")] if slide.partners_only else words

    def _choice(self, name: str, value: str) -> str:
        field = cast("forms.ChoiceField", self.fields[name])
        names = dict(cast("Iterable[tuple[str, str]]", field.choices))
        return str(names.get(value, value))

"""The form of a stakeholder's own fields."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, ProseField, RowsField
from ecosystem.models import City, Family, Readiness, Stakeholder

TAGS = 20
TAG_LENGTH = 60


class WebsiteField(forms.URLField):
    """A web address; 'eau.example' means https://eau.example, and only web pages are accepted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})

    def to_python(self, value: Any) -> str:
        """Return the address; raises ValidationError when it is none a browser opens safely."""
        try:
            address = super().to_python(LineField(required=False).to_python(value)) or ""
        except ValidationError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if address and not address.lower().startswith(("http://", "https://")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class TagsField(LineField):
    """Words separated by commas, each once however it is capitalised."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the words; raises ValidationError when one is too long or there are too many."""
        line = super().clean(value)
        words = {word.casefold(): word for part in line.split(",") if (word := part.strip())}
        if len(words) > TAGS:
            message = ngettext(
                "These are more than %(limit)s tag. Keep the ones you search by.",
                "These are more than %(limit)s tags. Keep the ones you search by.",
                TAGS,
            )
            raise ValidationError(message % {"limit": TAGS})
        if any(len(word) > TAG_LENGTH for word in words.values()):
            raise ValidationError(
                _("A tag has at most %(limit)s letters. Separate tags by commas."),
                params={"limit": TAG_LENGTH},
            )
        return tuple(words.values())


class StakeholderForm(forms.ModelForm[Stakeholder]):
    """Who a stakeholder is; `city` limits the families."""

    tags = TagsField(
        label=_("Tags"),
        required=False,
        max_length=1300,
        help_text=_("Words you search by, separated by commas."),
    )

    class Meta:
        model = Stakeholder
        fields = (
            "name",
            "short_name",
            "family",
            "description",
            "website",
            "area",
            "readiness",
            "layers",
            "source",
            "confirmed_on",
        )
        field_classes: ClassVar = {
            "name": LineField,
            "short_name": LineField,
            "description": ProseField,
            "area": LineField,
            "source": LineField,
            "website": WebsiteField,
            "layers": RowsField,
        }
        labels: ClassVar = {
            "name": _("Name"),
            "short_name": _("Short name"),
            "family": _("Family"),
            "description": _("What it is and does"),
            "website": _("Website"),
            "area": _("Area"),
            "readiness": _("Readiness for digital"),
            "layers": _("Layers of the digital city"),
            "source": _("Source"),
            "confirmed_on": _("Last confirmed on"),
        }
        help_texts: ClassVar = {
            "layers": _("Where it stands in the digital city, from the base to the users."),
            "confirmed_on": _("The day somebody last checked that this entry is right."),
        }
        widgets: ClassVar = {
            "layers": forms.CheckboxSelectMultiple,
            "confirmed_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "description": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages: ClassVar = {
            "name": {"required": _("Say what it is called.")},
            "family": {
                "required": _("Choose the family it belongs to."),
                "invalid_choice": _("Choose one of your city's families."),
            },
            "website": {
                "invalid": _("This is no web address. Write it like eau.example or https://eau.example.")
            },
            "confirmed_on": {"invalid": _("Write the day like 2026-10-14.")},
        }

    def __init__(self, *args: Any, city: City, **options: Any) -> None:
        super().__init__(*args, **options)
        usable = Q(pk__in=Family.objects.of(city).usable().values("pk")) | Q(pk=self.instance.family_id)
        family = cast("forms.ModelChoiceField[Family]", self.fields["family"])
        family.queryset = Family.objects.of(city).filter(usable)
        family.empty_label = gettext("Choose a family")
        readiness = cast("forms.ChoiceField", self.fields["readiness"])
        readiness.choices = [("", gettext("do not know")), *Readiness.choices]
        if self.instance.pk:
            self.initial["tags"] = ", ".join(tag.name for tag in self.instance.tags.all())
        self.fields["name"].widget.attrs.update({"autocomplete": "off", "dir": "auto"})
        for name in ("short_name", "description", "area", "source", "tags"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean_confirmed_on(self) -> Any:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["confirmed_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Give the day it was last checked."))
        return day

"""What a phone sends."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import Family, Means, ResourceKind
from ecosystem.text import LINE_LENGTH, NAME_LENGTH
from workshops.models import Listing, Room, RoundItem, Table
from workshops.rating import asked_of


class CodeForm(forms.Form):
    """The code that stands on the wall."""

    code = forms.CharField(
        label=_("Code on the wall"),
        max_length=20,
        error_messages={"required": _("Type the six letters and digits that stand on the wall.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "enterkeyhint": "go",
            "class": "code-field",
        }


class LanguageForm(forms.Form):
    """The language of the phone, and the page to go on with."""

    language = forms.ChoiceField(choices=settings.PHONE_LANGUAGES)
    page = forms.ChoiceField(choices=[(page, page) for page in ("code", "enter", "introduce")])


class IntroductionForm(forms.Form):
    """What somebody may say of themselves; all of it may stay empty."""

    name = LineField(label=_("Your first name"), max_length=40, required=False)
    family = forms.ModelChoiceField(
        Family.objects.none(), label=_("You speak for"), required=False, empty_label=_("nobody in particular")
    )
    table = forms.ModelChoiceField(
        Table.objects.none(), label=_("Your table"), required=False, empty_label=_("no table")
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].queryset = Family.objects.of(room.workshop.city).usable()  # type: ignore[attr-defined]
        self.fields["table"].queryset = room.tables.all()  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs |= {"dir": "auto", "autocomplete": "given-name"}
        if room.is_anonymous:
            del self.fields["name"]
        if not room.tables.exists():
            del self.fields["table"]


class YouForm(IntroductionForm):
    """The same, later; and the ballot somebody filled in on paper, so that they count once."""

    ballot = LineField(
        label=_("Code of your paper ballot"),
        max_length=12,
        required=False,
        help_text=_("If you filled one in: then you count once."),
    )


class KeyedForm(forms.Form):
    """What is sent with a key made on the phone: the same key again changes nothing."""

    key = forms.UUIDField()


class ContributionForm(KeyedForm):
    """Somebody the room should know of."""

    name = LineField(
        max_length=NAME_LENGTH, error_messages={"required": _("Say who it is, in your own words.")}
    )
    family = forms.ModelChoiceField(Family.objects.none(), required=False)
    reason = LineField(max_length=LINE_LENGTH, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].queryset = Family.objects.of(room.workshop.city).usable()  # type: ignore[attr-defined]


class RatingForm(KeyedForm):
    """An answer to a question: `value` for a scale, `kind`s for a list; 'unknown' for either."""

    item = forms.IntegerField(min_value=1, max_value=models.BigIntegerField.MAX_BIGINT)
    value = forms.CharField(required=False, max_length=8)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room

    def clean_item(self) -> RoundItem:
        """Return the question; raises ValidationError when it was not put to this room."""
        item = asked_of(self.room, self.cleaned_data["item"])
        if item is None:
            raise ValidationError(_("This question is not asked in this room."), code="invalid_choice")
        return item


class ListingKeyForm(KeyedForm):
    """Something about one of the workshop's listings."""

    listing = forms.ModelChoiceField(Listing.objects.none())

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listing"].queryset = Listing.objects.of(room.workshop).current()  # type: ignore[attr-defined]


class DotsForm(ListingKeyForm):
    """How many dots a listing gets."""

    count = forms.IntegerField(min_value=0, max_value=20)


class PledgeForm(ListingKeyForm):
    """What somebody offers in a stakeholder's name."""

    kind = forms.ChoiceField(
        choices=[*ResourceKind.choices, *Means.choices],
        error_messages={"required": _("Choose what you offer.")},
    )
    text = LineField(max_length=LINE_LENGTH, required=False)

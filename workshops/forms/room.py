"""What the console sends."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, ProseField, RowsField
from ecosystem.models import Family
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH
from workshops.models import Contribution, Listing, Question, Room, RoundItem

OTHER = "other"


class OpenForm(forms.Form):
    """Whether people may give a name; decided once."""

    is_anonymous = forms.BooleanField(required=False, label=_("Anonymous: nobody gives a name"))


class SettingsForm(forms.ModelForm[Room]):
    """The room's own settings; the address phones join at is picked among this machine's, or typed."""

    pick = forms.ChoiceField(label=_("Phones join at"), widget=forms.RadioSelect, required=False)
    dots = forms.IntegerField(label=_("dots each person gives"), min_value=1, max_value=20)

    class Meta:
        model = Room
        fields = ("address", "slow_s", "dots", "wifi_name", "wifi_password")
        labels = {"address": _("Another address")}
        help_texts = {"wifi_name": _("With a name here, its QR code stands on the wall beside the code.")}

    def __init__(self, *args: Any, addresses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What this console showed goes along: what a colleague changed meanwhile stays as it is.
        for field in self.fields.values():
            field.show_hidden_initial = True
        self.kept = kept = self.instance.address
        self.fields["pick"].choices = [  # type: ignore[attr-defined]
            *((address, address) for address in addresses),
            (OTHER, _("another address")),
        ]
        shown = kept or next(iter(addresses), OTHER)
        self.initial["pick"] = shown if shown in addresses else OTHER
        self.initial["address"] = "" if kept in addresses else kept

    def clean(self) -> dict[str, Any]:
        """Take the address that was picked; one that was only shown is looked up anew each time."""
        said = super().clean() or {}
        picked = said.get("pick", "")
        if picked not in {"", OTHER}:
            said["address"] = picked if "pick" in self.changed_data else self.kept
        return said

    def changed(self, room: Room) -> dict[str, Any]:
        """Return what was changed here and differs from how `room` is kept."""
        touched = {*self.changed_data, *(("address",) if "pick" in self.changed_data else ())}
        said = {name: self.cleaned_data[name] for name in self._meta.fields or () if name in touched}
        return {name: value for name, value in said.items() if value != getattr(room, name)}


class NotesForm(forms.Form):
    """The facilitators' private notes, and which notes the console had read."""

    notes = ProseField(max_length=TEXT_LENGTH, required=False)
    read = forms.CharField(max_length=40, required=False)


class ParkForm(forms.Form):
    """Something to come back to."""

    text = LineField(max_length=LINE_LENGTH, error_messages={"required": _("Say what to come back to.")})


class TableForm(forms.Form):
    """A table's name."""

    name = LineField(max_length=NAME_LENGTH, error_messages={"required": _("Give the table a name.")})


class TimerForm(forms.Form):
    """Minutes for the timer; 0 takes it away."""

    minutes = forms.FloatField(min_value=0, max_value=600)


class PlanForm(forms.Form):
    """Minutes planned for a step."""

    step = forms.CharField()
    minutes = forms.IntegerField(min_value=1, max_value=600)


class AskForm(forms.Form):
    """Whom and what to ask the room about."""

    listing = RowsField(
        Listing.objects.none(),
        label=_("About whom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose about whom.")},
    )
    question = forms.MultipleChoiceField(
        choices=Question.choices,
        label=_("What?"),
        widget=forms.CheckboxSelectMultiple,
        initial=[Question.READINESS],
        error_messages={"required": _("Choose what to ask.")},
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listings = Listing.objects.of(room.workshop).current().select_related("family")
        self.fields["listing"].queryset = listings  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """A value taken over into the map; without a value it is 'do not know'."""

    item = forms.ModelChoiceField(RoundItem.objects.none())
    kind = forms.CharField(required=False)
    value = forms.IntegerField(min_value=0, max_value=5, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = RoundItem.objects.filter(round__room=room).select_related("round", "listing__workshop")
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class HandsForm(DecideForm):
    """Hands counted for a value or a kind, among those without a phone."""

    hands = forms.IntegerField(min_value=0, max_value=5000)


class QueueForm(forms.Form):
    """Contributions of the queue, and what becomes of them."""

    contribution = RowsField(Contribution.objects.none())
    family = forms.ModelChoiceField(Family.objects.none(), required=False)
    listing = forms.ModelChoiceField(Listing.objects.none(), required=False)
    name = LineField(max_length=NAME_LENGTH, required=False)
    why = LineField(max_length=LINE_LENGTH, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {
            "contribution": room.contributions.waiting().select_related("family"),
            "family": Family.objects.of(room.workshop.city).usable(),
            "listing": Listing.objects.of(room.workshop).current(),
        }
        for name, queryset in own.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class SharedForm(forms.Form):
    """From how many tables on somebody is listed."""

    least = forms.IntegerField(min_value=1, max_value=500)

"""What to print."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import RowsField
from ecosystem.models import Family
from workshops.models import Listing, Question, Workshop
from workshops.paper import MOST_BALLOTS, MOST_COPIES

GO_ON = _("Go on after the last number you printed, so that no number is there twice.")
NOBODY = _("Choose about whom.")


class SheetsForm(forms.Form):
    """Family sheets: of which families, how many, from which number."""

    family = RowsField(
        Family.objects.none(),
        label=_("Families"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one family.")},
    )
    copies = forms.IntegerField(label=_("Sheets of each"), min_value=1, max_value=20, initial=1)
    first = forms.IntegerField(
        label=_("Number of the first"), min_value=1, max_value=MOST_COPIES, initial=1, help_text=GO_ON
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_sheets_%s"} | kwargs)
        families = Family.objects.of(workshop.city).usable()
        self.fields["family"].queryset = families  # type: ignore[attr-defined]
        self.fields["family"].initial = [family.pk for family in families.shown()]

    def clean(self) -> dict[str, Any]:
        """Refuse numbers of three digits."""
        said = super().clean() or {}
        if said.get("first", 1) + said.get("copies", 1) - 1 > MOST_COPIES:
            self.add_error("first", _("Sheets are numbered up to 99."))
        return said


class CardsForm(forms.Form):
    """Stakeholder cards: about whom."""

    listing = RowsField(
        Listing.objects.none(),
        label=_("Stakeholders"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NOBODY},
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_cards_%s"} | kwargs)
        listings = Listing.objects.of(workshop).current().select_related("family")
        self.fields["listing"].queryset = listings  # type: ignore[attr-defined]
        self.fields["listing"].initial = [listing.pk for listing in listings]


class BallotsForm(forms.Form):
    """Ballots: what they ask, how many, from which number."""

    listing = RowsField(
        Listing.objects.none(),
        label=_("About whom?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    question = forms.MultipleChoiceField(
        choices=Question.choices,
        label=_("What?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=[Question.READINESS],
    )
    of_round = forms.BooleanField(label=_("What is before the room now"), required=False)
    count = forms.IntegerField(
        label=_("Ballots, one for each person"), min_value=1, max_value=200, initial=20
    )
    first = forms.IntegerField(
        label=_("Number of the first"), min_value=1, max_value=MOST_BALLOTS, initial=1, help_text=GO_ON
    )

    def __init__(self, *args: Any, workshop: Workshop, has_round: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_ballots_%s"} | kwargs)
        listings = Listing.objects.of(workshop).current().select_related("family")
        self.fields["listing"].queryset = listings  # type: ignore[attr-defined]
        self.fields["of_round"].initial = has_round
        if not has_round:
            del self.fields["of_round"]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one question, and refuse numbers of four digits."""
        said = super().clean() or {}
        if not said.get("of_round"):
            if not said.get("listing"):
                self.add_error("listing", NOBODY)
            if not said.get("question"):
                self.add_error("question", _("Choose what to ask."))
        if said.get("first", 1) + said.get("count", 1) - 1 > MOST_BALLOTS:
            self.add_error("first", _("Ballots are numbered up to 999."))
        return said


class DotSheetsForm(forms.Form):
    """Sheets for choosing partners: how many, from which number."""

    count = forms.IntegerField(label=_("Sheets, one for each person"), min_value=1, max_value=200, initial=20)
    first = forms.IntegerField(
        label=_("Number of the first"),
        min_value=1,
        max_value=MOST_BALLOTS,
        initial=1,
        help_text=_("The same numbers as the ballots: each person has one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_dotsheets_%s"} | kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse numbers of four digits."""
        said = super().clean() or {}
        if said.get("first", 1) + said.get("count", 1) - 1 > MOST_BALLOTS:
            self.add_error("first", _("Ballots are numbered up to 999."))
        return said

"""What a scribe types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, ProseField
from ecosystem.models import Family
from workshops.models import Listing, Pledge, Room, Round, RoundItem, Table
from workshops.paper import boxes_of, candidates_of, offers
from workshops.scribing import Said, read_dots, read_line, read_names, read_pledges

LONGEST_SHEET = 8000
CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}


class BallotForm(forms.Form):
    """A ballot: its code, one line a question, and whom the person speaks for."""

    code = LineField(label=_("Code of the ballot"), max_length=12)
    family = forms.ModelChoiceField(Family.objects.none(), label=_("Speaks for"), required=False)
    table = forms.ModelChoiceField(Table.objects.none(), label=_("Table"), required=False)

    def __init__(self, *args: Any, room: Room, asked: Round, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_ballot_%s"} | kwargs)
        self.fields["code"].widget.attrs |= CODE
        self.fields["family"].queryset = Family.objects.of(room.workshop.city).usable()  # type: ignore[attr-defined]
        self.fields["table"].queryset = room.tables.all()  # type: ignore[attr-defined]
        if not room.tables.exists():
            del self.fields["table"]
        self.items = list(asked.items.select_related("listing", "round__room"))
        for number, item in enumerate(self.items, start=1):
            keys = ", ".join(f"{box.key} {box.label}" for box in boxes_of(item.question_choice))
            self.fields[f"line_{item.pk}"] = forms.CharField(
                label=f"{number}. {item.listing.name} · {item.get_question_display()}",
                required=False,
                max_length=40,
                help_text=_("%(keys)s, ? do not know") % {"keys": keys},
            )
            self.fields[f"line_{item.pk}"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        # In the order of the ballot: code, questions, who it is from.
        self.order_fields(["code", *(f"line_{item.pk}" for item in self.items), "family", "table"])

    def clean(self) -> dict[str, Any]:
        """Read each line; what stands beside no box is told next to it."""
        said = super().clean() or {}
        self.lines: dict[RoundItem, Said] = {}
        for item in self.items:
            name = f"line_{item.pk}"
            try:
                line = read_line(item, said.get(name, ""))
            except forms.ValidationError as error:
                self.add_error(name, error)
                continue
            if line is not None:
                self.lines[item] = line
        if not self.lines and not self.errors:
            self.add_error(None, _("Type at least one answer."))
        return said


class DotSheetForm(forms.Form):
    """A sheet for choosing partners: its code, a number a dot, a line a pledge, and its table."""

    code = LineField(label=_("Code of the sheet"), max_length=12)
    dots = LineField(
        label=_("Dots"), max_length=120, required=False, help_text=_("A number for each dot, such as 2 2 5.")
    )
    pledges = ProseField(
        label=_("Pledges, one a line"),
        max_length=LONGEST_SHEET,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    table = forms.ModelChoiceField(Table.objects.none(), label=_("Table"), required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_dots_%s"} | kwargs)
        self.candidates = candidates_of(room.workshop)
        self.fields["code"].widget.attrs |= CODE
        self.fields["dots"].widget.attrs |= {"autocomplete": "off", "inputmode": "numeric"}
        keys = ", ".join(f"{box.key} {box.label}" for box in offers())
        self.fields["pledges"].help_text = _(
            "Number, letter; in words. Such as: 4 d; monthly figures. Letters: %(keys)s."
        ) % {"keys": keys}
        self.fields["table"].queryset = room.tables.all()  # type: ignore[attr-defined]
        if not room.tables.exists():
            del self.fields["table"]

    def clean_dots(self) -> dict[Listing, int]:
        """Return how many dots each got."""
        return read_dots(self._by_number(), self.cleaned_data["dots"])

    def clean_pledges(self) -> list[Pledge]:
        """Return what was offered."""
        return read_pledges(self._by_number(), self.cleaned_data["pledges"])

    def _by_number(self) -> dict[int, Listing]:
        return {candidate.number: candidate.listing for candidate in self.candidates}

    def clean(self) -> dict[str, Any]:
        """Ask for a dot or a pledge."""
        said = super().clean() or {}
        if not self.errors and not said["dots"] and not said["pledges"]:
            self.add_error("dots", _("Type at least one dot or one pledge."))
        return said


class SheetForm(forms.Form):
    """A family sheet: its code, its table, and a line a name."""

    code = LineField(label=_("Code of the sheet"), max_length=12)
    table = forms.ModelChoiceField(Table.objects.none(), label=_("Table"), required=False)
    lines = ProseField(
        label=_("Names, one a line"),
        max_length=LONGEST_SHEET,
        widget=forms.Textarea(attrs={"rows": 11, "dir": "auto"}),
        help_text=_("After a semicolon: why they matter here."),
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_sheet_%s"} | kwargs)
        self.fields["code"].widget.attrs |= CODE
        self.fields["table"].queryset = room.tables.all()  # type: ignore[attr-defined]
        if not room.tables.exists():
            del self.fields["table"]

    def clean_lines(self) -> list[tuple[str, str]]:
        """Return names and reasons."""
        return read_names(self.cleaned_data["lines"])

"""Forms of interests, resources and means: one row a kind, so that nothing has to be added or removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import Stakeholder
from ecosystem.register.drafts import PartDraft
from ecosystem.register.saying import KINDS, LEVELS
from ecosystem.text import LINE_LENGTH

ABSENT = ""
UNKNOWN = "0"


@dataclass(frozen=True, slots=True)
class PartKind:
    """One of the three parts of a profile: where it is stored, its question, its kinds and levels."""

    name: str
    title: str | Promise
    help: str | Promise
    level_label: str | Promise
    kinds: type[TextChoices]
    levels: type[IntegerChoices]
    unknown: str | Promise


PARTS: Final = (
    PartKind(
        name="interests",
        title=_("What it would gain"),
        help=_("Why it would join. Leave what does not apply."),
        level_label=_("Strength"),
        kinds=KINDS["interests"],
        levels=LEVELS["interests"],
        unknown=_("yes, strength not known"),
    ),
    PartKind(
        name="resources",
        title=_("What it could bring"),
        help=_("Money, tools and skills, people, data. Say what exactly, if you know."),
        level_label=_("Level"),
        kinds=KINDS["resources"],
        levels=LEVELS["resources"],
        unknown=_("yes, level not known"),
    ),
    PartKind(
        name="means",
        title=_("How to commit it"),
        help=_("What could tie it to a project, and how far that has come."),
        level_label=_("State"),
        kinds=KINDS["means"],
        levels=LEVELS["means"],
        unknown=_("yes, state not known"),
    ),
)


class PartForm(forms.Form):
    """One kind of one part: whether it is there, how strong, and the city's words for it."""

    level = forms.ChoiceField(required=False)
    description = LineField(required=False, max_length=LINE_LENGTH, label=_("In your city's words"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        part: PartKind,
        kind: str,
        initial: dict[str, Any] | None = None,
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, prefix=f"{part.name}-{kind}", initial=initial, auto_id=auto_id)
        self.part, self.kind = part, kind
        level = cast("forms.ChoiceField", self.fields["level"])
        level.choices = [(ABSENT, "–"), (UNKNOWN, part.unknown), *part.levels.choices]
        level.label = str(part.level_label)
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{self.title}: {self.fields[name].label}"
        self.fields["description"].widget.attrs["dir"] = "auto"

    @property
    def title(self) -> str:
        """The kind in words."""
        return str(self.part.kinds(self.kind).label)

    def clean(self) -> dict[str, Any]:
        """Refuse words beside a dash: leaving them out unasked would lose them."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("description") and cleaned.get("level") == ABSENT:
            self.add_error(
                "level",
                ValidationError(_("Say how strong it is (“not known” will do), or empty the words beside.")),
            )
        return cleaned

    def is_there(self) -> bool:
        """Say whether the row's kind is there, as stored or as typed."""
        return self["level"].value() not in {None, ABSENT}

    def draft(self) -> PartDraft | None:
        """Return what the row says, or None when the kind is not there."""
        level = self.cleaned_data["level"]
        if level == ABSENT:
            return None
        return PartDraft(self.kind, int(level) or None, self.cleaned_data["description"])


def fields_of(level: int | None, description: str) -> dict[str, Any]:
    """Return what is there of a kind as the values of its fields."""
    return {"level": UNKNOWN if level is None else str(level), "description": description}


def part_forms(
    part: PartKind, stakeholder: Stakeholder | None, data: Mapping[str, Any] | None
) -> list[PartForm]:
    """Return a form for each kind of `part`, filled with what the stakeholder has."""
    rows = getattr(stakeholder, part.name).all() if stakeholder and stakeholder.pk else ()
    stored = {row.kind: fields_of(row.level, row.description) for row in rows}
    return [PartForm(data, part=part, kind=kind, initial=stored.get(kind)) for kind in part.kinds.values]

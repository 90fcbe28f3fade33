"""What the table of a workshop's map changes about somebody listed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Family
from ecosystem.register.forms.changing import ORDER, KindForm, PartRows, RowsForm
from ecosystem.register.forms.parts import ABSENT, PartForm, PartKind
from workshops.models import Question
from workshops.questionnaire import UNKNOWN, options_of
from workshops.redrawing import LEVELS, LISTS, OPEN, QUESTIONS


class LineForm(KindForm):
    """A kind of gain, resource or means: its level, none, 'do not know' or open, and a note."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what the question can be answered with."""
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)  # noqa: S101 (for the types)
        options = [(option.value, option.label) for option in options_of(QUESTIONS[self.part.name])]
        level.choices = [(ABSENT, _("no answer yet")), *options]

    def is_there(self) -> bool:
        """Say whether there is some of it."""
        return self["level"].value() not in {None, ABSENT, "0", UNKNOWN}

    def line(self) -> Any:
        """Return what a valid row says: OPEN, or its value and note."""
        level = self.cleaned_data["level"]
        if level == ABSENT:
            return OPEN
        return [None if level == UNKNOWN else int(level), self.cleaned_data["description"]]


class ChangeForm(RowsForm):
    """Name, family, layers, partner, the scales (1 to 5, 'do not know' or open) and the three lists."""

    influence = forms.ChoiceField(label=_("Influence on the project"))
    interest = forms.ChoiceField(label=_("Interest in the project"))
    readiness = forms.ChoiceField(label=_("Readiness for digital"))
    partner = forms.BooleanField(label=_("Partner"), required=False)

    field_order = ("influence", "interest", "readiness", "partner", "layers", "name", "family", "shown")

    def __init__(
        self, data: object = None, *, said: Mapping[str, Any], key: str, families: Iterable[Family]
    ) -> None:
        """Offer the values of each scale in words."""
        super().__init__(data, said=said, key=key, families=families)
        for question in LEVELS:
            field = self.fields[question.value]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the types)
            field.choices = [(OPEN, _("no answer yet")), *_values(question)]
        self.parts = [PartRows(part, self._rows(part, said), part == ORDER[0]) for part in ORDER]

    def _rows(self, part: PartKind, said: Mapping[str, Any]) -> list[PartForm]:
        lines = {kind: _line(said[f"{part.name}-{kind}"]) for kind in part.kinds.values}
        return self.rows_of(part, lines, LineForm)

    @staticmethod
    def fields_of(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is said as the values of the fields."""
        levels = {name.value: UNKNOWN if said[name] is None else str(said[name]) for name in LEVELS}
        lines = {f"{name}-{field}": value for name in LISTS for field, value in _line(said[name]).items()}
        own = {name: said[name] for name in ("name", "family", "layers")}
        return {**levels, **lines, **own, "partner": said["partner"] is not False}

    def said(self) -> dict[str, Any]:
        """Return the fields of a valid form as what they say."""
        facts, shown = self.cleaned_data, self.cleaned_data["shown"]["partner"]
        partner = (shown if shown is not False else {}) if facts["partner"] else False
        levels = {name.value: _level(facts[name]) for name in LEVELS}
        lines = {row.prefix or "": row.line() for row in self.rows() if isinstance(row, LineForm)}
        own = {"name": facts["name"], "family": facts["family"]}
        return {**own, **levels, **lines, "partner": partner, **super().said()}


def _line(line: Any) -> dict[str, Any]:
    if line == OPEN:
        return {"level": ABSENT, "description": ""}
    return {"level": UNKNOWN if line[0] is None else str(line[0]), "description": line[1]}


def _values(question: Question) -> list[tuple[str, str]]:
    return [
        (option.value, f"{option.value} · {option.label}" if option.value != UNKNOWN else option.label)
        for option in options_of(question)
    ]


def _level(value: str) -> int | str | None:
    if value == UNKNOWN:
        return None
    return value if value == OPEN else int(value)

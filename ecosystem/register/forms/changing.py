"""What the table of the city's map changes about an entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField, let_grow
from ecosystem.maps.changing import LayersForm
from ecosystem.models import Family, Readiness, Stakeholder
from ecosystem.register.forms.parts import ABSENT, PARTS, PartForm, PartKind, fields_of
from ecosystem.register.saying import FAMILY, LAYERS, OWN, READINESS
from ecosystem.text import NAME_LENGTH

SHORT_NAME_LENGTH: Final = Stakeholder._meta.get_field("short_name").max_length
# The table says what somebody brings; it comes first and stands open.
ORDER: Final = tuple(sorted(PARTS, key=lambda part: part.name != "resources"))


@dataclass(frozen=True, slots=True)
class PartRows:
    """A part of the profile in a row's form; it opens where something has to be mended, or `is_first`."""

    part: PartKind
    rows: list[PartForm]
    is_first: bool

    @property
    def is_open(self) -> bool:
        """Whether it is shown unfolded."""
        return self.is_first or any(row.errors for row in self.rows)

    @property
    def kinds(self) -> str:
        """What is there, in words; "" for nothing."""
        return ", ".join(row.title for row in self.rows if row.is_there())


class KindForm(PartForm):
    """One kind of one part in a row, where there is little room for its words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the words have as many lines as they need."""
        super().__init__(*args, **kwargs)
        let_grow(self.fields["description"])


class RowsForm(LayersForm):
    """Name, family, layers, and parts of a profile with a row for each kind.

    What inherits makes the rows with `rows_of`.
    """

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    family = forms.TypedChoiceField(label=_("Family"), coerce=int)

    def __init__(
        self, data: object = None, *, said: Mapping[str, Any], key: str, families: Iterable[Family]
    ) -> None:
        """Offer the families of a city, of the hidden ones only that of now."""
        super().__init__(data, said=said, key=key)
        self.fields["name"].widget.attrs["dir"] = "auto"
        family, hidden = self.fields["family"], Family.Visibility.HIDDEN
        assert isinstance(family, forms.ChoiceField)  # noqa: S101 (for the types)
        usable = [row for row in families if row.visibility != hidden or row.pk == said[FAMILY]]
        family.choices = [(row.pk, str(row)) for row in usable]

    def rows(self) -> Iterator[PartForm]:
        """Yield the rows of all parts."""
        for part in self.parts:
            yield from part.rows

    def is_valid(self) -> bool:
        """Check every row, so that all errors show at once."""
        rows = [row.is_valid() for row in self.rows()]
        return all([super().is_valid(), *rows])

    def again(self, said: Mapping[str, Any]) -> Self:
        """Return the form with all that was changed in it: see LayersForm."""
        super().again(said)
        for row in self.rows():
            row.data = self.data
        return self

    def rows_of(
        self, part: PartKind, lines: Mapping[str, Mapping[str, Any]], of: type[KindForm] = KindForm
    ) -> list[PartForm]:
        """Return a row for each kind, bound to what was sent; `lines` are its fields as they are now."""
        return [
            of(
                self.data if self.is_bound else None,
                part=part,
                kind=kind,
                initial=dict(lines[kind]),
                auto_id=str(self.auto_id),
            )
            for kind in part.kinds.values
        ]


class ChangeEntryForm(RowsForm):
    """Names, family, readiness, layers, and what somebody brings, would gain and could be committed by."""

    short_name = LineField(label=_("Short name"), required=False, max_length=SHORT_NAME_LENGTH)
    readiness = forms.TypedChoiceField(
        label=_("Readiness for digital"), required=False, coerce=int, empty_value=None
    )

    field_order = ("readiness", "layers", "name", "short_name", "family", "shown")

    def __init__(
        self, data: object = None, *, said: Mapping[str, Any], key: str, families: Iterable[Family]
    ) -> None:
        """Offer the readiness in words, and a row for each kind of each part."""
        super().__init__(data, said=said, key=key, families=families)
        self.fields["short_name"].widget.attrs["dir"] = "auto"
        readiness = self.fields["readiness"]
        assert isinstance(readiness, forms.ChoiceField)  # noqa: S101 (for the types)
        readiness.choices = [("", _("do not know")), *Readiness.choices]
        self.parts = [PartRows(part, self._rows(part, said), part == ORDER[0]) for part in ORDER]

    def _rows(self, part: PartKind, said: Mapping[str, Any]) -> list[PartForm]:
        return self.rows_of(part, {kind: _fields(said[f"{part.name}-{kind}"]) for kind in part.kinds.values})

    @staticmethod
    def fields_of(said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is said as the values of the fields, those of the rows of parts by their names."""
        found = {name: said[name] for name in (*OWN, LAYERS, READINESS)}
        for name, line in said.items():
            if name not in found:
                found |= {f"{name}-{field}": value for field, value in _fields(line).items()}
        return found

    def said(self) -> dict[str, Any]:
        """Return the fields of a valid form as what they say."""
        found = {**super().said(), **{name: self.cleaned_data[name] for name in (*OWN, READINESS)}}
        for row in self.rows():
            draft = row.draft()
            found[row.prefix or ""] = [draft.level, draft.description] if draft else None
        return found


def _fields(line: Sequence[Any] | None) -> dict[str, Any]:
    return fields_of(*line) if line else {"level": ABSENT, "description": ""}

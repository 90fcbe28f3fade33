"""What the page of figures is asked for by its address."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ecosystem.maps.figure_words import OF_STAKEHOLDERS
from ecosystem.models import RelationKind

ALIKE = "alike"
ALL = "all"
NAME, FAMILY = "name", "family"
FIRST_ORDER = "-degree"
SORTED = (NAME, FAMILY, *(term.code for term in OF_STAKEHOLDERS))


class FigureForm(forms.Form):
    """Which relations count, whether their strength does, and the order of the table.

    What makes no sense is read as not said.
    """

    kind = forms.ChoiceField(
        label=_("Relations"), required=False, choices=[("", _("all but tension")), *RelationKind.choices]
    )
    strength = forms.ChoiceField(
        label=_("Strength"), required=False, choices=[("", _("counts")), (ALIKE, _("all count alike"))]
    )
    order = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(name, name) for code in SORTED for name in (code, f"-{code}")],
    )
    rows = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(ALL, ALL)])
    stopped = forms.BooleanField(required=False, widget=forms.HiddenInput)
    waiting = forms.BooleanField(required=False, widget=forms.HiddenInput)


class Asked:
    """An address read: `kind` "" for all that work together, `order` a name of SORTED, perhaps with '-'."""

    def __init__(self, query: QueryDict) -> None:
        """Read `query`."""
        form = FigureForm(query)
        form.is_valid()
        said: dict[str, Any] = form.cleaned_data
        self.kind: str = said.get("kind", "")
        self.weighted = said.get("strength", "") != ALIKE
        self.order: str = said.get("order", "") or FIRST_ORDER
        self.is_all = said.get("rows", "") == ALL
        self.is_stopped: bool = said.get("stopped", False)
        self.is_waiting: bool = said.get("waiting", False)
        self.form = FigureForm(
            {"kind": self.kind, "strength": "" if self.weighted else ALIKE, "order": self.order}
        )

    @property
    def hidden(self) -> SafeString:
        """The choices as hidden fields, for a form of their own."""
        return format_html_join(
            "\n",
            '<input type="hidden" name="{}" value="{}">',
            ((name, self.form[name].value()) for name in ("kind", "strength", "order")),
        )

    @property
    def kind_name(self) -> str:
        """The kind in words, "" for all."""
        return str(RelationKind(self.kind).label) if self.kind else ""

    def query(
        self, order: str = "", *, stopped: bool = False, all_rows: bool = False, waiting: bool = False
    ) -> str:
        """Return the address's query, from '?', with another `order`; what is usual is left out."""
        wanted = order or self.order
        said = {
            "kind": self.kind,
            "strength": "" if self.weighted else ALIKE,
            "order": "" if wanted == FIRST_ORDER else wanted,
            "rows": ALL if self.is_all or all_rows else "",
            "stopped": "yes" if stopped else "",
            "waiting": "yes" if waiting else "",
        }
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"

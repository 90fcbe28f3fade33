"""Which entries of the register are listed, in which order."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelMultipleChoiceField

from ecosystem.forms import LineField, RowsField
from ecosystem.models import City, Family, Layer, Resource, ResourceKind, Stakeholder
from ecosystem.models.folding import Folded
from ecosystem.models.stakeholder import StakeholderQuerySet


class Status(TextChoices):
    """Which entries are listed."""

    ACTIVE = "active", _("active")
    CONFIRM = "confirm", _("to confirm")
    ARCHIVED = "archived", _("archived")
    ALL = "all", _("active and archived")


# As in a telephone book: 'École' between 'Eau' and 'Edilité', and 'eThekwini' with both.
BY_NAME = (Folded("name"), "name", "pk")
ORDERS: dict[str, tuple[Any, ...]] = {
    "name": BY_NAME,
    "-name": (Folded("name").desc(), "-name", "-pk"),
    "family": ("family__position", "family__code", *BY_NAME),
    "-family": ("-family__position", "-family__code", *BY_NAME),
    "confirmed": (F("confirmed_on").asc(nulls_first=True), *BY_NAME),
    "-confirmed": (F("confirmed_on").desc(nulls_last=True), *BY_NAME),
}


class RowsFilterField(RowsField, ModelMultipleChoiceField):  # type: ignore[misc]
    """The filter's field, which cannot be asked for a number no database holds."""


class RowsFilter(django_filters.ModelMultipleChoiceFilter):  # type: ignore[misc]
    """Rows to choose several of."""

    field_class = RowsFilterField


class SearchFilter(django_filters.CharFilter):  # type: ignore[misc]
    """A search in tidy words."""

    field_class = LineField


def _families(request: HttpRequest | None) -> Any:
    city: City = request.city  # type: ignore[union-attr]
    return Family.objects.of(city).usable()


class StakeholderFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What a city's register can be narrowed to; values that make no sense narrow nothing."""

    q = SearchFilter(method="search", max_length=200, label=_("Search the register"))
    family = RowsFilter(queryset=_families, label=_("family"))
    layer = RowsFilter(queryset=Layer.objects.all(), method="on_layers", label=_("layer"))
    resource = django_filters.MultipleChoiceFilter(
        choices=ResourceKind, method="bringing", label=_("could bring")
    )
    status = django_filters.ChoiceFilter(
        choices=Status, method="unchanged", empty_label=None, label=_("status")
    )
    order = django_filters.ChoiceFilter(
        choices=[(name, name) for name in ORDERS], method="unchanged", widget=forms.HiddenInput
    )

    class Meta:
        model = Stakeholder
        fields = ()

    def filter_queryset(self, queryset: StakeholderQuerySet) -> StakeholderQuerySet:
        """Narrow and sort; without a status only active entries are listed."""
        chosen = self.form.cleaned_data.get("status") or Status.ACTIVE
        kept = {
            Status.ACTIVE: queryset.active,
            Status.CONFIRM: queryset.to_confirm,
            Status.ARCHIVED: queryset.archived,
            Status.ALL: queryset.all,
        }[Status(chosen)]()
        narrowed: StakeholderQuerySet = super().filter_queryset(kept)
        return narrowed.order_by(*ORDERS[self.order_name])

    @property
    def order_name(self) -> str:
        """The order's name, 'name' unless another is asked for."""
        return self.form.cleaned_data.get("order") or "name"

    def search(self, queryset: StakeholderQuerySet, _name: str, words: str) -> StakeholderQuerySet:
        """Keep the entries in which each word stands."""
        return queryset.matching(words)

    def on_layers(
        self, queryset: StakeholderQuerySet, _name: str, layers: list[Layer]
    ) -> StakeholderQuerySet:
        """Keep the entries on one of `layers`; no layer chosen narrows nothing."""
        if not layers:
            return queryset
        return queryset.filter(pk__in=Stakeholder.objects.filter(layers__in=layers).values("pk"))

    def bringing(self, queryset: StakeholderQuerySet, _name: str, kinds: list[str]) -> StakeholderQuerySet:
        """Keep the entries that could bring one of `kinds`."""
        return queryset.filter(pk__in=Resource.objects.filter(kind__in=kinds).values("stakeholder"))

    def unchanged(self, queryset: StakeholderQuerySet, _name: str, _value: str) -> StakeholderQuerySet:
        """Leave the rows: status and order are applied to all of them at once."""
        return queryset

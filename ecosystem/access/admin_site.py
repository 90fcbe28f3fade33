"""The admin reaches every city, so it opens to superusers only; and its rows within rows."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import AdminSite, TabularInline
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm
from django.http import HttpRequest


class SuperuserSite(AdminSite):
    """Django's admin, closed to staff who are no superusers."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Say whether the request comes from an active superuser."""
        return bool(request.user.is_active and request.user.is_superuser)


class KnownSelect(AutocompleteSelect):
    """A type-ahead that names what is chosen without a query, where the row is fetched already."""

    known: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        """Return the chosen row, and the empty choice where there may be none."""
        if self.known is None or list(value) != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.known.pk, str(self.known), True, 0)
        return [(None, [*empty, chosen], 0)]


class KnownRows(BaseInlineFormSet[Any, Any, ModelForm[Any]]):
    """Rows within a row, which were fetched with the rows they name."""

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:
        """Let each type-ahead know the row it names."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            select = getattr(field.widget, "widget", None)
            if isinstance(select, KnownSelect) and form.instance.pk:
                select.known = getattr(form.instance, name)


class RowsWithin(TabularInline[Any, Any]):
    """Rows beside the row they belong to, in as many queries for many as for few."""

    formset = KnownRows
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch what the rows name with them."""
        return super().get_queryset(request).select_related(*self.autocomplete_fields)

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        """Give type-aheads that know their row."""
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

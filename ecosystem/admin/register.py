"""Registers of cities, their maps and what was kept of them, in the admin."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ecosystem.models import (
    City,
    CommitmentMeans,
    Interest,
    MapLink,
    RegisterSnapshot,
    Relation,
    Resource,
    Stakeholder,
    StakeholderPlacement,
    Tag,
    User,
)
from ecosystem.register.editing import touch
from ecosystem.register.snapshots import keep_day


def said_changed(entries: Iterable[Stakeholder], request: HttpRequest) -> None:
    """Give entries a new version, so that no form opened before overwrites them, and keep the day's state."""
    changed = {entry.pk: entry for entry in entries}
    touch(set(changed), cast("User", request.user))
    for city in City.objects.filter(stakeholders__in=changed).distinct():
        keep_day(city)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin[Tag]):
    """Words a city sorts its register by."""

    list_display = ("name", "city")
    list_filter = ("city",)
    list_select_related = ("city",)
    search_fields = ("name",)
    autocomplete_fields = ("city",)


class InterestInline(admin.TabularInline[Interest, Stakeholder]):
    """Interests, beside their stakeholder."""

    model = Interest
    extra = 0


class ResourceInline(admin.TabularInline[Resource, Stakeholder]):
    """Resources, beside their stakeholder."""

    model = Resource
    extra = 0


class CommitmentMeansInline(admin.TabularInline[CommitmentMeans, Stakeholder]):
    """Means of commitment, beside their stakeholder."""

    model = CommitmentMeans
    extra = 0


class StakeholderAdminForm(forms.ModelForm[Stakeholder]):
    """An entry, and its version when the form was opened: what somebody saved since is not overwritten."""

    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["read_version"] = self.instance.version

    def clean_tags(self) -> QuerySet[Tag]:
        """Refuse another city's words."""
        tags: QuerySet[Tag] = self.cleaned_data["tags"]
        city = self.cleaned_data.get("city")
        if city is not None and tags.exclude(city=city).exists():
            raise ValidationError(_("Choose tags of this city."))
        return tags

    def clean(self) -> dict[str, Any]:
        """Refuse an entry that somebody saved since; what was typed stays in the form."""
        cleaned = super().clean() or self.cleaned_data
        # As it is stored now: who saves at the same moment waits here, and is told.
        stored = Stakeholder.objects.select_for_update().filter(pk=self.instance.pk)
        if self.instance.pk and stored.values_list("version", flat=True).first() != cleaned.get(
            "read_version"
        ):
            raise ValidationError(
                _("Somebody saved this entry after you opened it. Open it again in a second tab and compare.")
            )
        return cleaned


@admin.register(Stakeholder)
class StakeholderAdmin(admin.ModelAdmin[Stakeholder]):
    """The register."""

    list_display = ("name", "short_name", "family", "city", "readiness", "confirmed_on", "archived_at")
    list_filter = ("city", "family__code", "layers", "readiness", ("archived_at", admin.EmptyFieldListFilter))
    list_select_related = ("family", "city")
    search_fields = ("name", "short_name", "description")
    autocomplete_fields = ("city", "family", "layers", "tags")
    readonly_fields = ("archived_at", "created_at", "updated_at")
    form = StakeholderAdminForm
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    inlines = (InterestInline, ResourceInline, CommitmentMeansInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Tell other forms that the entry changed."""
        super().save_related(request, form, formsets, change)
        said_changed([form.instance], request)


class EntryRowAdmin(admin.ModelAdmin[Any]):
    """A row that is part of entries of the register: with it, they change."""

    def entries_of(self, row: Any) -> tuple[Stakeholder, ...]:
        """Return the entries that `row` says something of."""
        return (row.stakeholder,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Write the row."""
        super().save_model(request, obj, form, change)
        said_changed(self.entries_of(obj), request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the row."""
        entries = self.entries_of(obj)
        super().delete_model(request, obj)
        said_changed(entries, request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete chosen rows."""
        entries = [entry for row in queryset for entry in self.entries_of(row)]
        super().delete_queryset(request, queryset)
        said_changed(entries, request)


@admin.register(Interest, Resource, CommitmentMeans)
class StakeholderPartAdmin(EntryRowAdmin):
    """Interests, resources and means, which have the same columns."""

    list_display = ("stakeholder", "kind", "level", "description")
    list_filter = ("kind", "level")
    list_select_related = ("stakeholder",)
    search_fields = ("stakeholder__name", "description")
    autocomplete_fields = ("stakeholder",)


@admin.register(Relation)
class RelationAdmin(EntryRowAdmin):
    """Ties between stakeholders."""

    list_display = ("source", "kind", "target", "direction", "strength", "city")
    list_filter = ("kind", "direction", "strength", "city")
    list_select_related = ("source", "target", "city")
    search_fields = ("source__name", "target__name", "note")
    autocomplete_fields = ("city", "source", "target")
    fields = ("city", "source", "target", "kind", "direction", "strength", "note")

    def entries_of(self, row: Any) -> tuple[Stakeholder, ...]:
        """Return both ends."""
        return (row.source, row.target)


@admin.register(MapLink)
class MapLinkAdmin(admin.ModelAdmin[MapLink]):
    """Links to cities' maps; the address itself is kept nowhere, and one added here opens nothing."""

    list_display = ("__str__", "city", "made_by", "made_at", "ends_on", "revoked_at")
    list_filter = ("city", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("city", "made_by")
    search_fields = ("purpose",)
    autocomplete_fields = ("city", "made_by")
    readonly_fields = ("made_at", "revoked_at")


@admin.register(RegisterSnapshot)
class RegisterSnapshotAdmin(admin.ModelAdmin[RegisterSnapshot]):
    """Kept states of registers."""

    list_display = ("__str__", "city", "taken_at", "taken_by", "is_of_day")
    list_filter = ("is_of_day", "city")
    list_select_related = ("city", "taken_by")
    search_fields = ("name",)
    autocomplete_fields = ("city", "taken_by")
    date_hierarchy = "taken_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[RegisterSnapshot]:
        """Leave the records where they are until one row is opened."""
        return super().get_queryset(request).defer("records")


@admin.register(StakeholderPlacement)
class StakeholderPlacementAdmin(admin.ModelAdmin[StakeholderPlacement]):
    """Places on a city's map."""

    list_display = ("stakeholder", "view", "x", "y", "is_pinned")
    list_filter = ("view", "is_pinned", "city")
    list_select_related = ("stakeholder",)
    search_fields = ("stakeholder__name",)
    autocomplete_fields = ("city", "stakeholder")

"""Rooms in the admin.

What single people answered is in no table here: nobody reads it before the reveal, and afterwards
nobody ties it to a name.
"""

from django.contrib import admin
from django.http import HttpRequest

from ecosystem.access.admin_site import RowsWithin
from workshops.models import (
    ConsoleAction,
    Contribution,
    ParkedItem,
    Participant,
    Pledge,
    Room,
    Round,
    RoundItem,
    StepTime,
    Table,
)


class StepTimeInline(admin.TabularInline[StepTime, Room]):
    """The run sheet, beside the room."""

    model = StepTime
    extra = 0


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin[Room]):
    """Rooms of workshops."""

    list_display = ("workshop", "code", "stage", "is_locked", "is_anonymous", "opened_at", "closed_at")
    list_filter = ("is_anonymous", "is_rehearsal", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("workshop",)
    search_fields = ("code", "workshop__title")
    autocomplete_fields = ("workshop",)
    date_hierarchy = "opened_at"
    inlines = (StepTimeInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Room | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """Leave as it is whether names are given, and whether it is a rehearsal's: neither is ever mixed."""
        return ("is_anonymous", "is_rehearsal") if obj else ("is_rehearsal",)


@admin.register(StepTime)
class StepTimeAdmin(admin.ModelAdmin[StepTime]):
    """Lines of run sheets."""

    list_display = ("room", "step", "planned_min", "spent_min")
    list_filter = ("step",)
    list_select_related = ("room__workshop",)
    search_fields = ("room__workshop__title",)
    autocomplete_fields = ("room",)


@admin.register(Table)
class TableAdmin(admin.ModelAdmin[Table]):
    """Tables of rooms."""

    list_display = ("name", "room")
    list_filter = ("room__workshop__city",)
    list_select_related = ("room__workshop",)
    search_fields = ("name", "room__workshop__title")
    autocomplete_fields = ("room",)


@admin.register(Participant)
class ParticipantAdmin(admin.ModelAdmin[Participant]):
    """Who takes part; what they answered is not here."""

    list_display = ("__str__", "room", "family", "table", "is_simulated", "left_at")
    list_filter = ("is_simulated", ("left_at", admin.EmptyFieldListFilter))
    list_select_related = ("room__workshop", "family", "table__room__workshop")
    search_fields = ("name", "ballot", "room__workshop__title")
    autocomplete_fields = ("room", "family", "table")

    def get_readonly_fields(self, request: HttpRequest, obj: Participant | None = None) -> tuple[str, ...]:  # noqa: ARG002
        """Give nobody a name, or a room, that they did not give themselves."""
        return ("room", "name", "ballot", "is_simulated") if obj else ("is_simulated",)


@admin.register(Contribution)
class ContributionAdmin(admin.ModelAdmin[Contribution]):
    """Names the room gave, in everybody's own words."""

    list_display = ("name", "family", "room", "state", "listing", "made_at")
    list_filter = ("state",)
    list_select_related = ("family", "room__workshop", "listing")
    search_fields = ("name", "reason", "room__workshop__title")
    autocomplete_fields = ("room", "table", "family", "listing")
    exclude = ("participant",)


class RoundItemInline(RowsWithin):
    """What a round asks."""

    model = RoundItem
    autocomplete_fields = ("listing",)


@admin.register(Round)
class RoundAdmin(admin.ModelAdmin[Round]):
    """Questions put to rooms."""

    list_display = ("__str__", "state", "asked_at")
    list_filter = ("state",)
    list_select_related = ("room__workshop",)
    search_fields = ("room__workshop__title",)
    autocomplete_fields = ("room",)
    inlines = (RoundItemInline,)


@admin.register(RoundItem)
class RoundItemAdmin(admin.ModelAdmin[RoundItem]):
    """Single questions of rounds."""

    list_display = ("listing", "question", "round")
    list_filter = ("question",)
    list_select_related = ("listing", "round__room__workshop")
    search_fields = ("listing__name",)
    autocomplete_fields = ("round", "listing")


@admin.register(Pledge)
class PledgeAdmin(admin.ModelAdmin[Pledge]):
    """What was offered in stakeholders' names."""

    list_display = ("listing", "kind", "text", "state", "on_paper", "made_at")
    list_filter = ("state", "kind")
    list_select_related = ("listing",)
    search_fields = ("text", "listing__name")
    autocomplete_fields = ("listing", "participant")


@admin.register(ParkedItem)
class ParkedItemAdmin(admin.ModelAdmin[ParkedItem]):
    """Parking lots."""

    list_display = ("text", "room", "is_done")
    list_filter = ("is_done",)
    list_select_related = ("room__workshop",)
    search_fields = ("text", "room__workshop__title")
    autocomplete_fields = ("room",)


@admin.register(ConsoleAction)
class ConsoleActionAdmin(admin.ModelAdmin[ConsoleAction]):
    """What was done at consoles, as long as it can be undone."""

    list_display = ("words", "room", "by", "done_at")
    list_filter = ("done_at",)
    list_select_related = ("room__workshop", "by")
    search_fields = ("words", "room__workshop__title")
    autocomplete_fields = ("room", "by")
    exclude = ("before",)

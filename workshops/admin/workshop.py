"""Workshops, what they list, answer, decide and propose, in the admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from ecosystem.access.admin_site import RowsWithin
from workshops.models import (
    Answer,
    DrawnRelation,
    LeftOutRelation,
    Listing,
    ListingPlacement,
    Need,
    NeedMatch,
    Partnership,
    Proposal,
    Slide,
    StatementReview,
    WaivedFamily,
    Workshop,
    WorkshopMapLink,
    WorkshopSnapshot,
)


class NeedInline(admin.TabularInline[Need, Workshop]):
    """What the project lacks, beside the workshop."""

    model = Need
    extra = 0


@admin.register(Workshop)
class WorkshopAdmin(admin.ModelAdmin[Workshop]):
    """Workshops and their needs."""

    list_display = ("title", "city", "domain", "service", "date", "step", "archived_at")
    list_filter = ("step", "city", "domain")
    list_select_related = ("city", "domain", "service")
    search_fields = ("title", "description")
    autocomplete_fields = ("city", "domain", "service", "created_by")
    # A workshop is a rehearsal, or is none, from its first day: turned over, play and answers would mix.
    readonly_fields = ("archived_at", "rehearses")
    date_hierarchy = "date"
    inlines = (NeedInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Workshop | None = None) -> tuple[str, ...]:
        """Leave a workshop in its city: what it lists is that city's."""
        fixed = tuple(str(name) for name in super().get_readonly_fields(request, obj))
        return (*fixed, "city") if obj else fixed


@admin.register(Need)
class NeedAdmin(admin.ModelAdmin[Need]):
    """What projects lack."""

    list_display = ("label", "kind", "weight", "workshop")
    list_filter = ("kind", "weight")
    list_select_related = ("workshop",)
    search_fields = ("label", "workshop__title")
    autocomplete_fields = ("workshop",)


class AnswerInline(RowsWithin):
    """The answers about a listing, beside it."""

    model = Answer
    autocomplete_fields = ("decided_by",)


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin[Listing]):
    """Stakeholders in workshops."""

    list_display = ("name", "family", "workshop", "stakeholder", "removed_at")
    list_filter = ("workshop", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("family", "workshop", "stakeholder")
    search_fields = ("name", "workshop__title")
    autocomplete_fields = ("workshop", "stakeholder", "family", "layers", "listed_by")
    readonly_fields = ("removed_at",)
    inlines = (AnswerInline,)


@admin.register(Answer)
class AnswerAdmin(admin.ModelAdmin[Answer]):
    """Decided values."""

    list_display = ("listing", "question", "kind", "value", "origin", "updated_at")
    list_filter = ("question", "origin")
    list_select_related = ("listing",)
    search_fields = ("listing__name", "note")
    autocomplete_fields = ("listing", "decided_by")


@admin.register(WaivedFamily)
class WaivedFamilyAdmin(admin.ModelAdmin[WaivedFamily]):
    """Families that do not apply."""

    list_display = ("family", "workshop", "reason")
    list_filter = ("workshop",)
    list_select_related = ("family", "workshop")
    search_fields = ("reason", "workshop__title")
    autocomplete_fields = ("workshop", "family")


@admin.register(StatementReview)
class StatementReviewAdmin(admin.ModelAdmin[StatementReview]):
    """Profile statements a workshop looked at."""

    list_display = ("listing", "statement", "is_accepted")
    list_filter = ("is_accepted",)
    list_select_related = ("listing", "statement")
    search_fields = ("listing__name", "statement__code")
    autocomplete_fields = ("listing", "statement")


@admin.register(NeedMatch)
class NeedMatchAdmin(admin.ModelAdmin[NeedMatch]):
    """People's word on needs and resources."""

    list_display = ("need", "listing", "fits")
    list_filter = ("fits",)
    list_select_related = ("need", "listing")
    search_fields = ("need__label", "listing__name")
    autocomplete_fields = ("need", "listing")


@admin.register(Partnership)
class PartnershipAdmin(admin.ModelAdmin[Partnership]):
    """Chosen partners."""

    list_display = ("listing", "first_action", "lead", "due_on")
    list_filter = ("due_on",)
    list_select_related = ("listing",)
    search_fields = ("listing__name", "first_action", "lead")
    autocomplete_fields = ("listing",)


@admin.register(ListingPlacement)
class ListingPlacementAdmin(admin.ModelAdmin[ListingPlacement]):
    """Places on a workshop's map."""

    list_display = ("listing", "view", "x", "y", "is_pinned")
    list_filter = ("view", "is_pinned")
    list_select_related = ("listing",)
    search_fields = ("listing__name",)
    autocomplete_fields = ("workshop", "listing")


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin[Proposal]):
    """What workshops propose to registers."""

    list_display = ("listing", "field", "kind", "state", "proposed_by", "decided_by", "decided_at")
    list_filter = ("state", "field")
    list_select_related = ("listing", "proposed_by", "decided_by")
    search_fields = ("listing__name",)
    autocomplete_fields = ("listing", "proposed_by", "decided_by")
    readonly_fields = ("decided_at",)


@admin.register(WorkshopMapLink)
class WorkshopMapLinkAdmin(admin.ModelAdmin[WorkshopMapLink]):
    """Links to workshops' maps; the address itself is kept nowhere, and one added here opens nothing."""

    list_display = ("__str__", "workshop", "made_by", "made_at", "ends_on", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("workshop", "made_by")
    search_fields = ("purpose", "workshop__title")
    autocomplete_fields = ("workshop", "made_by")
    readonly_fields = ("made_at", "revoked_at")


@admin.register(WorkshopSnapshot)
class WorkshopSnapshotAdmin(admin.ModelAdmin[WorkshopSnapshot]):
    """Kept states of workshops."""

    list_display = ("__str__", "workshop", "step", "taken_at", "taken_by")
    list_filter = ("step",)
    list_select_related = ("workshop", "taken_by")
    search_fields = ("name", "workshop__title")
    autocomplete_fields = ("workshop", "taken_by")
    date_hierarchy = "taken_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[WorkshopSnapshot]:
        """Leave the records where they are until one row is opened."""
        return super().get_queryset(request).defer("records")


@admin.register(Slide)
class SlideAdmin(admin.ModelAdmin[Slide]):
    """States in presentations of maps."""

    list_display = ("__str__", "workshop", "position", "view", "focus", "removed_at")
    list_filter = ("view",)
    list_select_related = ("workshop", "focus")
    search_fields = ("caption", "workshop__title")
    autocomplete_fields = ("workshop", "focus")


@admin.register(DrawnRelation)
class DrawnRelationAdmin(admin.ModelAdmin[DrawnRelation]):
    """Relations drawn on workshops' maps."""

    list_display = ("source", "kind", "target", "direction", "strength", "removed_at")
    list_filter = ("kind", ("removed_at", admin.EmptyFieldListFilter))
    list_select_related = ("source", "target")
    search_fields = ("source__name", "target__name", "note")
    autocomplete_fields = ("source", "target", "drawn_by")
    readonly_fields = ("removed_at",)


@admin.register(LeftOutRelation)
class LeftOutRelationAdmin(admin.ModelAdmin[LeftOutRelation]):
    """Relations of registers that workshops leave out."""

    list_display = ("relation", "listing", "instead")
    list_filter = ("relation__kind",)
    list_select_related = (
        "relation__source",
        "relation__target",
        "listing",
        "instead__source",
        "instead__target",
    )
    search_fields = ("listing__name",)
    autocomplete_fields = ("listing", "relation", "instead")

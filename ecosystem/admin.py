"""The admin's view of the register: every table, searchable, with a fixed number of queries a page."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet, URLField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ecosystem.models import (
    City,
    CommitmentMeans,
    Domain,
    Family,
    Interest,
    Invitation,
    Layer,
    MapLink,
    Membership,
    ProfileStatement,
    RegisterSnapshot,
    Relation,
    Resource,
    Service,
    Stakeholder,
    StakeholderPlacement,
    Tag,
    Term,
    TokenBucket,
    User,
)
from ecosystem.seeding.families import adopt_families


class UserCreationForm(AdminUserCreationForm[User]):
    """Asks for an email address where Django's own asks for a user name."""

    class Meta:
        model = User
        fields = ("email", "name")


class MembershipInline(admin.TabularInline[Membership, City]):
    """A person's or a city's memberships, beside it."""

    model = Membership
    autocomplete_fields = ("city", "user")
    extra = 0


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """People who sign in."""

    add_form = UserCreationForm
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "memberships__role")
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("What they may do"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("When"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "usable_password", "password1", "password2"),
            },
        ),
    )
    inlines = (MembershipInline,)


@admin.register(City)
class CityAdmin(admin.ModelAdmin[City]):
    """Cities and their members."""

    list_display = ("name", "code", "country", "is_fictional")
    list_filter = ("is_fictional", "country")
    search_fields = ("name", "code", "country")
    prepopulated_fields = {"code": ("name",)}
    inlines = (MembershipInline,)

    def save_model(self, request: HttpRequest, obj: City, form: ModelForm[City], change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Give a new city its own copies of the method's families."""
        super().save_model(request, obj, form, change)
        if not change:
            adopt_families(obj)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    """Who may do what in which city."""

    list_display = ("user", "city", "role")
    list_filter = ("role", "city")
    list_select_related = ("user", "city")
    search_fields = ("user__email", "user__name", "city__name")
    autocomplete_fields = ("user", "city")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin[Invitation]):
    """Invitations; the link itself is shown to nobody."""

    list_display = ("email", "city", "role", "ends_at", "accepted_at", "revoked_at")
    list_filter = ("role", "city")
    list_select_related = ("city",)
    search_fields = ("email", "city__name")
    autocomplete_fields = ("city", "invited_by")
    readonly_fields = ("accepted_at",)


@admin.register(Layer)
class LayerAdmin(admin.ModelAdmin[Layer]):
    """The layers of the digital city."""

    list_display = ("__str__", "code", "position")
    search_fields = ("code", "names__en")


@admin.register(Family)
class FamilyAdmin(admin.ModelAdmin[Family]):
    """The method's families and each city's own rows of them."""

    list_display = ("__str__", "mark", "city", "visibility", "position")
    list_filter = ("visibility", "city")
    list_select_related = ("city",)
    search_fields = ("code", "mark", "names__en")
    autocomplete_fields = ("city", "layers")


@admin.register(Domain)
class DomainAdmin(admin.ModelAdmin[Domain]):
    """The guide's four urban domains."""

    list_display = ("__str__", "code", "position")
    search_fields = ("code", "names__en")


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin[Service]):
    """Services within a domain."""

    list_display = ("__str__", "domain", "code", "position")
    list_filter = ("domain",)
    list_select_related = ("domain",)
    search_fields = ("code", "names__en")
    autocomplete_fields = ("domain",)


@admin.register(ProfileStatement)
class ProfileStatementAdmin(admin.ModelAdmin[ProfileStatement]):
    """What a family typically wants or can do in a domain."""

    list_display = ("__str__", "family", "domain", "kind", "gain", "resource")
    list_filter = ("domain", "kind")
    list_select_related = ("family", "domain")
    search_fields = ("code", "texts__en", "family__names__en")
    autocomplete_fields = ("domain", "family")


@admin.register(Term)
class TermAdmin(admin.ModelAdmin[Term]):
    """The meanings of the method's kinds."""

    list_display = ("code", "group", "meaning")
    list_filter = ("group",)
    search_fields = ("code", "meanings__en")


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


@admin.register(Stakeholder)
class StakeholderAdmin(admin.ModelAdmin[Stakeholder]):
    """The register."""

    list_display = ("name", "short_name", "family", "city", "readiness", "confirmed_on", "archived_at")
    list_filter = ("city", "readiness", ("archived_at", admin.EmptyFieldListFilter))
    list_select_related = ("family", "city")
    search_fields = ("name", "short_name", "description")
    autocomplete_fields = ("city", "family", "layers", "tags")
    readonly_fields = ("archived_at", "created_at", "updated_at")
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    inlines = (InterestInline, ResourceInline, CommitmentMeansInline)


@admin.register(Interest, Resource, CommitmentMeans)
class StakeholderPartAdmin(admin.ModelAdmin[Any]):
    """Interests, resources and means, which have the same columns."""

    list_display = ("stakeholder", "kind", "level", "description")
    list_filter = ("kind", "level")
    list_select_related = ("stakeholder",)
    search_fields = ("stakeholder__name", "description")
    autocomplete_fields = ("stakeholder",)


@admin.register(Relation)
class RelationAdmin(admin.ModelAdmin[Relation]):
    """Ties between stakeholders."""

    list_display = ("source", "kind", "target", "direction", "strength", "city")
    list_filter = ("kind", "direction", "strength", "city")
    list_select_related = ("source", "target", "city")
    search_fields = ("source__name", "target__name", "note")
    autocomplete_fields = ("city", "source", "target")
    fields = ("city", "source", "target", "kind", "direction", "strength", "note")


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


@admin.register(TokenBucket)
class TokenBucketAdmin(admin.ModelAdmin[TokenBucket]):
    """What is limited, such as wrong codes from one address; a row deleted lets it be tried again."""

    list_display = ("key", "tokens", "filled_at")
    search_fields = ("key",)

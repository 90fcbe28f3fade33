"""People, cities and who belongs to them, in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ecosystem.access.admin_site import RowsWithin
from ecosystem.models import City, Invitation, Membership, TokenBucket, User
from ecosystem.seeding.families import adopt_families


class UserCreationForm(AdminUserCreationForm[User]):
    """Asks for an email address where Django's own asks for a user name."""

    class Meta:
        model = User
        fields = ("email", "name")


class MembershipInline(RowsWithin):
    """A person's or a city's memberships, beside it."""

    model = Membership
    autocomplete_fields = ("city", "user")


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


@admin.register(TokenBucket)
class TokenBucketAdmin(admin.ModelAdmin[TokenBucket]):
    """What is limited, such as wrong codes from one address; a row deleted lets it be tried again."""

    list_display = ("key", "tokens", "filled_at")
    list_filter = ("filled_at",)
    search_fields = ("key",)

"""The method's words in the admin."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest

from ecosystem.models import Domain, Family, Layer, ProfileStatement, Service, Term
from ecosystem.text import validate_texts

BROUGHT = ("seed_digest", admin.EmptyFieldListFilter)


class WordsAdmin(admin.ModelAdmin[Any]):
    """Rows with words by language, which are checked beside their field."""

    list_filter: ClassVar[tuple[Any, ...]] = (BROUGHT,)

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Take a text for each language and nothing else where words are."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.JSONField):
            field.validators = [*field.validators, validate_texts]
        return field


@admin.register(Layer)
class LayerAdmin(WordsAdmin):
    """The layers of the digital city."""

    list_display = ("__str__", "code", "position")
    search_fields = ("code", "names__en")


@admin.register(Family)
class FamilyAdmin(WordsAdmin):
    """The method's families and each city's own rows of them."""

    list_display = ("__str__", "mark", "city", "visibility", "position")
    list_filter = ("visibility", BROUGHT, "city")
    list_select_related = ("city",)
    search_fields = ("code", "mark", "names__en", "city__name")
    autocomplete_fields = ("city", "layers")


@admin.register(Domain)
class DomainAdmin(WordsAdmin):
    """The guide's four urban domains."""

    list_display = ("__str__", "code", "position")
    search_fields = ("code", "names__en")


@admin.register(Service)
class ServiceAdmin(WordsAdmin):
    """Services within a domain."""

    list_display = ("__str__", "domain", "code", "position")
    list_filter = ("domain", BROUGHT)
    list_select_related = ("domain",)
    search_fields = ("code", "names__en")
    autocomplete_fields = ("domain",)


@admin.register(ProfileStatement)
class ProfileStatementAdmin(WordsAdmin):
    """What a family typically wants or can do in a domain."""

    list_display = ("__str__", "family", "domain", "kind", "gain", "resource")
    list_filter = ("domain", "kind", BROUGHT)
    list_select_related = ("family", "domain")
    search_fields = ("code", "texts__en", "family__names__en")
    autocomplete_fields = ("domain", "family")


@admin.register(Term)
class TermAdmin(WordsAdmin):
    """The meanings of the method's kinds."""

    list_display = ("code", "group", "meaning")
    list_filter = ("group", BROUGHT)
    search_fields = ("code", "meanings__en")

"""Django's admin: every table, for superusers only, without a query a row."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db import connection, models
from django.http import HttpRequest, QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factory.django import DjangoModelFactory

from ecosystem.admin.register import StakeholderAdmin
from ecosystem.models import (
    City,
    Family,
    Layer,
    RegisterSnapshot,
    Relation,
    Stakeholder,
    StakeholderPlacement,
    Term,
    User,
)
from tests import factories
from tests.conftest import signed_in
from tests.pages import SeenPage
from workshops.models import (
    ListingPlacement,
    NeedMatch,
    Proposal,
    StatementReview,
    WaivedFamily,
    Workshop,
)

pytestmark = pytest.mark.django_db
SCRIPT = "<img src=x onerror=alert(1)>"
Make = Callable[[], models.Model]


def _factory_of(model: type[models.Model]) -> Make | None:
    made: type[DjangoModelFactory[models.Model]] | None = getattr(factories, f"{model.__name__}Factory", None)
    return made.create if made else None


def _placement() -> models.Model:
    stakeholder = factories.StakeholderFactory.create()
    return StakeholderPlacement.objects.create(
        city=stakeholder.city, stakeholder=stakeholder, view="network", x=1, y=1
    )


def _listing_placement() -> models.Model:
    listing = factories.ListingFactory.create()
    return ListingPlacement.objects.create(
        workshop=listing.workshop, listing=listing, view="network", x=1, y=1
    )


def _need_match() -> models.Model:
    need = factories.NeedFactory.create()
    return NeedMatch.objects.create(
        need=need, listing=factories.ListingFactory.create(workshop=need.workshop), fits=True
    )


def _statement_review() -> models.Model:
    return StatementReview.objects.create(
        listing=factories.ListingFactory.create(),
        statement=factories.ProfileStatementFactory.create(),
        is_accepted=True,
    )


def _waived_family() -> models.Model:
    workshop = factories.WorkshopFactory.create()
    family = factories.FamilyFactory.create(city=workshop.city)
    return WaivedFamily.objects.create(workshop=workshop, family=family, reason="no sewers here")


def _term() -> models.Model:
    return Term.objects.create(group="gain", code=f"gain-{Term.objects.count()}", meanings={"en": "meaning"})


def _proposal() -> models.Model:
    return Proposal.objects.create(
        listing=factories.ListingFactory.create(), field="readiness", value={"level": 3}
    )


MAKERS: dict[type[models.Model], Make] = {
    StakeholderPlacement: _placement,
    ListingPlacement: _listing_placement,
    NeedMatch: _need_match,
    StatementReview: _statement_review,
    WaivedFamily: _waived_family,
    Term: _term,
    Proposal: _proposal,
}
# What single people said and sent in a room: a table of it would show answers before the reveal.
SECRET = {"RoomAnswer", "RoomChoice", "HandCount", "Dots", "Seconding", "Receipt", "RoomCheck"}
MODELS = [model for model in admin.site._registry if model._meta.app_label in {"ecosystem", "workshops"}]


def _make(model: type[models.Model]) -> models.Model:
    maker = MAKERS.get(model) or _factory_of(model)
    assert maker, f"Tell this test how to make a {model.__name__}."
    return maker()


@pytest.fixture
def as_superuser(superuser: User) -> Client:
    """A browser in which an admin is signed in."""
    return signed_in(superuser)


def _page(model: type[models.Model], name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_every_model_of_ours_is_in_the_admin() -> None:
    from django.apps import apps  # noqa: PLC0415 (app ready)

    ours = [*apps.get_app_config("ecosystem").get_models(), *apps.get_app_config("workshops").get_models()]

    assert {model.__name__ for model in ours if not model._meta.auto_created} - SECRET == {
        model.__name__ for model in MODELS
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_table_can_be_searched_listed_added_to_and_changed(
    model: type[models.Model], as_superuser: Client
) -> None:
    row = _make(model)

    for address in (
        _page(model, "changelist"),
        _page(model, "changelist") + "?q=water",
        _page(model, "add"),
        _page(model, "change", row.pk),
    ):
        assert as_superuser.get(address).status_code == 200, address


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_list_costs_as_many_queries_for_50_rows_as_for_2(
    model: type[models.Model], as_superuser: Client
) -> None:
    address = _page(model, "changelist")
    for _ in range(2):
        _make(model)
    queries_of(as_superuser, address)
    few = queries_of(as_superuser, address)
    for _ in range(48):
        _make(model)

    assert queries_of(as_superuser, address) == few


def test_a_row_costs_as_many_queries_with_50_rows_within_it_as_with_2(as_superuser: Client) -> None:
    city = factories.CityFactory.create()
    listing = factories.ListingFactory.create(workshop__city=city)
    room = factories.RoundFactory.create(room__workshop=listing.workshop)

    def fill(count: int) -> None:
        for _ in range(count):
            factories.MembershipFactory.create(city=city)
            factories.RoundItemFactory.create(round=room)

    def costs() -> list[int]:
        return [queries_of(as_superuser, _page(type(row), "change", row.pk)) for row in (city, room)]

    fill(2)
    costs()
    few = costs()
    fill(48)

    assert costs() == few


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_city_is_deleted_with_its_register_and_workshops(as_superuser: Client) -> None:
    entry = factories.StakeholderFactory.create()
    factories.ListingFactory.create(workshop__city=entry.city, stakeholder=entry, family=entry.family)

    answer = as_superuser.post(_page(City, "delete", entry.city.pk), {"post": "yes"})

    assert answer.status_code == 302
    assert not Stakeholder.objects.exists()


def test_every_table_has_something_to_narrow_it_by() -> None:
    assert [model.__name__ for model in MODELS if not admin.site._registry[model].list_filter] == []


def test_the_admin_refuses_what_the_register_refuses(as_superuser: Client) -> None:
    own = factories.FamilyFactory.create(mark="NG")
    other = factories.FamilyFactory.create(city=own.city, mark="CI")
    address = _page(Family, "change", other.pk)

    answer = as_superuser.post(address, SeenPage(as_superuser.get(address)).form("mark") | {"mark": "NG"})

    other.refresh_from_db()
    assert (answer.status_code, other.mark) == (200, "CI")
    assert "Another family has this mark" in answer.content.decode()


def test_an_entry_takes_no_tag_of_another_city(as_superuser: Client) -> None:
    entry = factories.StakeholderFactory.create()
    tag = factories.TagFactory.create()
    address = _page(Stakeholder, "change", entry.pk)

    answer = as_superuser.post(
        address, SeenPage(as_superuser.get(address)).form("read_version") | {"tags": [str(tag.pk)]}
    )

    assert "Choose tags of this city." in answer.content.decode()
    assert not entry.tags.exists()


def test_nobody_has_two_accounts_that_differ_by_a_capital(as_superuser: Client, viewer: User) -> None:
    answer = as_superuser.post(
        _page(User, "add"),
        {
            "email": viewer.email.upper(),
            "name": "Twin",
            "usable_password": "true",
            "password1": "tide-and-kiosk-7",
            "password2": "tide-and-kiosk-7",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
    )

    assert (answer.status_code, User.objects.filter(email__iexact=viewer.email).count()) == (200, 1)


def test_a_workshop_keeps_its_city_and_a_service_of_its_domain(as_superuser: Client) -> None:
    workshop = factories.WorkshopFactory.create()
    address = _page(Workshop, "change", workshop.pk)
    form = SeenPage(as_superuser.get(address)).form("title")

    refused = as_superuser.post(address, form | {"service": str(factories.ServiceFactory.create().pk)})
    as_superuser.post(address, form | {"city": str(factories.CityFactory.create().pk), "title": "Kiosks"})

    assert "This service belongs to another domain" in refused.content.decode()
    stored = Workshop.objects.get()
    assert (stored.city, stored.service, stored.title) == (workshop.city, None, "Kiosks")


def test_an_entry_somebody_saved_meanwhile_is_not_overwritten(as_superuser: Client) -> None:
    entry = factories.StakeholderFactory.create(area="Port-Bas")
    address = _page(Stakeholder, "change", entry.pk)
    form = SeenPage(as_superuser.get(address)).form("area")
    assert as_superuser.post(address, form | {"area": "Whole city"}).status_code == 302

    answer = as_superuser.post(address, form | {"area": "Hills"})

    entry.refresh_from_db()
    assert (answer.status_code, entry.area, entry.version) == (200, "Whole city", 2)
    assert "Somebody saved this entry after you opened it" in answer.content.decode()
    assert 'value="Hills"' in answer.content.decode()


def test_an_entry_saved_between_the_look_and_the_lock_is_not_overwritten(superuser: User) -> None:
    entry = factories.StakeholderFactory.create(area="Port-Bas")
    said = SeenPage(signed_in(superuser).get(_page(Stakeholder, "change", entry.pk))).form("area")
    request = HttpRequest()
    request.user = superuser
    form = StakeholderAdmin(Stakeholder, admin.site).get_form(request, entry)
    late = form(QueryDict(urlencode(said, doseq=True)), instance=Stakeholder.objects.get(pk=entry.pk))
    Stakeholder.objects.filter(pk=entry.pk).update(version=2)

    assert "Somebody saved this entry after you opened it" in str(late.non_field_errors())


def test_what_an_admin_changes_of_an_entry_is_seen_by_whoever_edits_it(as_superuser: Client) -> None:
    relation = factories.RelationFactory.create(strength=1)
    address = _page(Relation, "change", relation.pk)
    form = SeenPage(as_superuser.get(address)).form("strength")

    as_superuser.post(address, form | {"strength": "3"})

    relation.refresh_from_db()
    assert (relation.strength, relation.source.version, relation.target.version) == (3, 2, 2)
    assert RegisterSnapshot.objects.filter(city=relation.city, is_of_day=True).exists()


@pytest.mark.parametrize("words", ['"Water"', '["Water"]', '{"en": 7}', '{"en": "a\\u000b"}', "{"])
def test_words_that_are_no_text_for_each_language_are_refused(as_superuser: Client, words: str) -> None:
    layer = factories.LayerFactory.create(names={"en": "Data"})
    address = _page(Layer, "change", layer.pk)
    form = SeenPage(as_superuser.get(address)).form("names")

    answer = as_superuser.post(address, form | {"names": words})

    layer.refresh_from_db()
    assert (answer.status_code, layer.names) == (200, {"en": "Data"})


@pytest.mark.parametrize("role", ["viewer", "editor", "facilitator", "manager"])
def test_members_of_a_city_have_no_business_in_the_admin(role: str, request: pytest.FixtureRequest) -> None:
    client = signed_in(request.getfixturevalue(role))

    answer = client.get(_page(Stakeholder, "changelist"))

    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_a_name_with_script_shows_as_text(as_superuser: Client) -> None:
    row = factories.StakeholderFactory.create(name=SCRIPT, city__name=SCRIPT)

    for address in (_page(Stakeholder, "changelist"), _page(Stakeholder, "change", row.pk)):
        page = as_superuser.get(address).content.decode()
        assert SCRIPT not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_an_admin_adds_a_person_by_email(as_superuser: Client) -> None:
    answer = as_superuser.post(
        _page(User, "add"),
        {
            "email": "Awa@litto.example",
            "name": "Awa",
            "usable_password": "true",
            "password1": "tide-and-kiosk-7",
            "password2": "tide-and-kiosk-7",
            "memberships-TOTAL_FORMS": "0",
            "memberships-INITIAL_FORMS": "0",
        },
    )

    assert answer.status_code == 302
    assert User.objects.filter(email__iexact="awa@litto.example", is_superuser=False).exists()


def test_the_admin_bears_the_products_name_and_icon(superuser: User) -> None:
    page = signed_in(superuser).get(reverse("admin:index")).content.decode()

    assert "Who could help, and how" in page
    assert 'rel="icon"' in page
    assert "Django administration" not in page

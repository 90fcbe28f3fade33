"""What if somebody left or joined the partners: needs, layers and relations, with nothing stored."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City
from tests.factories import LayerFactory, ListingFactory, NeedMatchFactory, RelationFactory
from tests.workshops.views.lacking import lacking, listed
from workshops.models import Listing, Partnership, Workshop


@pytest.fixture
def workshop(litto: City) -> Workshop:
    return lacking(litto, data="Sales by the hour", financial="Money for meters")


def tie(one: Listing, other: Listing) -> None:
    """Let two be tied in the register."""
    RelationFactory.create(source=one.stakeholder, target=other.stakeholder, kind="trust")


def tried(client: Client, workshop: Workshop, **asked: object) -> str:
    """Return the page for what is tried."""
    return client.get(
        reverse("workshops:what-if", args=[workshop.city.code, workshop.pk]), asked
    ).content.decode()


def test_without_a_partner_its_need_its_layer_and_its_contacts_break(
    as_viewer: Client, workshop: Workshop
) -> None:
    office = listed(workshop, "Water Office", data=3, is_partner=True)
    office.layers.add(LayerFactory.create(names={"en": "Data production"}))
    tie(office, listed(workshop, "Kiosk keepers"))

    page = tried(as_viewer, workshop, out=office.pk)

    assert "1 of 2 needs opens again." in page
    assert "1 layer has no partner any more." in page
    assert "1 stakeholder has no relation with a partner any more." in page
    for name in ("Sales by the hour", "Data production", "Kiosk keepers"):
        assert name in page.split("What comes of it")[1]
    assert Partnership.objects.count() == 1


def test_somebody_new_closes_a_need_and_brings_contacts(as_viewer: Client, workshop: Workshop) -> None:
    fund = listed(workshop, "Fund for Ports", financial=3)
    tie(fund, listed(workshop, "Borehole owners"))

    page = tried(as_viewer, workshop, **{"in": fund.pk})

    assert "1 open need closes." in page
    assert "1 stakeholder gets its first relation with a partner." in page


def test_a_need_that_hangs_on_one_alone_is_said(as_viewer: Client, workshop: Workshop) -> None:
    office = listed(workshop, "Water Office", data=3, is_partner=True)
    listed(workshop, "Litto Mobile", data=3, is_partner=True)

    assert "1 need hangs on one partner alone." in tried(as_viewer, workshop, out=office.pk)


def test_what_a_person_confirmed_is_told_from_what_the_kind_suggests(
    as_viewer: Client, workshop: Workshop
) -> None:
    data, money = workshop.needs.all()
    office = listed(workshop, "Water Office", data=3, financial=2, is_partner=True)
    NeedMatchFactory.create(need=data, listing=office)

    left = tried(as_viewer, workshop, out=office.pk)
    stays = listed(workshop, "Litto Mobile", data=3, is_partner=True)
    swapped = tried(as_viewer, workshop, out=office.pk, **{"in": listed(workshop, "Port", data=1).pk})

    was = "was covered only by a match nobody had confirmed"
    assert f"2 of 2 needs open again. 1 {was}." in left
    assert re.findall(rf"<dd><span[^>]*>([^<]+)</span> <span[^>]*>{was}", left) == [money.label]
    assert "1 need stays covered only by a match nobody has confirmed." in swapped
    assert data.label in swapped.split("Needs covered only by a match nobody has confirmed")[1]

    NeedMatchFactory.create(need=data, listing=stays)
    assert "stays covered only by" not in tried(as_viewer, workshop, out=office.pk)


def test_a_need_that_closes_by_kind_alone_says_so_until_somebody_confirms_it(
    as_viewer: Client, workshop: Workshop
) -> None:
    fund = listed(workshop, "Fund for Ports", financial=3)
    only = "1 open need closes. 1 is covered only by a match nobody has confirmed."
    assert only in tried(as_viewer, workshop, **{"in": fund.pk})

    NeedMatchFactory.create(need=workshop.needs.get(kind="financial"), listing=fund)

    page = tried(as_viewer, workshop, **{"in": fund.pk})
    assert "1 open need closes." in page
    assert "nobody has confirmed" not in page


def test_a_first_confirmed_match_is_a_gain(as_viewer: Client, workshop: Workshop) -> None:
    listed(workshop, "Water Office", data=3, is_partner=True)
    mobile = listed(workshop, "Litto Mobile", data=3)
    NeedMatchFactory.create(need=workshop.needs.get(kind="data"), listing=mobile)

    page = tried(as_viewer, workshop, **{"in": mobile.pk})

    assert "1 need gets its first confirmed match." in page
    assert "Sales by the hour" in page.split("Needs with their first confirmed match")[1]


def test_swapping_two_alike_changes_nothing_and_says_so(as_viewer: Client, workshop: Workshop) -> None:
    office = listed(workshop, "Water Office", data=3, is_partner=True)
    mobile = listed(workshop, "Litto Mobile", data=3)

    page = tried(as_viewer, workshop, out=office.pk, **{"in": mobile.pk})

    assert "Needs, layers and relations with partners stay as they are." in page


def test_numbers_that_fit_nobody_are_ignored(as_viewer: Client, workshop: Workshop) -> None:
    foreign = ListingFactory.create()

    page = tried(as_viewer, workshop, out=["1e9", "-1", foreign.pk, "9" * 40], **{"in": foreign.pk})

    assert "Tick somebody to try." in page
    assert foreign.name not in page


def test_htmx_is_given_what_comes_of_it_alone(as_viewer: Client, workshop: Workshop) -> None:
    address = reverse("workshops:what-if", args=[workshop.city.code, workshop.pk])

    page = as_viewer.get(address, headers={"HX-Request": "true"}).content.decode()

    assert page.lstrip().startswith('<h2 id="what-if-head">')
    assert "<form" not in page


def test_queries_do_not_grow(as_viewer: Client, workshop: Workshop) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            tried(as_viewer, workshop, out=Listing.objects.values_list("pk", flat=True)[0])
        return len(queries)

    for number in range(2):
        listed(workshop, f"Somebody {number}", data=3, is_partner=True)
    tried(as_viewer, workshop)
    few = count()
    for number in range(20):
        listed(workshop, f"Other {number}", data=3, is_partner=bool(number % 2))

    assert count() == few

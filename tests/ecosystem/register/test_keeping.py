"""One click confirms, archives or restores a stakeholder; an archived one leaves the list, nothing else."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from ecosystem.models import City, Stakeholder
from tests.factories import ListingFactory, StakeholderFactory
from tests.pages import SeenPage


@pytest.fixture
def office(litto: City) -> Stakeholder:
    return StakeholderFactory.create(city=litto, name="Water Office", confirmed_on=date(2020, 1, 1))


def test_confirming_today_says_so_and_who(as_editor: Client, office: Stakeholder) -> None:
    response = as_editor.post(f"/register/litto/{office.pk}/confirm/", {"version": "1"}, follow=True)

    office.refresh_from_db()
    text = SeenPage(response).text
    assert office.confirmed_on == timezone.localdate()
    assert "“Water Office” is confirmed today." in text
    assert "Last changed" in text
    assert "Editor" in text


def test_confirming_in_the_list_gives_back_the_row(as_editor: Client, office: Stakeholder) -> None:
    response = as_editor.post(
        f"/register/litto/{office.pk}/confirm/", {"version": "1"}, headers={"HX-Request": "true"}
    )

    page = SeenPage(response)
    assert timezone.localdate().strftime("%b %Y") in page.text
    assert "confirm" not in page.buttons
    assert "Stakeholder register" not in page.text


def test_confirming_what_changed_meanwhile_is_refused(as_editor: Client, office: Stakeholder) -> None:
    Stakeholder.objects.update(version=2)

    response = as_editor.post(f"/register/litto/{office.pk}/confirm/", {"version": "1"}, follow=True)

    office.refresh_from_db()
    assert office.confirmed_on == date(2020, 1, 1)
    assert "was changed meanwhile. Look at it again, then confirm." in SeenPage(response).text


def test_archiving_takes_an_entry_out_of_the_list_and_offers_the_way_back(
    as_editor: Client, office: Stakeholder
) -> None:
    response = as_editor.post(f"/register/litto/{office.pk}/archive/", follow=True)

    page = SeenPage(response)
    listed = SeenPage(as_editor.get("/register/litto/"))
    assert "“Water Office” is archived." in page.text
    assert {"Undo", "Restore"} <= set(page.buttons)
    assert "Archived on" in page.text
    assert "Water Office" not in listed.links


def test_undo_brings_an_archived_entry_back(as_editor: Client, office: Stakeholder) -> None:
    page = SeenPage(as_editor.post(f"/register/litto/{office.pk}/archive/", follow=True))
    undo = [form["action"] for form in page.forms if form["action"].endswith("/restore/")]

    response = as_editor.post(undo[-1], follow=True)

    assert "“Water Office” is back in the register." in SeenPage(response).text
    assert "Water Office" in SeenPage(as_editor.get("/register/litto/")).links


def test_past_workshops_keep_an_archived_stakeholder(as_editor: Client, office: Stakeholder) -> None:
    listing = ListingFactory.create(workshop__city=office.city, stakeholder=office, name=office.name)

    as_editor.post(f"/register/litto/{office.pk}/archive/")

    listing.refresh_from_db()
    assert listing.stakeholder == office


def test_a_name_taken_meanwhile_stops_a_restore(as_editor: Client, office: Stakeholder) -> None:
    as_editor.post(f"/register/litto/{office.pk}/archive/")
    StakeholderFactory.create(city=office.city, name="water office")

    response = as_editor.post(f"/register/litto/{office.pk}/restore/", follow=True)

    office.refresh_from_db()
    assert office.is_archived()
    assert "so this one stays archived" in SeenPage(response).text


@pytest.mark.parametrize("verb", ["confirm", "archive", "restore"])
def test_keeping_is_for_editors_of_the_city_by_post(
    as_viewer: Client, as_editor: Client, as_stranger: Client, office: Stakeholder, verb: str
) -> None:
    address = f"/register/litto/{office.pk}/{verb}/"

    assert as_viewer.post(address).status_code == 403
    assert as_stranger.post(address).status_code == 404
    assert as_editor.get(address).status_code == 405
    assert as_editor.post(f"/register/litto/{StakeholderFactory.create().pk}/{verb}/").status_code == 404

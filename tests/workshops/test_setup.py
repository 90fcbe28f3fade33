"""Workshops as their facilitators set them up, change them and put them away."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, Domain, ResourceKind, User
from tests.factories import (
    DomainFactory,
    FamilyFactory,
    ListingFactory,
    NeedFactory,
    NeedMatchFactory,
    ServiceFactory,
    WorkshopFactory,
)
from tests.pages import SeenPage
from workshops import room as rooms
from workshops.models import Need, NeedMatch, Step, Workshop

NASTY = '<img src=x onerror=alert(1)>"><script>'


@pytest.fixture
def domain(db: None) -> Domain:
    """A domain with a service of its own."""
    return DomainFactory.create(names={"en": "Manage urban services"})


@pytest.fixture
def kiosks(litto: City, domain: Domain) -> Workshop:
    """A workshop with two needs."""
    workshop = WorkshopFactory.create(city=litto, title="Prepaid water kiosks", domain=domain)
    NeedFactory.create(workshop=workshop, label="Meters", kind=ResourceKind.TECHNICAL, weight=3)
    NeedFactory.create(workshop=workshop, label="Trainers", kind=ResourceKind.HUMAN, weight=2)
    return workshop


def address(name: str, city: City, *more: int) -> str:
    """Return the address of one of the city's pages."""
    return reverse(f"workshops:{name}", args=[city.code, *more])


def filled(client: Client, url: str, **changes: str) -> dict[str, list[str] | str]:
    """Return what a browser would send of the page's form with `changes` typed into it."""
    return {**SeenPage(client.get(url)).form("title"), **changes}


def test_a_facilitator_sets_up_a_workshop_with_its_needs(
    as_facilitator: Client, litto: City, domain: Domain
) -> None:
    service = ServiceFactory.create(domain=domain)
    url = address("create", litto)
    answers = filled(
        as_facilitator,
        url,
        title="  Prepaid   water kiosks ",
        domain=str(domain.pk),
        service=str(service.pk),
        date="2026-11-24",
        **{"needs-0-label": "Meters", "needs-0-kind": "technical", "needs-0-weight": "3"},
    )

    response = as_facilitator.post(url, answers)

    workshop = Workshop.objects.get()
    assert response.url == address("listing", litto, workshop.pk)
    assert (workshop.title, workshop.date, workshop.service) == (
        "Prepaid water kiosks",
        date(2026, 11, 24),
        service,
    )
    assert list(workshop.needs.values_list("label", "kind", "weight")) == [("Meters", "technical", 3)]


def test_a_form_with_mistakes_comes_back_with_everything_typed(
    as_facilitator: Client, litto: City, domain: Domain
) -> None:
    url = address("create", litto)
    typed = filled(as_facilitator, url, description="Taps that count", **{"needs-1-label": "Trainers"})

    response = as_facilitator.post(url, typed)

    page = SeenPage(response)
    assert response.status_code == 422
    assert "Give the project a title of a few words." in page.text
    assert "Choose the kind of resource." in page.text
    assert page.form("title")["description"] == ["Taps that count"]
    assert page.form("title")["needs-1-label"] == ["Trainers"]
    assert not Workshop.objects.exists()


def test_a_title_is_given_once_in_a_city(as_facilitator: Client, litto: City, kiosks: Workshop) -> None:
    url = address("create", litto)
    answers = filled(as_facilitator, url, title=kiosks.title, domain=str(kiosks.domain.pk))

    response = as_facilitator.post(url, answers)

    assert response.status_code == 422
    assert "already has a workshop with this title" in SeenPage(response).text


def test_a_service_of_another_domain_is_refused(as_facilitator: Client, litto: City, domain: Domain) -> None:
    other = ServiceFactory.create()
    url = address("create", litto)

    response = as_facilitator.post(
        url, filled(as_facilitator, url, title="X", domain=str(domain.pk), service=str(other.pk))
    )

    assert response.status_code == 422
    assert "belongs to another domain" in SeenPage(response).text


def test_needs_change_trade_labels_and_go(as_facilitator: Client, litto: City, kiosks: Workshop) -> None:
    url = address("edit", litto, kiosks.pk)
    meters, trainers = Need.objects.get(label="Meters"), Need.objects.get(label="Trainers")

    as_facilitator.post(
        url, filled(as_facilitator, url, **{"needs-0-label": "Trainers", "needs-1-label": "Meters"})
    )

    assert Need.objects.get(pk=meters.pk).label == "Trainers"
    assert Need.objects.get(pk=trainers.pk).label == "Meters"
    as_facilitator.post(url, filled(as_facilitator, url, **{"needs-0-DELETE": "on"}))
    assert [need.label for need in kiosks.needs.all()] == ["Meters"]


def test_the_same_need_twice_is_refused(as_facilitator: Client, litto: City, kiosks: Workshop) -> None:
    url = address("edit", litto, kiosks.pk)

    response = as_facilitator.post(url, filled(as_facilitator, url, **{"needs-1-label": "Meters"}))

    assert response.status_code == 422
    assert "This need is already in the list." in SeenPage(response).text
    assert kiosks.needs.filter(label="Trainers").exists()


def test_deleting_a_need_that_was_matched_asks_first(
    as_facilitator: Client, litto: City, kiosks: Workshop
) -> None:
    need = kiosks.needs.get(label="Meters")
    NeedMatchFactory.create(need=need, listing__workshop=kiosks)
    url = address("edit", litto, kiosks.pk)
    answers = filled(as_facilitator, url, title="Kiosks with meters", **{"needs-0-DELETE": "on"})

    asked = as_facilitator.post(url, answers)

    kiosks.refresh_from_db()
    assert asked.status_code == 422
    assert "Save and delete" in SeenPage(asked).buttons
    assert (kiosks.title, NeedMatch.objects.count()) == ("Prepaid water kiosks", 1)
    as_facilitator.post(url, {**answers, "agreed": str(need.pk)})
    kiosks.refresh_from_db()
    assert (kiosks.title, NeedMatch.objects.count()) == ("Kiosks with meters", 0)


def test_a_need_of_another_workshop_is_never_touched(
    as_facilitator: Client, litto: City, kiosks: Workshop
) -> None:
    foreign = NeedFactory.create(label="Their money")
    url = address("edit", litto, kiosks.pk)

    as_facilitator.post(url, filled(as_facilitator, url, **{"needs-0-pk": str(foreign.pk)}))
    as_facilitator.post(
        url, filled(as_facilitator, url, **{"needs-0-pk": str(foreign.pk), "needs-0-DELETE": "on"})
    )

    foreign.refresh_from_db()
    assert foreign.label == "Their money"


def test_a_workshop_moves_forward_and_back_and_loses_nothing(
    as_facilitator: Client, litto: City, kiosks: Workshop
) -> None:
    ListingFactory.create(workshop=kiosks)
    url = address("step", litto, kiosks.pk)

    for step in (Step.IDENTIFICATION, Step.PARTNERING, Step.LISTING):
        response = as_facilitator.post(url, {"step": step})
        kiosks.refresh_from_db()
        assert (kiosks.step, response.url) == (step, kiosks.get_absolute_url())

    assert kiosks.listings.count() == 1
    assert as_facilitator.post(url, {"step": "party"}).status_code == 400


def test_archiving_can_be_undone(as_facilitator: Client, litto: City, kiosks: Workshop) -> None:
    response = as_facilitator.post(address("archive", litto, kiosks.pk))

    undo = [message.extra_tags for message in get_messages(response.wsgi_request)]
    kiosks.refresh_from_db()
    assert kiosks.archived_at is not None
    assert undo == [address("restore", litto, kiosks.pk)]
    assert as_facilitator.post(address("edit", litto, kiosks.pk)).status_code == 404
    as_facilitator.post(undo[0])
    kiosks.refresh_from_db()
    assert kiosks.archived_at is None


def test_the_list_tells_project_service_date_and_progress(
    as_viewer: Client, litto: City, kiosks: Workshop
) -> None:
    ListingFactory.create(workshop=kiosks)

    page = SeenPage(as_viewer.get(address("list", litto)))

    assert "Prepaid water kiosks" in page.links
    assert "1 listed" in page.text
    assert "0 of 1 assessed" in page.text
    assert page.buttons == ["Sign out"]


def test_names_that_try_to_be_script_are_text(as_facilitator: Client, litto: City, kiosks: Workshop) -> None:
    Workshop.objects.update(title=NASTY)
    Need.objects.filter(label="Meters").update(label=NASTY)

    for url in (address("list", litto), address("today", litto), address("edit", litto, kiosks.pk)):
        html = as_facilitator.get(url).content.decode()
        assert "<img src=x" not in html
        assert "&lt;img src=x" in html


def test_other_roles_read_and_do_not_change(as_editor: Client, litto: City, kiosks: Workshop) -> None:
    assert as_editor.get(address("list", litto)).status_code == 200
    assert as_editor.get(address("create", litto)).status_code == 403
    for name in ("edit", "archive", "restore", "step"):
        assert as_editor.post(address(name, litto, kiosks.pk)).status_code == 403


def test_another_city_sees_nothing(as_stranger: Client, litto: City, kiosks: Workshop) -> None:
    assert as_stranger.get(address("list", litto)).status_code == 404
    assert as_stranger.get(reverse("workshops:edit", args=["elsewhere", kiosks.pk])).status_code == 404


@pytest.mark.parametrize("name", ["list", "today"])
def test_the_pages_cost_the_same_for_many_workshops(
    as_facilitator: Client, litto: City, domain: Domain, name: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_facilitator.get(address(name, litto)).status_code == 200
        return len(captured)

    for workshop in WorkshopFactory.create_batch(2, city=litto, domain=domain):
        ListingFactory.create(workshop=workshop)
    few = queries()
    for workshop in WorkshopFactory.create_batch(48, city=litto, domain=domain):
        ListingFactory.create(workshop=workshop)

    assert queries() == few


def test_minutes_planned_at_set_up_are_the_rooms_run_sheet(
    as_facilitator: Client, litto: City, kiosks: Workshop, facilitator: User
) -> None:
    url = address("edit", litto, kiosks.pk)
    as_facilitator.post(url, filled(as_facilitator, url, listing_min="50"))
    kiosks.refresh_from_db()

    room = rooms.open_room(kiosks)
    assert list(room.times.values_list("planned_min", flat=True)) == [50, 40, 25]

    # The console plans otherwise; the set-up shows that, and changes what was typed there only.
    rooms.plan_minutes(room, Step.IDENTIFICATION, 15, by=facilitator)
    said = filled(as_facilitator, url)
    assert [said[name] for name in ("listing_min", "identification_min")] == [["50"], ["15"]]
    rooms.plan_minutes(room, Step.IDENTIFICATION, 20, by=facilitator)
    as_facilitator.post(url, {**said, "partnering_min": "30"})
    assert list(room.times.values_list("planned_min", flat=True)) == [50, 20, 30]


@pytest.mark.parametrize("minutes", ["0", "601", "", "ten"])
def test_minutes_nobody_can_plan_are_told_beside_their_field(
    as_facilitator: Client, litto: City, kiosks: Workshop, minutes: str
) -> None:
    url = address("edit", litto, kiosks.pk)

    answer = as_facilitator.post(url, filled(as_facilitator, url, listing_min=minutes))

    assert answer.status_code == 422
    assert 'href="#id_listing_min"' in answer.content.decode()


def test_the_set_up_shows_what_phones_will_see_of_this_workshop(
    as_facilitator: Client, litto: City, kiosks: Workshop
) -> None:
    FamilyFactory.create(city=litto, names={"en": "Fisherfolk"})
    new = as_facilitator.get(address("create", litto)).content.decode()
    assert "Kiosk keepers" in new  # an example
    ListingFactory.create(workshop=kiosks, name="Harbour bank")

    page = as_facilitator.get(address("edit", litto, kiosks.pk)).content.decode()

    for seen in ("Fisherfolk", "Who should we not forget?", "Harbour bank", "Who should be a partner?"):
        assert seen in page
    assert "Kiosk keepers" not in page


@pytest.mark.parametrize("count", [1, 10])
def test_the_set_up_asks_the_same_number_of_questions_however_many_are_listed(
    as_facilitator: Client, litto: City, kiosks: Workshop, count: int
) -> None:
    ListingFactory.create_batch(count, workshop=kiosks)
    FamilyFactory.create_batch(count, city=litto)
    as_facilitator.get(address("edit", litto, kiosks.pk))

    with CaptureQueriesContext(connection) as asked:
        as_facilitator.get(address("edit", litto, kiosks.pk))

    assert len(asked) == 10

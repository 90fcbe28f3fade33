"""Step 3 as its users meet it: the ranking, chosen partners, and the needs they cover."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City
from tests.factories import AnswerFactory, ListingFactory, NeedFactory, PartnershipFactory, WorkshopFactory
from workshops.models import Listing, Partnership, Workshop
from workshops.partnering import open_needs, table_of

HTMX = {"HX-Request": "true"}
NASTY = '<img src=x onerror=alert(1)>"><script>'


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto, title="Prepaid water kiosks")


def listed(workshop: Workshop, name: str, **answers: int | None) -> Listing:
    """List somebody with answers: a scale by its question, a list's kind by its kind."""
    listing = ListingFactory.create(workshop=workshop, name=name)
    for said, value in answers.items():
        kinds = {"data": "resource", "human": "resource", "profit": "gain", "pilot": "means"}
        AnswerFactory.create(
            listing=listing,
            question=kinds.get(said, said),
            kind=said if said in kinds else "",
            value=value,
        )
    return listing


def address(name: str, workshop: Workshop, *more: int) -> str:
    """Return the address of a page of step 3."""
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *more])


def ranked(page: str) -> list[str]:
    """Return the names in the order of the ranking."""
    return re.findall(r'class="candidate-name"><a [^>]*>([^<]+)<', page)


def test_candidates_stand_by_likelihood_and_the_unknown_last(as_viewer: Client, workshop: Workshop) -> None:
    listed(workshop, "Hesitant", readiness=1, profit=1, pilot=0)
    listed(workshop, "Ready", readiness=5, profit=3, pilot=2)
    listed(workshop, "Mystery")

    page = as_viewer.get(address("partnering", workshop)).content.decode()

    assert ranked(page) == ["Ready", "Hesitant", "Mystery"]
    assert "Lifted by readiness and gains." in page
    assert "Not yet known" in page


def test_somebody_without_influence_stays_on_the_list(as_viewer: Client, workshop: Workshop) -> None:
    listed(workshop, "Households without network", readiness=1, profit=1, influence=1, interest=5)

    page = as_viewer.get(address("partnering", workshop)).content.decode()

    assert ranked(page) == ["Households without network"]


def test_other_weights_rank_anew(as_facilitator: Client, workshop: Workshop) -> None:
    listed(workshop, "Ready", readiness=5, profit=0, pilot=0)
    listed(workshop, "Keen", readiness=1, profit=3, pilot=3)
    weights = {"weight_readiness": 5, "weight_gains": 1, "weight_resources": 0, "weight_commitment": 1}
    page = address("partnering", workshop)
    assert ranked(as_facilitator.get(page).content.decode()) == ["Keen", "Ready"]

    response = as_facilitator.post(
        address("weights", workshop), weights | {"weight_influence": 0}, headers=HTMX
    )

    assert ranked(response.content.decode()) == ["Ready", "Keen"]
    assert ranked(as_facilitator.get(page).content.decode()) == ["Ready", "Keen"]


@pytest.mark.parametrize("weights", [[0, 0, 0, 0, 0], [6, 1, 1, 1, 1], ["", 1, 1, 1, 1]])
def test_weights_that_rank_nothing_are_refused_and_nothing_is_lost(
    as_facilitator: Client, workshop: Workshop, weights: list[int | str]
) -> None:
    names = ["readiness", "gains", "resources", "commitment", "influence"]

    response = as_facilitator.post(
        address("weights", workshop),
        {f"weight_{name}": weight for name, weight in zip(names, weights, strict=True)},
        headers=HTMX,
    )

    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    workshop.refresh_from_db()
    assert workshop.weight_readiness == 3


def test_choosing_a_partner_fills_the_needs_it_covers(as_facilitator: Client, workshop: Workshop) -> None:
    NeedFactory.create(workshop=workshop, kind="data", label="Sales by the hour")
    keepers = listed(workshop, "Kiosk keepers", data=2)
    before = as_facilitator.get(address("partnering", workshop)).content.decode()
    assert "Could bring it" in before

    response = as_facilitator.post(address("partner-choose", workshop, keepers.pk), headers=HTMX)

    page = response.content.decode()
    assert "Kiosk keepers is a partner." in page
    assert re.search(r"covered by\s+<bdi>Kiosk keepers</bdi>", page)
    assert "1 partner" in page


def test_a_partner_taken_back_comes_back_with_all_that_was_written(
    as_facilitator: Client, workshop: Workshop
) -> None:
    keepers = listed(workshop, "Kiosk keepers")
    PartnershipFactory.create(
        listing=keepers, first_action="Train ten", lead="Efua", due_on=date(2026, 12, 1)
    )

    page = as_facilitator.post(
        address("partner-release", workshop, keepers.pk), headers=HTMX
    ).content.decode()
    assert not Partnership.objects.exists()
    undo = re.search(r'action="([^"]+back=[^"]+)"', page)
    assert undo
    as_facilitator.post(undo.group(1))

    partnership = Partnership.objects.get()
    assert (partnership.first_action, partnership.lead, partnership.due_on) == (
        "Train ten",
        "Efua",
        date(2026, 12, 1),
    )


def test_what_happens_next_is_kept(as_facilitator: Client, workshop: Workshop) -> None:
    keepers = PartnershipFactory.create(listing=listed(workshop, "Kiosk keepers")).listing
    prefix = f"partner-{keepers.pk}"

    response = as_facilitator.post(
        address("partner", workshop, keepers.pk),
        {
            f"{prefix}-first_action": "Train ten keepers",
            f"{prefix}-lead": "Efua",
            f"{prefix}-due_on": "2026-12-01",
        },
        headers=HTMX,
    )

    assert "saved" in response.content.decode()
    plan = as_facilitator.get(address("plan", workshop)).content.decode()
    assert "Train ten keepers" in plan
    assert "Efua" in plan


def test_a_date_that_is_none_is_refused_beside_its_field(as_facilitator: Client, workshop: Workshop) -> None:
    keepers = PartnershipFactory.create(listing=listed(workshop, "Kiosk keepers")).listing

    response = as_facilitator.post(
        address("partner", workshop, keepers.pk), {f"partner-{keepers.pk}-due_on": "soon"}, headers=HTMX
    )

    assert response.status_code == 422
    assert "Give a date such as 2026-11-30." in response.content.decode()


def test_a_person_can_say_that_a_resource_does_not_fit(as_facilitator: Client, workshop: Workshop) -> None:
    need = NeedFactory.create(workshop=workshop, kind="human", label="Trainers")
    youth = listed(workshop, "Youth of the Lagoon", human=3)
    PartnershipFactory.create(listing=youth)
    assert table_of(workshop).covered == 1

    as_facilitator.post(address("need-match", workshop, need.pk, youth.pk), {"fits": "no"}, headers=HTMX)
    assert table_of(workshop).covered == 0
    assert open_needs(workshop) == [need]

    as_facilitator.post(address("need-match", workshop, need.pk, youth.pk), {"fits": ""}, headers=HTMX)
    assert table_of(workshop).covered == 1


def test_a_need_nobody_brings_is_an_empty_chair(as_viewer: Client, workshop: Workshop) -> None:
    NeedFactory.create(workshop=workshop, kind="financial", label="Money for meters")
    listed(workshop, "Kiosk keepers", data=2)

    page = as_viewer.get(address("partnering", workshop)).content.decode()

    assert "Empty chair: nobody listed brings this." in page


def test_the_fewest_that_cover_all_are_the_likeliest_of_them(workshop: Workshop) -> None:
    NeedFactory.create(workshop=workshop, kind="data")
    NeedFactory.create(workshop=workshop, kind="human")
    listed(workshop, "Only data", data=3, readiness=5)
    listed(workshop, "Both, hesitant", data=1, human=1, readiness=1)
    listed(workshop, "Both, ready", data=1, human=1, readiness=5)

    assert [listing.name for listing in table_of(workshop).fewest] == ["Both, ready"]


def test_a_viewer_reads_and_changes_nothing(as_viewer: Client, workshop: Workshop) -> None:
    keepers = listed(workshop, "Kiosk keepers")

    assert "Choose" not in re.sub(
        r"Choose from", "", as_viewer.get(address("partnering", workshop)).content.decode()
    )
    assert as_viewer.post(address("partner-choose", workshop, keepers.pk)).status_code == 403
    assert not Partnership.objects.exists()


def test_somebody_of_another_workshop_cannot_be_chosen_here(
    as_facilitator: Client, workshop: Workshop
) -> None:
    other = ListingFactory.create(workshop__city=workshop.city)

    assert as_facilitator.post(address("partner-choose", workshop, other.pk)).status_code == 404


def test_names_like_markup_are_shown_as_text(as_facilitator: Client, workshop: Workshop) -> None:
    listing = listed(workshop, NASTY, data=3)
    NeedFactory.create(workshop=workshop, kind="data", label=NASTY)
    PartnershipFactory.create(listing=listing, first_action=NASTY, lead=NASTY)

    for name in ("partnering", "plan"):
        page = as_facilitator.get(address(name, workshop)).content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_the_pages_ask_as_many_queries_for_two_as_for_fifty(
    as_facilitator: Client, workshop: Workshop
) -> None:
    def count(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            as_facilitator.get(address(name, workshop))
        return len(queries)

    def add(number: int) -> None:
        for index in range(number):
            listing = listed(workshop, f"Somebody {Listing.objects.count()}", data=2, profit=1, pilot=1)
            NeedFactory.create(workshop=workshop, kind="data")
            if index % 2 == 0:
                PartnershipFactory.create(listing=listing)

    add(2)
    few = [count(name) for name in ("partnering", "plan")]
    add(48)

    assert [count(name) for name in ("partnering", "plan")] == few

"""Step 1 as its users meet it: cards, names, twins, empty chairs, undo."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City, Family, User
from tests.factories import (
    FamilyFactory,
    LayerFactory,
    ListingFactory,
    ProfileStatementFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from tests.pages import SeenPage
from workshops import listing as listings
from workshops.models import Answer, Listing, WaivedFamily, Workshop

HTMX = {"HX-Request": "true"}
NASTY = '<img src=x onerror=alert(1)>"><script>'


@pytest.fixture
def keepers(litto: City) -> Family:
    """A family with a prompt and a layer where it usually stands."""
    family = FamilyFactory.create(
        city=litto,
        code="informal",
        names={"en": "Informal providers"},
        prompts={"en": "Who sells water by hand?\nWho carries it?"},
    )
    family.layers.add(LayerFactory.create(names={"en": "Uses and users"}))
    return family


@pytest.fixture
def kiosks(litto: City, keepers: Family) -> Workshop:
    """A workshop of Litto in its first step."""
    return WorkshopFactory.create(city=litto, title="Prepaid water kiosks")


def address(name: str, workshop: Workshop, *more: int) -> str:
    """Return the address of a page of the workshop."""
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *more])


def say(client: Client, workshop: Workshop, family: Family, name: str, **more: str) -> HttpResponse:
    """Name somebody in a family's card, as htmx sends it."""
    return client.post(address("listing-add", workshop, family.pk), {"name": name, **more}, headers=HTMX)


def board(client: Client, workshop: Workshop) -> SeenPage:
    """Return the page of step 1."""
    response = client.get(address("listing", workshop))
    assert response.status_code == 200
    return SeenPage(response)


def test_a_card_brings_prompts_and_the_profile_of_the_domain(
    as_viewer: Client, kiosks: Workshop, keepers: Family
) -> None:
    reference = FamilyFactory.create(city=None, code="informal")
    ProfileStatementFactory.create(domain=kiosks.domain, family=reference, texts={"en": "Wants steady sales"})
    ProfileStatementFactory.create(family=reference, texts={"en": "Of another domain"})

    page = board(as_viewer, kiosks)

    assert "Who sells water by hand?" in page.text
    assert "Who carries it?" in page.text
    assert "Wants steady sales" in page.text
    assert "Of another domain" not in page.text


def test_a_name_is_listed_in_one_line_at_the_familys_places(
    as_facilitator: Client, facilitator: User, kiosks: Workshop, keepers: Family
) -> None:
    response = say(as_facilitator, kiosks, keepers, "  Night   tap repairers ")

    listing = Listing.objects.get()
    assert response.status_code == 200
    assert (listing.name, listing.stakeholder, listing.listed_by) == (
        "Night tap repairers",
        None,
        facilitator,
    )
    assert list(listing.layers.all()) == list(keepers.layers.all())
    assert "1 listed" in SeenPage(response).text
    assert "Night tap repairers is listed." in SeenPage(response).text


def test_without_script_the_page_comes_back_at_the_card(
    as_facilitator: Client, kiosks: Workshop, keepers: Family
) -> None:
    response = as_facilitator.post(address("listing-add", kiosks, keepers.pk), {"name": "Tanker drivers"})

    assert response.url == f"{address('listing', kiosks)}?family={keepers.pk}#family-{keepers.pk}"
    assert "Tanker drivers" in SeenPage(as_facilitator.get(response.url)).text


def test_type_ahead_offers_this_citys_active_unlisted_entries(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    StakeholderFactory.create(city=litto, name="Water office")
    listed = StakeholderFactory.create(city=litto, name="Water listed")
    ListingFactory.create(workshop=kiosks, stakeholder=listed, name="Water listed")
    StakeholderFactory.create(city=litto, name="Water archived", archived_at=timezone.now())
    StakeholderFactory.create(name="Water elsewhere")

    response = as_facilitator.get(address("listing-suggest", kiosks, keepers.pk), {"q": "water"})

    html = response.content.decode()
    assert "Water office" in html
    assert html.count("<option") == 1


def test_an_entry_of_the_register_is_listed_under_its_own_family(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    office = StakeholderFactory.create(city=litto, name="Water office")

    response = say(as_facilitator, kiosks, keepers, "Water office", stakeholder=str(office.pk))

    listing = Listing.objects.get()
    assert (listing.stakeholder, listing.family) == (office, office.family)
    assert f"listed under {office.family}" in SeenPage(response).text


def test_an_entry_of_another_city_or_archived_is_not_found(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    theirs = StakeholderFactory.create()
    archived = StakeholderFactory.create(city=litto, archived_at=timezone.now())

    for entry in (theirs, archived):
        assert say(as_facilitator, kiosks, keepers, "X", stakeholder=str(entry.pk)).status_code == 404
        assert as_facilitator.post(address("listing-take", kiosks, keepers.pk, entry.pk)).status_code == 404
    assert not Listing.objects.exists()


def test_a_likely_twin_is_offered_and_not_doubled(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    known = StakeholderFactory.create(city=litto, name="Kiosk keepers' association", short_name="AKL")

    asked = say(as_facilitator, kiosks, keepers, "Kiosk keeper association")

    page = SeenPage(asked)
    assert asked.status_code == 409
    assert "Kiosk keepers' association" in page.text
    assert not Listing.objects.exists()
    as_facilitator.post(address("listing-take", kiosks, keepers.pk, known.pk), headers=HTMX)
    assert Listing.objects.get().stakeholder == known


def test_whoever_is_another_one_is_listed_too(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    StakeholderFactory.create(city=litto, name="Kiosk keepers' association")

    say(as_facilitator, kiosks, keepers, "Kiosk keeper association", is_another="on")

    assert Listing.objects.get().stakeholder is None


def test_the_same_name_in_other_letters_is_listed_once(
    as_facilitator: Client, kiosks: Workshop, keepers: Family
) -> None:
    say(as_facilitator, kiosks, keepers, "Tanker drivers")

    response = say(as_facilitator, kiosks, keepers, "TANKER DRIVERS")

    assert "already listed" in SeenPage(response).text
    assert Listing.objects.count() == 1


def test_a_line_without_a_name_is_refused(as_facilitator: Client, kiosks: Workshop, keepers: Family) -> None:
    response = say(as_facilitator, kiosks, keepers, "   ")

    assert response.status_code == 422
    assert "Say a name first" in SeenPage(response).text


def test_removing_is_undone_with_every_answer(
    as_facilitator: Client, kiosks: Workshop, keepers: Family
) -> None:
    listing = ListingFactory.create(workshop=kiosks, family=keepers, name="Water carriers")
    Answer.objects.create(listing=listing, question="readiness", value=2)

    response = as_facilitator.post(address("listing-remove", kiosks, listing.pk))

    assert "Water carriers" not in board(as_facilitator, kiosks).links
    (undo,) = [message.extra_tags for message in get_messages(response.wsgi_request)]
    as_facilitator.post(undo)
    listing.refresh_from_db()
    assert listing.removed_at is None
    assert listing.answers.get().value == 2


def test_an_empty_chair_does_not_apply_only_with_a_reason(
    as_facilitator: Client, kiosks: Workshop, keepers: Family
) -> None:
    url = address("family-waive", kiosks, keepers.pk)
    assert "Nobody sits here yet" in board(as_facilitator, kiosks).text

    refused = as_facilitator.post(url, {"reason": " "}, headers=HTMX)

    assert refused.status_code == 422
    assert "Say why in a few words" in SeenPage(refused).text
    as_facilitator.post(url, {"reason": "Only piped water here"}, headers=HTMX)
    page = board(as_facilitator, kiosks)
    assert "Only piped water here" in page.text
    assert "Nobody sits here yet" not in page.text
    as_facilitator.post(address("family-apply", kiosks, keepers.pk), headers=HTMX)
    assert "Nobody sits here yet" in board(as_facilitator, kiosks).text


def test_a_family_with_somebody_listed_does_apply(kiosks: Workshop, keepers: Family) -> None:
    ListingFactory.create(workshop=kiosks, family=keepers)

    with pytest.raises(ValidationError, match="it does apply"):
        listings.waive(kiosks, keepers, reason="No")


def test_listing_somebody_takes_the_waiver_back(
    as_facilitator: Client, kiosks: Workshop, keepers: Family
) -> None:
    listings.waive(kiosks, keepers, reason="Nobody here")

    say(as_facilitator, kiosks, keepers, "Tanker drivers")

    assert not WaivedFamily.objects.exists()


def test_a_listing_is_edited_in_its_place(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    listing = ListingFactory.create(workshop=kiosks, family=keepers, name="Carriers")
    other = FamilyFactory.create(city=litto)
    layer = LayerFactory.create()
    prefix = f"listing-{listing.pk}"

    response = as_facilitator.post(
        address("listing-edit", kiosks, listing.pk),
        {
            f"{prefix}-name": "Water carriers",
            f"{prefix}-reason": "They know every yard",
            f"{prefix}-family": other.pk,
            f"{prefix}-layers": [layer.pk],
        },
        headers=HTMX,
    )

    listing.refresh_from_db()
    assert response.status_code == 200
    assert (listing.name, listing.reason, listing.family) == ("Water carriers", "They know every yard", other)
    assert list(listing.layers.all()) == [layer]


def test_an_edit_with_a_taken_name_keeps_what_was_typed(
    as_facilitator: Client, kiosks: Workshop, keepers: Family
) -> None:
    ListingFactory.create(workshop=kiosks, family=keepers, name="Taken")
    listing = ListingFactory.create(workshop=kiosks, family=keepers, name="Carriers")
    prefix = f"listing-{listing.pk}"

    response = as_facilitator.post(
        address("listing-edit", kiosks, listing.pk),
        {f"{prefix}-name": "Taken", f"{prefix}-reason": "Typed", f"{prefix}-family": keepers.pk},
        headers=HTMX,
    )

    listing.refresh_from_db()
    assert response.status_code == 422
    assert "already listed" in SeenPage(response).text
    assert "Typed" in response.content.decode()
    assert listing.name == "Carriers"


def test_names_that_try_to_be_script_are_text(
    as_facilitator: Client, litto: City, kiosks: Workshop, keepers: Family
) -> None:
    StakeholderFactory.create(city=litto, name=NASTY)
    ListingFactory.create(workshop=kiosks, family=keepers, name=f"{NASTY}!", reason=NASTY)

    answers = [
        as_facilitator.get(address("listing", kiosks)),
        as_facilitator.get(address("listing-suggest", kiosks, keepers.pk), {"q": "img"}),
        say(as_facilitator, kiosks, keepers, f"{NASTY}?"),
    ]

    for html in (answer.content.decode() for answer in answers):
        assert "<img src=x" not in html
        assert "&lt;img src=x" in html


def test_the_drawer_holds_the_often_missing_families(
    as_facilitator: Client, litto: City, kiosks: Workshop
) -> None:
    FamilyFactory.create(city=litto, names={"en": "Media"}, visibility=Family.Visibility.DRAWER)
    FamilyFactory.create(city=litto, names={"en": "Hidden ones"}, visibility=Family.Visibility.HIDDEN)

    page = board(as_facilitator, kiosks)

    assert "Often missing Media" in page.text
    assert "Hidden ones" not in page.text
    assert page.text.count("Nobody sits here yet") == 1


def test_a_viewer_reads_the_table_and_finds_no_way_to_change_it(
    as_viewer: Client, kiosks: Workshop, keepers: Family
) -> None:
    listing = ListingFactory.create(workshop=kiosks, family=keepers, name="Water carriers")

    page = board(as_viewer, kiosks)

    assert "Water carriers" in page.text
    assert page.buttons == []
    assert say(as_viewer, kiosks, keepers, "X").status_code == 403
    assert as_viewer.post(address("listing-remove", kiosks, listing.pk)).status_code == 403


def test_another_citys_table_is_not_found(
    as_facilitator: Client, as_stranger: Client, kiosks: Workshop, keepers: Family
) -> None:
    listing = ListingFactory.create(workshop=kiosks, family=keepers)
    theirs = ListingFactory.create()

    assert as_stranger.get(address("listing", kiosks)).status_code == 404
    assert as_facilitator.post(address("listing-remove", kiosks, theirs.pk)).status_code == 404
    assert say(as_facilitator, kiosks, theirs.family, "X").status_code == 404
    assert Listing.objects.filter(pk=listing.pk, removed_at=None).exists()


def test_an_archived_workshop_is_read_only(as_facilitator: Client, kiosks: Workshop, keepers: Family) -> None:
    kiosks.archived_at = timezone.now()
    kiosks.save()

    assert "This workshop is archived." in board(as_facilitator, kiosks).text
    assert say(as_facilitator, kiosks, keepers, "X").status_code == 404


def test_the_table_costs_the_same_for_many(as_facilitator: Client, kiosks: Workshop, keepers: Family) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            board(as_facilitator, kiosks)
        return len(captured)

    ListingFactory.create_batch(2, workshop=kiosks, family=keepers)
    few = queries()
    ListingFactory.create_batch(48, workshop=kiosks, family=keepers)

    assert queries() == few

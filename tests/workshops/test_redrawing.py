"""Drawing a mark to another ring, band or cell changes what is said, and can be undone and redone."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.graph.cells import STRIP, cell_box
from ecosystem.graph.rings import CENTRE_X, CENTRE_Y, RADIUS_X
from ecosystem.models import City
from tests.factories import AnswerFactory, FamilyFactory, LayerFactory, ListingFactory, WorkshopFactory
from workshops.mapping import key_of
from workshops.models import Answer, Listing, ListingPlacement, Partnership, Workshop


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto)


@pytest.fixture
def keepers(workshop: Workshop) -> Listing:
    """Somebody of little influence and some interest."""
    listing = ListingFactory.create(
        workshop=workshop, name="Kiosk keepers", family=FamilyFactory.create(city=workshop.city)
    )
    AnswerFactory.create(listing=listing, question="influence", value=2)
    AnswerFactory.create(listing=listing, question="interest", value=3)
    return listing


def post(client: Client, name: str, workshop: Workshop, fields: dict[str, object]) -> dict[str, object]:
    """Post to the map and return the answer's facts."""
    answer = client.post(reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk]), fields)
    return {"status": answer.status_code, **answer.json()}


def drop(client: Client, listing: Listing, view: str, point: tuple[float, float]) -> dict[str, object]:
    """Draw a listing's mark to a point of a view."""
    fields = {"view": view, "key": key_of(listing), "x": point[0], "y": point[1]}
    return post(client, "map-place", listing.workshop, fields)


def levels(listing: Listing) -> dict[str, int | None]:
    """Return what is said about influence and interest."""
    return dict(Answer.objects.filter(listing=listing).values_list("question", "value"))


def centre(interest: int, influence: int) -> tuple[float, float]:
    """Return the middle of a cell."""
    return cell_box(interest, influence).at(0.5, 0.5)


def test_another_cell_changes_influence_and_interest(as_facilitator: Client, keepers: Listing) -> None:
    done = drop(as_facilitator, keepers, "influence", centre(5, 4))

    assert done["said"] == "Kiosk keepers: influence 4, interest 5."
    assert levels(keepers) == {"influence": 4, "interest": 5}
    placement = ListingPlacement.objects.get(listing=keepers, view="influence")
    assert (placement.x, placement.y) == pytest.approx(centre(5, 4))


def test_undo_and_redo_go_back_and_forth(as_facilitator: Client, keepers: Listing) -> None:
    done = drop(as_facilitator, keepers, "influence", centre(5, 4))
    undone = post(as_facilitator, "map-redraw", keepers.workshop, done["undo"])
    assert levels(keepers) == {"influence": 2, "interest": 3}

    post(as_facilitator, "map-redraw", keepers.workshop, undone["undo"])
    assert levels(keepers) == {"influence": 4, "interest": 5}


def test_undo_opens_a_question_that_was_open(as_facilitator: Client, keepers: Listing) -> None:
    Answer.objects.filter(listing=keepers, question="interest").delete()

    done = drop(as_facilitator, keepers, "influence", centre(1, 2))
    assert levels(keepers) == {"influence": 2, "interest": 1}
    post(as_facilitator, "map-redraw", keepers.workshop, done["undo"])

    assert levels(keepers) == {"influence": 2}


def test_the_strip_means_not_known(as_facilitator: Client, keepers: Listing) -> None:
    done = drop(as_facilitator, keepers, "influence", (STRIP.left + 60, STRIP.bottom - 90))

    assert done["said"] == "Kiosk keepers: influence not known, interest not known."
    assert levels(keepers) == {"influence": None, "interest": None}


def test_a_move_within_the_cell_changes_no_answer(as_facilitator: Client, keepers: Listing) -> None:
    done = drop(as_facilitator, keepers, "influence", cell_box(3, 2).at(0.6, 0.6))

    assert "scene" in done
    assert levels(keepers) == {"influence": 2, "interest": 3}
    assert done["undo"] == {"view": "influence", "key": key_of(keepers), "back": 1}


def test_the_ring_of_partners_chooses_and_leaving_it_releases(
    as_facilitator: Client, keepers: Listing
) -> None:
    chosen = drop(as_facilitator, keepers, "ecosystem", (CENTRE_X + RADIUS_X * 0.3, CENTRE_Y))
    assert chosen["said"] == "Kiosk keepers is a partner."
    Partnership.objects.filter(listing=keepers).update(lead="Ama")

    released = drop(as_facilitator, keepers, "ecosystem", (CENTRE_X + RADIUS_X * 0.9, CENTRE_Y))
    assert not Partnership.objects.filter(listing=keepers).exists()
    post(as_facilitator, "map-redraw", keepers.workshop, released["undo"])

    assert Partnership.objects.get(listing=keepers).lead == "Ama"


def test_rings_that_follow_from_the_answers_are_not_chosen_by_hand(
    as_facilitator: Client, keepers: Listing
) -> None:
    done = drop(as_facilitator, keepers, "ecosystem", (CENTRE_X + RADIUS_X * 0.55, CENTRE_Y))

    assert done["status"] == 409
    assert "this ring follows from the answers" in str(done["said"])


def test_another_band_changes_the_layer(as_facilitator: Client, keepers: Listing) -> None:
    low, high = LayerFactory.create(code="a", position=1), LayerFactory.create(code="b", position=2)
    keepers.layers.add(low)

    done = drop(as_facilitator, keepers, "layers", (700, 60))

    assert list(keepers.layers.all()) == [high]
    post(as_facilitator, "map-redraw", keepers.workshop, done["undo"])
    assert list(keepers.layers.all()) == [low]


def test_undo_leaves_what_somebody_changed_meanwhile(as_facilitator: Client, keepers: Listing) -> None:
    done = drop(as_facilitator, keepers, "influence", centre(5, 4))
    Answer.objects.filter(listing=keepers, question="influence").update(value=1)

    undone = post(as_facilitator, "map-redraw", keepers.workshop, done["undo"])

    assert undone["status"] == 409
    assert "Somebody changed Kiosk keepers meanwhile" in str(undone["said"])
    assert levels(keepers) == {"influence": 1, "interest": 5}


def test_a_token_of_another_workshop_or_none_is_not_found(as_facilitator: Client, keepers: Listing) -> None:
    done = drop(as_facilitator, keepers, "influence", centre(5, 4))
    other = WorkshopFactory.create(city=keepers.workshop.city)

    for workshop, fields in ((other, done["undo"]), (keepers.workshop, {"token": "made:up"})):
        address = reverse("workshops:map-redraw", args=[workshop.city.code, workshop.pk])
        assert as_facilitator.post(address, fields).status_code == 404

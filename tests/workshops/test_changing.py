"""Changing in the table of a workshop's map what its picture says, with undo and redo."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, Relation
from tests.factories import (
    AnswerFactory,
    CityFactory,
    DrawnRelationFactory,
    FamilyFactory,
    LayerFactory,
    ListingFactory,
    RelationFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from tests.rows import event, redraw
from workshops.mapping import ecosystem_of
from workshops.models import Answer, DrawnRelation, Listing, Partnership, Workshop

HTMX = {"HX-Request": "true"}
TYPED = {
    "kind": "funds",
    "way": "in",
    "other": "water office",
    "strength": "3",
    "note": "until 2030",
    "view": "network",
}


@pytest.fixture
def keepers(litto: City) -> Listing:
    """Somebody of little influence, whose interest nobody has spoken of."""
    listing = ListingFactory.create(
        workshop=WorkshopFactory.create(city=litto),
        name="Kiosk keepers",
        family=FamilyFactory.create(city=litto),
    )
    AnswerFactory.create(listing=listing, question="influence", value=2)
    listing.layers.set([LayerFactory.create(code="base")])
    LayerFactory.create(code="users")
    return listing


@pytest.fixture
def office(keepers: Listing) -> Listing:
    """Somebody else on the map."""
    return ListingFactory.create(workshop=keepers.workshop, name="Water Office", family=keepers.family)


def url(name: str, listing: Listing, *parts: object, city: str = "") -> str:
    """Return an address of somebody's row."""
    workshop = listing.workshop
    place = [city or workshop.city.code, workshop.pk, listing.pk, *parts]
    return reverse(f"workshops:{name}", args=place)


def map_url(name: str, workshop: Workshop) -> str:
    """Return an address of the map."""
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk])


def fields(client: Client, listing: Listing, **changed: object) -> dict[str, object]:
    """Return the form as it stands, with some fields `changed`."""
    found = re.search(
        r'name="shown" value="([^"]+)"', client.get(url("map-change", listing)).content.decode()
    )
    assert found
    own = {
        "name": listing.name,
        "family": listing.family_id,
        "influence": "2",
        "interest": "open",
        "readiness": "open",
        "layers": ["base"],
        "shown": found[1],
    }
    return {**own, "view": "layers", **changed}


def answers(listing: Listing) -> dict[str, int | None]:
    """Return what is decided about somebody."""
    return dict(Answer.objects.filter(listing=listing).values_list("question", "value"))


def drawn(workshop: Workshop) -> list[tuple[str, str, str, int, bool]]:
    """Return the relations on the map, by names."""
    ecosystem = ecosystem_of(workshop)
    return [
        (
            ecosystem.node(tie.source).name,
            tie.kind,
            ecosystem.node(tie.target).name,
            tie.strength,
            tie.is_mutual,
        )
        for tie in ecosystem.ties
    ]


def test_all_is_changed_at_once_and_undone_at_once(as_facilitator: Client, keepers: Listing) -> None:
    changed = {
        "influence": "4",
        "interest": "unknown",
        "readiness": "5",
        "partner": "on",
        "layers": ["users"],
    }

    done = as_facilitator.post(url("map-change", keepers), fields(as_facilitator, keepers, **changed))

    assert done.status_code == 302
    assert done["Location"].endswith(f"?view=layers#row-l{keepers.pk}")
    assert answers(keepers) == {"influence": 4, "interest": None, "readiness": 5}
    assert Partnership.objects.filter(listing=keepers).exists()
    assert list(keepers.layers.values_list("code", flat=True)) == ["users"]
    page = as_facilitator.get(done["Location"]).content.decode()
    assert "Kiosk keepers is a partner." in page
    assert "Kiosk keepers: influence 4, interest not known." in page
    assert "Kiosk keepers: readiness for digital: takes others along." in page
    undo = re.search(r'action="([^"]+/redraw/[^"]+)"', page)
    assert undo

    undone = as_facilitator.post(undo[1].replace("&amp;", "&"))

    assert undone["Location"] == map_url("map", keepers.workshop) + "?view=layers"
    assert answers(keepers) == {"influence": 2}
    assert not Partnership.objects.filter(listing=keepers).exists()
    assert list(keepers.layers.values_list("code", flat=True)) == ["base"]


def test_beside_the_map_a_change_is_told_as_a_drag_is_with_undo_and_redo(
    as_facilitator: Client, keepers: Listing
) -> None:
    sent = fields(as_facilitator, keepers, interest="3")

    done = as_facilitator.post(url("map-change", keepers), sent, headers=HTMX)

    assert done.status_code == 204
    told = event(done)
    assert told["said"] == "Kiosk keepers: influence 2, interest 3."
    back = redraw(as_facilitator, map_url("map-redraw", keepers.workshop), told["undo"])
    assert back["said"] == "Kiosk keepers: influence 2, interest not known."
    assert answers(keepers) == {"influence": 2}
    redraw(as_facilitator, map_url("map-redraw", keepers.workshop), back["undo"])
    assert answers(keepers) == {"influence": 2, "interest": 3}


def test_an_undo_overwrites_nothing_that_came_later(as_facilitator: Client, keepers: Listing) -> None:
    sent = fields(as_facilitator, keepers, influence="4")
    told = event(as_facilitator.post(url("map-change", keepers), sent, headers=HTMX))
    Answer.objects.filter(listing=keepers).update(value=5)

    refused = redraw(as_facilitator, map_url("map-redraw", keepers.workshop), told["undo"])

    assert refused["status"] == 409
    assert refused["said"] == "Somebody changed Kiosk keepers meanwhile, so it was left as it is."
    assert answers(keepers) == {"influence": 5}


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (HTMX, 204)], ids=["page", "part"])
def test_nothing_changed_touches_nothing(
    as_facilitator: Client, keepers: Listing, headers: dict[str, str], status: int
) -> None:
    before = Answer.objects.get(listing=keepers).updated_at

    done = as_facilitator.post(url("map-change", keepers), fields(as_facilitator, keepers), headers=headers)

    assert done.status_code == status
    assert Answer.objects.get(listing=keepers).updated_at == before


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_a_value_that_does_not_exist_is_refused_beside_its_field(
    as_facilitator: Client, keepers: Listing, headers: dict[str, str]
) -> None:
    sent = fields(as_facilitator, keepers, influence="9", interest="3", layers=["users"])

    refused = as_facilitator.post(url("map-change", keepers), sent, headers=headers)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'id="change-l{keepers.pk}-influence_error"' in page
    assert '<option value="3" selected>' in page
    assert re.search(r'value="users"[^>]* checked', page)
    assert ("<html" in page) is not bool(headers)
    assert answers(keepers) == {"influence": 2}


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(
    as_facilitator: Client, keepers: Listing
) -> None:
    sent = fields(as_facilitator, keepers, influence="4")
    Answer.objects.filter(listing=keepers).update(value=5)

    refused = as_facilitator.post(url("map-change", keepers), sent)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Somebody changed Kiosk keepers meanwhile" in page
    assert "Kiosk keepers: influence 5, interest not known." in page
    assert '<option value="4" selected>' in page
    assert answers(keepers) == {"influence": 5}
    again = re.search(r'name="shown" value="([^"]+)"', page)
    assert again
    as_facilitator.post(url("map-change", keepers), sent | {"shown": again[1]})
    assert answers(keepers) == {"influence": 4}


def test_what_somebody_changed_meanwhile_elsewhere_stays(as_facilitator: Client, keepers: Listing) -> None:
    sent = fields(as_facilitator, keepers, influence="4")
    keepers.layers.clear()

    as_facilitator.post(url("map-change", keepers), sent)

    assert answers(keepers) == {"influence": 4}
    assert not keepers.layers.exists()


@pytest.mark.parametrize("shown", ["", "made:up"])
def test_a_form_nobody_made_is_refused(as_facilitator: Client, keepers: Listing, shown: str) -> None:
    sent = fields(as_facilitator, keepers, influence="4", shown=shown)

    assert as_facilitator.post(url("map-change", keepers), sent).status_code == 422
    assert answers(keepers) == {"influence": 2}


def test_a_relation_is_drawn_from_the_row_and_taken_away_there(
    as_facilitator: Client, keepers: Listing, office: Listing
) -> None:
    told = event(as_facilitator.post(url("map-relate-row", keepers), TYPED, headers=HTMX))

    assert told["said"] == "Water Office · funds · Kiosk keepers is drawn."
    assert drawn(keepers.workshop) == [("Water Office", "funds", "Kiosk keepers", 3, False)]
    redo = redraw(as_facilitator, map_url("map-redraw", keepers.workshop), told["undo"])
    assert (redo["said"], drawn(keepers.workshop)) == (
        "Water Office · funds · Kiosk keepers is taken away.",
        [],
    )
    redraw(as_facilitator, map_url("map-redraw", keepers.workshop), redo["undo"])

    relation = DrawnRelation.objects.get()
    assert (relation.note, relation.removed_at) == ("until 2030", None)
    remove = url("map-unrelate-row", keepers, f"w{relation.pk}")
    gone = as_facilitator.post(remove, headers=HTMX)

    assert "None yet." in gone.content.decode()
    assert drawn(keepers.workshop) == []
    redraw(as_facilitator, map_url("map-redraw", keepers.workshop), event(gone)["undo"])
    assert len(drawn(keepers.workshop)) == 1
    assert (
        redraw(as_facilitator, map_url("map-redraw", keepers.workshop), event(gone)["undo"])["status"] == 409
    )


def test_without_script_a_relation_is_drawn_on_the_rows_page(
    as_facilitator: Client, keepers: Listing, office: Listing
) -> None:
    page = as_facilitator.get(url("map-change", keepers)).content.decode()
    assert '<option value="Water Office">' in page

    done = as_facilitator.post(url("map-relate-row", keepers), TYPED)

    assert done["Location"] == url("map-change", keepers) + "?view=network"
    page = as_facilitator.get(done["Location"]).content.decode()
    assert "Water Office · funds · Kiosk keepers is drawn." in page
    assert re.search(r"is funded by <bdi>Water Office</bdi></span> <span[^>]*>strong · until 2030<", page)


@pytest.mark.parametrize(
    ("typed", "words", "field"),
    [
        ({"other": "Nobody"}, "Nobody on the map is called “Nobody”.", "other"),
        ({"other": "kiosk keepers"}, "A relation needs two different stakeholders.", "other"),
        ({"other": ""}, "Name the other stakeholder.", "other"),
        ({"kind": ""}, "Choose what ties the two.", "kind"),
        ({"kind": "love"}, "Select a valid choice.", "kind"),
        ({"way": "up"}, "Select a valid choice.", "way"),
        ({"strength": "4"}, "Select a valid choice.", "strength"),
        ({"note": "x" * 301}, "at most 300 characters", "note"),
        ({"note": "a\x0bb"}, "hidden character", "note"),
    ],
)
def test_a_relation_that_cannot_be_is_explained_beside_its_field_and_nothing_typed_is_lost(
    as_facilitator: Client,
    keepers: Listing,
    office: Listing,
    typed: dict[str, str],
    words: str,
    field: str,
) -> None:
    answer = as_facilitator.post(url("map-relate-row", keepers), TYPED | typed, headers=HTMX)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'id="relate-l{keepers.pk}-{field}_error"' in page
    assert field == "other" or 'value="water office"' in page
    assert field == "note" or 'value="until 2030"' in page
    assert field == "strength" or re.search(r'<option value="3" selected>', page)
    assert not DrawnRelation.objects.exists()


def test_what_is_on_the_map_is_not_drawn_twice(
    as_facilitator: Client, keepers: Listing, office: Listing
) -> None:
    as_facilitator.post(url("map-relate-row", keepers), TYPED)

    again = as_facilitator.post(url("map-relate-row", keepers), TYPED, headers=HTMX)

    assert again.status_code == 422
    assert "is on the map already." in again.content.decode()
    assert DrawnRelation.objects.count() == 1


def test_a_relation_of_the_register_is_left_out_here_and_stays_there(
    as_facilitator: Client, keepers: Listing
) -> None:
    one, other = (StakeholderFactory.create(city=keepers.workshop.city, name=name) for name in ("A", "B"))
    rows = [
        ListingFactory.create(
            workshop=keepers.workshop, stakeholder=entry, name=entry.name, family=entry.family
        )
        for entry in (one, other)
    ]
    relation = RelationFactory.create(source=one, target=other, kind="trust")

    gone = as_facilitator.post(url("map-unrelate-row", rows[1], f"t{relation.pk}"), headers=HTMX)

    assert drawn(keepers.workshop) == []
    assert Relation.objects.filter(pk=relation.pk).exists()
    redraw(as_facilitator, map_url("map-redraw", keepers.workshop), event(gone)["undo"])
    assert len(drawn(keepers.workshop)) == 1


def test_who_may_only_look_finds_the_plain_table(
    as_viewer: Client, as_editor: Client, as_facilitator: Client, keepers: Listing
) -> None:
    change = url("map-change", keepers)
    for name in ("map", "map-table"):
        page = map_url(name, keepers.workshop)
        assert change in as_facilitator.get(page).content.decode()
        for client in (as_viewer, as_editor):
            assert change not in client.get(page).content.decode()
    for client in (as_viewer, as_editor):
        assert client.get(change).status_code == 403
        assert client.post(change, {"influence": "4"}).status_code == 403
        assert client.post(url("map-relate-row", keepers), TYPED).status_code == 403
    assert answers(keepers) == {"influence": 2}


def test_rows_of_elsewhere_are_not_found(
    as_facilitator: Client, as_stranger: Client, keepers: Listing, office: Listing
) -> None:
    foreign = DrawnRelationFactory.create(source__workshop__city=keepers.workshop.city)
    beside = DrawnRelationFactory.create(
        source=office, target=ListingFactory.create(workshop=keepers.workshop)
    )
    removed = ListingFactory.create(workshop=keepers.workshop)
    as_facilitator.post(url("listing-remove", removed))
    own, elsewhere = keepers.workshop, CityFactory.create().code
    other = reverse("workshops:map-change", args=[own.city.code, own.pk, foreign.source_id])
    lost = [
        other,
        url("map-change", keepers, city=elsewhere),
        url("map-change", removed),
        url("map-relate-row", keepers, city=elsewhere),
        url("map-unrelate-row", keepers, f"w{foreign.pk}"),
        url("map-unrelate-row", keepers, f"w{beside.pk}"),
        url("map-unrelate-row", keepers, "x1"),
        map_url("map-redraw", own) + "?token=made:up",
    ]

    for address in lost:
        assert as_facilitator.post(address, TYPED).status_code == 404, address
    assert as_stranger.get(url("map-change", keepers)).status_code == 404
    for relation in (foreign, beside):
        relation.refresh_from_db()
        assert relation.removed_at is None


def test_the_table_asks_as_often_for_fifty_as_for_two(
    as_facilitator: Client, keepers: Listing, office: Listing
) -> None:
    table = map_url("map-table", keepers.workshop)

    def count(rows: int) -> int:
        while keepers.workshop.listings.count() < rows:
            ListingFactory.create(workshop=keepers.workshop, family=keepers.family)
        as_facilitator.get(table)
        with CaptureQueriesContext(connection) as queries:
            page = as_facilitator.get(table).content.decode()
        assert page.count("data-change>") == rows
        return len(queries)

    assert count(2) == count(50)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_a_rows_form_asks_as_often_for_fifty_relations_as_for_two(
    as_facilitator: Client, keepers: Listing, headers: dict[str, str]
) -> None:
    def count(relations: int) -> int:
        while DrawnRelation.objects.count() < relations:
            other = ListingFactory.create(workshop=keepers.workshop, family=keepers.family)
            DrawnRelationFactory.create(source=keepers, target=other)
        with CaptureQueriesContext(connection) as queries:
            page = as_facilitator.get(url("map-change", keepers), headers=headers).content.decode()
        assert page.count('class="map-remove"') == relations
        return len(queries)

    as_facilitator.get(url("map-change", keepers), headers=headers)
    assert count(2) == count(50)


def test_the_table_says_what_the_picture_says(
    as_facilitator: Client, keepers: Listing, office: Listing
) -> None:
    as_facilitator.post(url("map-relate-row", keepers), TYPED)
    as_facilitator.post(url("map-relate-row", keepers), TYPED | {"kind": "trust", "strength": "2"})

    page = as_facilitator.get(map_url("map", keepers.workshop)).content.decode()

    assert '<li dir="auto">funds, from: Water Office (strong)</li>' in page
    assert '<li dir="auto">informal trust, from: Water Office</li>' in page

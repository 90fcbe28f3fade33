"""Relations drawn in a workshop are on its map at once, and in the register once staff accept them."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ecosystem.maps import formats
from ecosystem.models import City, Relation
from ecosystem.register import links
from tests.factories import (
    DrawnRelationFactory,
    ListingFactory,
    RelationFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.mapping import ecosystem_of, key_of
from workshops.models import DrawnRelation, Listing, Proposal, Workshop, WorkshopMapLink
from workshops.relating import lines_of, registered_in

TYPED = {
    "source": "water office",
    "target": "Kiosk keepers",
    "kind": "funds",
    "strength": "3",
    "note": "until 2030",
}
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto)


@pytest.fixture
def office(workshop: Workshop) -> Listing:
    """An entry of the register that is listed."""
    return listed(workshop, "Water Office")


@pytest.fixture
def keepers(workshop: Workshop) -> Listing:
    """Somebody the room named, who is not in the register."""
    return ListingFactory.create(workshop=workshop, name="Kiosk keepers")


def listed(workshop: Workshop, name: str) -> Listing:
    """Return a listing of a new entry."""
    entry = StakeholderFactory.create(city=workshop.city, name=name)
    return ListingFactory.create(workshop=workshop, stakeholder=entry, name=name, family=entry.family)


def related(office: Listing, name: str = "Jeton Pay") -> Relation:
    """Return a relation of the register between `office` and somebody new who is listed."""
    other = listed(office.workshop, name)
    return RelationFactory.create(source=office.stakeholder, target=other.stakeholder, kind="trust")


def ties(workshop: Workshop) -> list[tuple[str, str, str, int, bool]]:
    """Return what is drawn on the map, by names."""
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


def url(name: str, workshop: Workshop, *parts: object) -> str:
    """Return an address of the workshop's map."""
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *parts])


def undo_of(answer: object) -> str:
    """Return the address the message offers to undo at."""
    *_older, message = get_messages(answer.wsgi_request)  # type: ignore[attr-defined]
    return message.extra_tags.split()[0]


def decide(client: Client, listing: Listing, decision: str = "accept") -> str:
    """Decide all that waits about a listing; return the page."""
    listing.refresh_from_db()
    waiting = listing.proposals.pending().values_list("pk", flat=True)
    version = listing.stakeholder.version if listing.stakeholder else ""
    address = reverse("workshops:proposals-decide", args=[listing.workshop.city.code, listing.pk])
    fields = {"proposal": list(waiting), "version": version, "decision": decision}
    return client.post(address, fields, follow=True).content.decode()


def test_a_relation_is_drawn_taken_away_and_drawn_again(
    as_facilitator: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    answer = as_facilitator.post(url("map-relate", workshop), TYPED | {"is_mutual": "on", "view": "network"})
    assert answer.url == f"{url('map', workshop)}?view=network"
    assert ties(workshop) == [("Water Office", "funds", "Kiosk keepers", 3, True)]

    answer = as_facilitator.post(undo_of(answer))
    assert ties(workshop) == []
    as_facilitator.post(undo_of(answer))
    assert ties(workshop) == [("Water Office", "funds", "Kiosk keepers", 3, True)]
    assert DrawnRelation.objects.get().note == "until 2030"
    assert not Relation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"target": "Nobody"}, "Nobody on the map is called “Nobody”."),
        ({"target": "Water Office"}, "A relation needs two different stakeholders."),
        ({"kind": "love"}, "Select a valid choice."),
        ({"note": "x" * 301}, "at most 300 characters"),
    ],
)
def test_a_relation_that_cannot_be_is_explained_and_nothing_typed_is_lost(
    as_facilitator: Client,
    workshop: Workshop,
    office: Listing,
    keepers: Listing,
    typed: dict[str, str],
    words: str,
) -> None:
    answer = as_facilitator.post(url("map-relate", workshop), TYPED | typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="water office"' in answer.content.decode()
    assert "note" in typed or 'value="until 2030"' in answer.content.decode()
    assert not DrawnRelation.objects.exists()


def test_what_is_on_the_map_is_not_drawn_twice(
    as_facilitator: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    related(office)
    as_facilitator.post(url("map-relate", workshop), TYPED)

    for typed in (TYPED, TYPED | {"target": "Jeton Pay", "kind": "trust", "note": ""}):
        answer = as_facilitator.post(url("map-relate", workshop), typed)
        assert "is on the map already." in answer.content.decode()
    assert len(ties(workshop)) == 2


def test_two_of_a_kind_are_told_apart_by_their_notes(
    as_facilitator: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    for note in ("until 2030", "for repairs"):
        as_facilitator.post(url("map-relate", workshop), TYPED | {"note": note})

    panel = as_facilitator.get(url("map-listing", workshop, keepers.pk)).content.decode()
    assert len(ties(workshop)) == 2
    assert all(f'dir="auto">{note}</span>' in panel for note in ("until 2030", "for repairs"))


def test_a_note_stays_text_wherever_it_is_shown(
    as_facilitator: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    as_facilitator.post(url("map-relate", workshop), TYPED | {"note": HOSTILE})
    as_facilitator.post(url("propose", workshop))

    assert DrawnRelation.objects.get().note == HOSTILE
    addresses = [url("map-change", workshop, keepers.pk), url("map-listing", workshop, keepers.pk)]
    for address in (*addresses, reverse("workshops:proposals", args=[workshop.city.code])):
        page = as_facilitator.get(address).content.decode()
        assert "&gt;&lt;img src=x onerror=alert(1)&gt;" in page, address
        assert HOSTILE not in page, address


@pytest.mark.parametrize("format_", formats.CODES)
def test_notes_are_in_no_file_of_the_map(
    as_facilitator: Client, workshop: Workshop, office: Listing, keepers: Listing, format_: str
) -> None:
    as_facilitator.post(url("map-relate", workshop), TYPED | {"note": "unsaid-elsewhere"})

    content = as_facilitator.get(url("map-download", workshop, format_)).content
    files = [content]
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            files = [archive.read(name) for name in archive.namelist()]
    assert any(b"Water" in file for file in files)
    assert not any(b"unsaid-elsewhere" in file for file in files)


def test_notes_are_on_no_public_map(
    as_facilitator: Client, client: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    as_facilitator.post(url("map-relate", workshop), TYPED | {"note": "unsaid-elsewhere"})
    link = WorkshopMapLink(workshop=workshop, ends_on=timezone.localdate() + timedelta(days=3))
    token = links.make(link, among=WorkshopMapLink.objects.filter(workshop=workshop))

    for name in ("map", "picture"):
        page = client.get(reverse(f"shared-workshop:{name}", args=[token])).content.decode()
        assert "Water Office" in page
        assert "unsaid-elsewhere" not in page


def test_a_relation_of_the_register_is_left_out_here_and_stays_there(
    as_facilitator: Client, workshop: Workshop, office: Listing
) -> None:
    relation = related(office)

    answer = as_facilitator.post(url("map-unrelate", workshop, f"t{relation.pk}"))
    assert ties(workshop) == []
    assert Relation.objects.filter(pk=relation.pk).exists()
    as_facilitator.post(undo_of(answer))
    assert ties(workshop) == [("Water Office", "trust", "Jeton Pay", 2, False)]


def test_who_leaves_the_listing_takes_drawn_relations_along_and_brings_them_back(
    as_facilitator: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    DrawnRelationFactory.create(source=office, target=keepers)

    as_facilitator.post(url("listing-remove", workshop, keepers.pk))
    assert ties(workshop) == []
    as_facilitator.post(url("listing-restore", workshop, keepers.pk))
    assert len(ties(workshop)) == 1


@pytest.mark.parametrize("tie", ["w0", "t0", "x1", "w", "t1a"])
def test_a_relation_that_is_not_on_the_map_is_not_found(
    as_facilitator: Client, workshop: Workshop, tie: str
) -> None:
    assert as_facilitator.post(url("map-unrelate", workshop, tie)).status_code == 404


def test_another_workshops_relations_are_not_touched(as_facilitator: Client, workshop: Workshop) -> None:
    foreign = DrawnRelationFactory.create(source__workshop__city=workshop.city)
    relation = related(listed(WorkshopFactory.create(city=workshop.city), "Elsewhere"))

    for tie in (f"w{foreign.pk}", f"t{relation.pk}"):
        assert as_facilitator.post(url("map-unrelate", workshop, tie)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.removed_at is None


def test_the_panel_tells_relations_from_where_one_stands_and_who_may_removes_them(
    as_facilitator: Client, as_viewer: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    related(office)
    drawn = DrawnRelationFactory.create(source=keepers, target=office, kind="supplies")

    assert [(line.phrase, line.other.name) for line in lines_of(office)] == [
        ("trusts", "Jeton Pay"),
        ("is supplied or served by", "Kiosk keepers"),
    ]
    address, removes = url("map-listing", workshop, office.pk), url("map-unrelate", workshop, f"w{drawn.pk}")
    shown = as_facilitator.get(address).content.decode()
    assert removes in shown
    assert "drawn here" in shown
    assert removes not in as_viewer.get(address).content.decode()


def test_the_panel_asks_as_many_queries_for_two_relations_as_for_twenty(
    office: Listing, workshop: Workshop
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            lines_of(office)
        return len(queries)

    related(office, "First")
    DrawnRelationFactory.create(source=office)
    few = count()
    for number in range(10):
        related(office, f"Other {number}")
        DrawnRelationFactory.create(source=office)

    assert count() == few


def test_a_drawn_relation_reaches_the_register_once_both_ends_are_in_it(
    as_facilitator: Client, as_editor: Client, workshop: Workshop, office: Listing, keepers: Listing
) -> None:
    DrawnRelationFactory.create(
        source=office, target=keepers, kind="funds", direction="mutual", strength=3, note="for repairs"
    )
    page = as_facilitator.post(url("propose", workshop), follow=True).content.decode()
    assert "funds, and is funded by Kiosk keepers (strong · for repairs)" in page

    refused = decide(as_editor, office)
    assert "Kiosk keepers is not in the register. Accept that entry first, then the relation." in refused
    assert not Relation.objects.exists()

    decide(as_editor, keepers)
    decide(as_editor, office)
    relation = Relation.objects.get()
    assert (relation.kind, relation.direction, relation.strength) == ("funds", "mutual", 3)
    assert relation.note == "for repairs"
    assert ties(workshop) == [("Water Office", "funds", "Kiosk keepers", 3, True)]
    assert not DrawnRelation.objects.exists()


def test_a_relation_left_out_is_taken_out_of_the_register_once_staff_accept(
    as_facilitator: Client, as_editor: Client, workshop: Workshop, office: Listing
) -> None:
    relation = related(office)
    as_facilitator.post(url("map-unrelate", workshop, f"t{relation.pk}"))
    page = as_facilitator.post(url("propose", workshop), follow=True).content.decode()
    assert "trusts Jeton Pay (clear)" in page
    assert "does not hold" in page

    decide(as_editor, office)

    assert not Relation.objects.exists()


def test_what_staff_refuse_stays_in_the_workshop_and_is_not_asked_again(
    as_facilitator: Client, as_editor: Client, workshop: Workshop, office: Listing
) -> None:
    DrawnRelationFactory.create(source=office, target=listed(workshop, "Jeton Pay"))
    as_facilitator.post(url("propose", workshop))
    decide(as_editor, office, "refuse")
    as_facilitator.post(url("propose", workshop))

    assert not Proposal.objects.pending().exists()
    assert len(ties(workshop)) == 1
    assert not Relation.objects.exists()


def test_a_relation_taken_away_after_it_was_proposed_cannot_be_accepted(
    as_facilitator: Client, as_editor: Client, workshop: Workshop, office: Listing
) -> None:
    drawn = DrawnRelationFactory.create(source=office, target=listed(workshop, "Jeton Pay"))
    as_facilitator.post(url("propose", workshop))
    as_facilitator.post(url("map-unrelate", workshop, f"w{drawn.pk}"))

    assert "is not on the workshop&#x27;s map any more. Refuse it." in decide(as_editor, office)
    assert not Relation.objects.exists()


def test_the_database_keeps_no_relation_with_one_end(office: Listing) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawnRelation.objects.create(source=office, target=office, kind="funds")


def test_ends_of_two_workshops_are_no_relation(office: Listing) -> None:
    relation = DrawnRelation(source=office, target=ListingFactory.create(), kind="funds")

    with pytest.raises(ValidationError, match="listed in this workshop"):
        relation.full_clean()


def test_relations_with_who_is_not_listed_are_not_on_the_map(workshop: Workshop, office: Listing) -> None:
    RelationFactory.create(source=office.stakeholder)

    assert not registered_in(workshop).exists()
    assert key_of(office) in {node.key for node in ecosystem_of(workshop).nodes}

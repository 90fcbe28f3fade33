"""A relation is changed in the row of a workshop's map; one of the register changes there by proposals."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City, Relation
from tests.factories import (
    DrawnRelationFactory,
    ListingFactory,
    RelationFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from tests.pages import SeenPage
from tests.rows import event, redraw, tie_form
from workshops.models import DrawnRelation, LeftOutRelation, Listing, Proposal, Workshop
from workshops.relating import lines_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto)


@pytest.fixture
def office(workshop: Workshop) -> Listing:
    """An entry of the register that is listed."""
    return listed(workshop, "Water Office")


@pytest.fixture
def lab(workshop: Workshop) -> Listing:
    """Another one."""
    return listed(workshop, "Kiosko Lab")


@pytest.fixture
def drawn(office: Listing, lab: Listing) -> DrawnRelation:
    """A relation drawn in the workshop."""
    return DrawnRelationFactory.create(
        source=office, target=lab, kind="funds", strength=2, note="for repairs"
    )


@pytest.fixture
def known(office: Listing, lab: Listing) -> Relation:
    """A relation of the register between two who are listed."""
    return RelationFactory.create(source=office.stakeholder, target=lab.stakeholder, kind="trust", strength=1)


def listed(workshop: Workshop, name: str) -> Listing:
    """Return a listing of a new entry."""
    entry = StakeholderFactory.create(city=workshop.city, name=name)
    return ListingFactory.create(workshop=workshop, stakeholder=entry, name=name, family=entry.family)


def url(name: str, listing: Listing, *parts: object) -> str:
    """Return an address of the workshop's map."""
    return reverse(f"workshops:{name}", args=[listing.workshop.city.code, listing.workshop_id, *parts])


def change(client: Client, listing: Listing, tie: str, **changed: str) -> Any:
    """Change a relation in somebody's row, beside the map."""
    address = url("map-retie-row", listing, listing.pk, tie)
    return client.post(address, tie_form(client, address, **changed), headers=HTMX)


def undo(client: Client, listing: Listing, token: object) -> dict[str, Any]:
    """Undo or redo."""
    return redraw(client, url("map-redraw", listing), token)


def seen(listing: Listing) -> list[tuple[str, str, str, str, str]]:
    """Return somebody's relations as their row says them."""
    return [
        (line.key[0], line.phrase, line.other.name, line.strength, line.note) for line in lines_of(listing)
    ]


def decide(client: Client, listing: Listing, decision: str = "accept") -> str:
    """Decide all that waits about a listing; return the page."""
    waiting = listing.proposals.pending().values_list("pk", flat=True)
    assert listing.stakeholder
    listing.stakeholder.refresh_from_db()
    fields = {"proposal": list(waiting), "version": listing.stakeholder.version, "decision": decision}
    address = reverse("workshops:proposals-decide", args=[listing.workshop.city.code, listing.pk])
    return client.post(address, fields, follow=True).content.decode()


def test_a_drawn_relation_is_changed_with_undo_and_redo(
    as_facilitator: Client, lab: Listing, drawn: DrawnRelation
) -> None:
    before = seen(lab)

    done = change(as_facilitator, lab, f"w{drawn.pk}", kind="shares", way="both", strength="3", note="")

    words = "Kiosko Lab exchanges data or information with Water Office (strong)."
    after = [("w", "exchanges data or information with", "Water Office", "strong", "")]
    assert (event(done)["said"], seen(lab)) == (words, after)
    assert f'id="tie-l{lab.pk}-w{drawn.pk}"' in done.content.decode()
    back = undo(as_facilitator, lab, event(done)["undo"])
    assert back["said"] == "Kiosko Lab is funded by Water Office (clear · for repairs)."
    assert seen(lab) == before
    undo(as_facilitator, lab, back["undo"])
    assert seen(lab) == after
    assert undo(as_facilitator, lab, back["undo"])["status"] == 409
    assert DrawnRelation.objects.count() == 1


def test_what_somebody_said_of_a_relation_meanwhile_is_shown_and_not_overwritten(
    as_facilitator: Client, office: Listing, drawn: DrawnRelation
) -> None:
    address = url("map-retie-row", office, office.pk, f"w{drawn.pk}")
    sent = tie_form(as_facilitator, address, strength="3")
    DrawnRelation.objects.update(strength=1)

    refused = as_facilitator.post(address, sent, headers=HTMX)

    assert refused.status_code == 422
    assert "Somebody changed this relation meanwhile" in SeenPage(refused).text
    assert "Water Office funds Kiosko Lab (weak · for repairs)." in SeenPage(refused).text
    assert SeenPage(refused).form("shown")["strength"] == ["3"]
    assert DrawnRelation.objects.get().strength == 1
    as_facilitator.post(address, SeenPage(refused).form("shown"), headers=HTMX)
    assert DrawnRelation.objects.get().strength == 3


def test_an_undo_overwrites_nothing_that_came_later(
    as_facilitator: Client, office: Listing, drawn: DrawnRelation, known: Relation
) -> None:
    tokens = [
        event(change(as_facilitator, office, key, strength="3"))["undo"]
        for key in (f"w{drawn.pk}", f"t{known.pk}")
    ]
    DrawnRelation.objects.update(note="later")

    for token in tokens:
        refused = undo(as_facilitator, office, token)
        assert refused["status"] == 409
        assert "Somebody changed this relation meanwhile" in refused["said"]
    assert set(DrawnRelation.objects.values_list("note", "removed_at")) == {("later", None)}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": "love"}, "kind", "Select a valid choice."),
        ({"strength": "4"}, "strength", "Select a valid choice."),
        ({"note": "x" * 301}, "note", "at most 300 characters"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    as_facilitator: Client,
    office: Listing,
    drawn: DrawnRelation,
    typed: dict[str, str],
    field: str,
    words: str,
) -> None:
    refused = change(as_facilitator, office, f"w{drawn.pk}", **typed)

    page = refused.content.decode()
    assert refused.status_code == 422
    error = f'id="change-l{office.pk}-w{drawn.pk}-{field}_error"'
    assert words in page.partition(error)[2][:200]
    assert DrawnRelation.objects.get().note == "for repairs"


def test_what_is_on_the_map_already_is_not_there_twice(
    as_facilitator: Client, office: Listing, drawn: DrawnRelation, known: Relation
) -> None:
    before = seen(office)
    for key, typed in (
        (f"w{drawn.pk}", {"kind": "trust", "note": ""}),
        (f"t{known.pk}", {"kind": "funds", "note": "for repairs"}),
    ):
        refused = change(as_facilitator, office, key, **typed)
        assert "is on the map already." in refused.content.decode()
    assert seen(office) == before


def test_a_relation_of_the_register_changes_here_at_once_and_there_once_staff_accept(
    as_facilitator: Client, as_editor: Client, office: Listing, known: Relation
) -> None:
    before = seen(office)
    form = as_facilitator.get(url("map-retie-row", office, office.pk, f"t{known.pk}"), headers=HTMX)
    assert "the register keeps its own until staff accept the change" in form.content.decode()

    done = change(as_facilitator, office, f"t{known.pk}", strength="3", note="since 2019")

    assert event(done)["said"] == (
        "Water Office trusts Kiosko Lab (strong · since 2019). "
        "The register keeps its own until staff accept the change as proposals."
    )
    after = [("w", "trusts", "Kiosko Lab", "strong", "since 2019")]
    assert seen(office) == after
    back = undo(as_facilitator, office, event(done)["undo"])
    assert back["said"] == "Water Office trusts Kiosko Lab (weak). That is what the register says."
    assert seen(office) == before
    undo(as_facilitator, office, back["undo"])
    assert seen(office) == after
    assert Relation.objects.get().strength == 1
    as_facilitator.post(url("propose", office))
    decide(as_editor, office)
    relation = Relation.objects.get()
    assert (relation.kind, relation.strength, relation.note) == ("trust", 3, "since 2019")
    assert not DrawnRelation.objects.exists()


def test_a_changed_relation_of_the_register_is_one_line_accepted_or_refused_in_one_go(
    as_facilitator: Client, as_editor: Client, office: Listing, known: Relation
) -> None:
    change(as_facilitator, office, f"t{known.pk}", strength="3")
    DrawnRelation.objects.update(note="since 2019")
    page = as_facilitator.post(url("propose", office), follow=True).content.decode()

    proposal = Proposal.objects.get()
    assert (proposal.listing, proposal.kind) == (office, f"t{known.pk}")
    assert "trusts Kiosko Lab (weak)</td>" in page
    assert "trusts Kiosko Lab (strong · since 2019)</td>" in page
    assert "does not hold" not in page

    decide(as_editor, office, "refuse")
    as_facilitator.post(url("propose", office))
    assert not Proposal.objects.pending().exists()
    assert seen(office) == [("w", "trusts", "Kiosko Lab", "strong", "since 2019")]
    Proposal.objects.all().delete()
    as_facilitator.post(url("propose", office))
    decide(as_editor, office)
    relation = Relation.objects.get()
    assert (relation.pk, relation.strength, relation.note) == (known.pk, 3, "since 2019")
    assert seen(office) == [("t", "trusts", "Kiosko Lab", "strong", "since 2019")]
    assert not LeftOutRelation.objects.exists()


def test_a_relation_turned_round_is_one_line_of_the_entry_the_register_has_it_from(
    as_facilitator: Client, as_editor: Client, office: Listing, lab: Listing, known: Relation
) -> None:
    change(as_facilitator, lab, f"t{known.pk}", way="out")
    page = as_facilitator.post(url("propose", office), follow=True).content.decode()

    assert Proposal.objects.get().listing == office
    assert "trusts Kiosko Lab (weak)</td>" in page
    assert "is trusted by Kiosko Lab (weak)</td>" in page
    decide(as_editor, office)
    relation = Relation.objects.get()
    assert (relation.pk, relation.source, relation.target) == (known.pk, lab.stakeholder, office.stakeholder)
    assert seen(office) == [("t", "is trusted by", "Kiosko Lab", "weak", "")]


def test_undone_and_redone_a_changed_relation_stays_one_line(
    as_facilitator: Client, office: Listing, known: Relation
) -> None:
    done = change(as_facilitator, office, f"t{known.pk}", strength="3")
    back = undo(as_facilitator, office, event(done)["undo"])
    as_facilitator.post(url("propose", office))
    assert not Proposal.objects.exists()

    undo(as_facilitator, office, back["undo"])
    as_facilitator.post(url("propose", office))
    assert Proposal.objects.get().kind == f"t{known.pk}"
    assert Proposal.objects.get().value["gone"] is False

    as_facilitator.post(url("map-unrelate", office, f"w{DrawnRelation.objects.get().pk}"))
    as_facilitator.post(url("propose", office))
    assert Proposal.objects.get().value["gone"] is True


def test_nothing_is_said_of_a_changed_relation_while_its_other_end_is_not_listed(
    as_facilitator: Client, office: Listing, lab: Listing, known: Relation
) -> None:
    change(as_facilitator, office, f"t{known.pk}", strength="3")
    Listing.objects.filter(pk=lab.pk).update(removed_at=timezone.now())

    as_facilitator.post(url("propose", office))

    assert not Proposal.objects.exists()


def test_staff_see_what_the_register_says_now_of_a_relation_and_what_it_does_not_have_is_not_changed(
    as_facilitator: Client, as_editor: Client, office: Listing, known: Relation
) -> None:
    change(as_facilitator, office, f"t{known.pk}", strength="3")
    as_facilitator.post(url("propose", office))
    Relation.objects.update(note="by word of mouth")
    page = as_editor.get(reverse("workshops:proposals", args=["litto"])).content.decode()
    assert "trusts Kiosko Lab (weak · by word of mouth)</td>" in page

    Relation.objects.all().delete()

    assert "The register has no such relation with Kiosko Lab any more." in decide(as_editor, office)
    assert not Relation.objects.exists()


def test_a_relation_left_out_and_drawn_again_as_it_was_comes_back(
    as_facilitator: Client, office: Listing, lab: Listing, known: Relation
) -> None:
    before = seen(office)
    as_facilitator.post(url("map-unrelate", office, f"t{known.pk}"))
    typed = {"source": "Water Office", "target": "Kiosko Lab", "kind": "trust", "strength": "1"}

    as_facilitator.post(url("map-relate", office), typed)

    assert seen(office) == before
    assert not DrawnRelation.objects.exists()
    assert not LeftOutRelation.objects.exists()


def test_what_holds_both_ways_is_not_drawn_once_more_from_its_other_end(
    as_facilitator: Client, office: Listing, lab: Listing, known: Relation
) -> None:
    DrawnRelationFactory.create(source=office, target=lab, kind="shares", direction="mutual")
    Relation.objects.update(direction="mutual")
    before = seen(lab)
    for kind in ("shares", "trust"):
        typed = {"other": "Water Office", "way": "both", "kind": kind, "strength": "2"}

        refused = as_facilitator.post(url("map-relate-row", lab, lab.pk), typed, headers=HTMX)

        assert "is on the map already." in refused.content.decode()
    assert seen(lab) == before


def test_said_again_as_the_register_has_it_nothing_is_proposed(
    as_facilitator: Client, office: Listing, known: Relation
) -> None:
    change(as_facilitator, office, f"t{known.pk}", strength="3")

    done = change(as_facilitator, office, f"w{DrawnRelation.objects.get().pk}", strength="1")

    assert event(done)["said"] == "Water Office trusts Kiosko Lab (weak). That is what the register says."
    assert seen(office) == [("t", "trusts", "Kiosko Lab", "weak", "")]
    assert not LeftOutRelation.objects.exists()
    as_facilitator.post(url("propose", office))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("changed", [{"strength": "3"}, {"way": "in"}], ids=["strength", "turned"])
def test_a_relation_changed_after_it_was_proposed_is_not_accepted_unseen(
    as_facilitator: Client, as_editor: Client, office: Listing, drawn: DrawnRelation, changed: dict[str, str]
) -> None:
    as_facilitator.post(url("propose", office))
    change(as_facilitator, office, f"w{drawn.pk}", **changed)

    assert "The workshop changed the relation with Kiosko Lab meanwhile." in decide(as_editor, office)
    assert not Relation.objects.exists()


def test_without_script_a_relation_is_changed_on_the_rows_page(
    as_facilitator: Client, office: Listing, drawn: DrawnRelation
) -> None:
    address = url("map-retie-row", office, office.pk, f"w{drawn.pk}")
    assert address in as_facilitator.get(url("map-change", office, office.pk)).content.decode()
    sent = SeenPage(as_facilitator.get(address)).form("way") | {"strength": "3", "view": "network"}

    done = as_facilitator.post(address, sent)

    assert done["Location"] == url("map-change", office, office.pk) + "?view=network"
    page = as_facilitator.get(done["Location"]).content.decode()
    assert "Water Office funds Kiosko Lab (strong · for repairs)." in page


def test_who_may_not_and_what_is_elsewhere(
    as_viewer: Client, as_editor: Client, as_facilitator: Client, office: Listing, drawn: DrawnRelation
) -> None:
    elsewhere = WorkshopFactory.create(city=office.workshop.city)
    foreign = DrawnRelationFactory.create(source__workshop=elsewhere)
    beside = DrawnRelationFactory.create(
        source=drawn.target, target=ListingFactory.create(workshop=office.workshop)
    )
    own = url("map-retie-row", office, office.pk, f"w{drawn.pk}")
    for client in (as_viewer, as_editor):
        assert client.get(own).status_code == 403
        assert client.post(own, {"strength": "3"}).status_code == 403
    for key in (f"w{foreign.pk}", f"w{beside.pk}", "t0", "x1"):
        for ask in (as_facilitator.get, as_facilitator.post):
            assert ask(url("map-retie-row", office, office.pk, key)).status_code == 404
    assert DrawnRelation.objects.get(pk=drawn.pk).strength == 2


def test_a_relations_form_asks_as_often_beside_fifty_as_beside_two(
    as_facilitator: Client, office: Listing, drawn: DrawnRelation
) -> None:
    def count(relations: int) -> int:
        while DrawnRelation.objects.count() < relations:
            other = ListingFactory.create(workshop=office.workshop, family=office.family)
            DrawnRelationFactory.create(source=office, target=other)
        with CaptureQueriesContext(connection) as queries:
            as_facilitator.get(url("map-retie-row", office, office.pk, f"w{drawn.pk}"), headers=HTMX)
        return len(queries)

    as_facilitator.get(url("map-retie-row", office, office.pk, f"w{drawn.pk}"), headers=HTMX)
    assert count(2) == count(50)

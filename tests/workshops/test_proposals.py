"""What a workshop learnt reaches the register only through somebody who accepts it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, Role, Stakeholder
from ecosystem.register.drafts import draft_of
from ecosystem.register.editing import change_stakeholder
from tests.conftest import signed_in
from tests.factories import (
    AnswerFactory,
    InterestFactory,
    LayerFactory,
    ListingFactory,
    MembershipFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, Listing, Proposal, Question, Workshop

NASTY = '<img src=x onerror=alert(1)>"><script>'


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto, title="Prepaid water kiosks")


@pytest.fixture
def keepers(workshop: Workshop) -> Listing:
    """An entry of the register that is listed."""
    entry = StakeholderFactory.create(city=workshop.city, name="Kiosk keepers", readiness=2)
    return ListingFactory.create(workshop=workshop, stakeholder=entry, name=entry.name, family=entry.family)


@pytest.fixture
def waiting(litto: City) -> str:
    """The address of the proposals."""
    return reverse("workshops:proposals", args=[litto.code])


def propose(client: Client, workshop: Workshop) -> str:
    """Hand over what the workshop learnt; return what the page says then."""
    address = reverse("workshops:propose", args=[workshop.city.code, workshop.pk])
    return client.post(address, follow=True).content.decode()


def decide(client: Client, listing: Listing, decision: str, **more: object) -> tuple[int, str]:
    """Decide all that waits about a listing; return status and page."""
    listing.refresh_from_db()
    entry = listing.stakeholder
    response = client.post(
        reverse("workshops:proposals-decide", args=[listing.workshop.city.code, listing.pk]),
        {
            "proposal": list(listing.proposals.pending().values_list("pk", flat=True)),
            "version": entry.version if entry else "",
            "decision": decision,
            **more,
        },
        follow=True,
    )
    return response.status_code, response.content.decode()


def test_only_what_differs_from_the_register_is_proposed(as_facilitator: Client, keepers: Listing) -> None:
    InterestFactory.create(stakeholder=keepers.stakeholder, kind="profit", level=3)
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=2)
    AnswerFactory.create(listing=keepers, question=Question.GAIN, kind="profit", value=3)
    AnswerFactory.create(
        listing=keepers, question=Question.GAIN, kind="efficiency", value=2, note="Less walking"
    )
    AnswerFactory.create(listing=keepers, question=Question.INFLUENCE, value=5)
    AnswerFactory.create(listing=keepers, question=Question.RESOURCE, kind="data", value=None)

    shown = propose(as_facilitator, keepers.workshop)

    proposal = Proposal.objects.get()
    assert (proposal.field, proposal.kind) == ("interest", "efficiency")
    assert "1 proposal waits for staff." in shown
    assert "clear (Less walking)" in shown


def test_what_was_taken_over_from_the_register_is_not_proposed_back(
    as_facilitator: Client, keepers: Listing
) -> None:
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=5, origin=Answer.Origin.REGISTER)

    shown = propose(as_facilitator, keepers.workshop)

    assert "The register already says what this workshop says." in shown


def test_nothing_reaches_the_register_before_staff_accept(
    as_facilitator: Client, as_editor: Client, keepers: Listing
) -> None:
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    propose(as_facilitator, keepers.workshop)
    assert Stakeholder.objects.get().readiness == 2

    _status, shown = decide(as_editor, keepers, "accept")

    assert Stakeholder.objects.get().readiness == 4
    assert "Nothing waits" in shown


def test_staff_accept_one_field_and_refuse_another(
    as_facilitator: Client, as_editor: Client, keepers: Listing
) -> None:
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    AnswerFactory.create(listing=keepers, question=Question.MEANS, kind="pilot", value=2)
    propose(as_facilitator, keepers.workshop)
    readiness = Proposal.objects.get(field="readiness")

    decide(as_editor, keepers, "accept", proposal=[readiness.pk])
    decide(as_editor, keepers, "refuse")

    entry = Stakeholder.objects.get()
    assert entry.readiness == 4
    assert not entry.means.exists()
    assert set(Proposal.objects.values_list("field", "state")) == {
        ("readiness", "accepted"),
        ("means", "refused"),
    }


def test_what_was_refused_is_not_asked_again_until_it_changes(
    as_facilitator: Client, as_editor: Client, keepers: Listing
) -> None:
    answer = AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    propose(as_facilitator, keepers.workshop)
    decide(as_editor, keepers, "refuse")

    propose(as_facilitator, keepers.workshop)
    assert not Proposal.objects.filter(state="pending").exists()

    answer.value = 5
    answer.save()
    propose(as_facilitator, keepers.workshop)
    assert Proposal.objects.filter(state="pending").count() == 1


def test_proposing_twice_keeps_one_proposal_up_to_date(as_facilitator: Client, keepers: Listing) -> None:
    answer = AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    propose(as_facilitator, keepers.workshop)
    answer.value = 5
    answer.save()

    propose(as_facilitator, keepers.workshop)

    assert Proposal.objects.get().value == {"level": 5}


def test_an_entry_changed_meanwhile_is_shown_again_and_not_overwritten(
    as_facilitator: Client, as_editor: Client, keepers: Listing
) -> None:
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    propose(as_facilitator, keepers.workshop)
    entry = Stakeholder.objects.get()
    seen = entry.version
    change_stakeholder(entry, draft_of(entry), version=seen, by=MembershipFactory.create().user)

    status, shown = decide(as_editor, keepers, "accept", version=seen)

    assert status == 409
    assert "Somebody changed Kiosk keepers meanwhile" in shown
    assert Stakeholder.objects.get().readiness == 2
    assert Proposal.objects.get().state == "pending"


def test_somebody_named_in_the_room_enters_the_register_with_all_that_was_said(
    as_facilitator: Client, as_editor: Client, workshop: Workshop
) -> None:
    layer = LayerFactory.create(code="users")
    listing = ListingFactory.create(workshop=workshop, name="Night tap repairers")
    listing.layers.add(layer)
    AnswerFactory.create(listing=listing, question=Question.RESOURCE, kind="human", value=3, note="On call")
    propose(as_facilitator, workshop)

    decide(as_editor, listing, "accept")

    entry = Stakeholder.objects.get(name="Night tap repairers")
    listing.refresh_from_db()
    assert listing.stakeholder == entry
    assert entry.family == listing.family
    assert list(entry.layers.all()) == [layer]
    assert entry.resources.get().description == "On call"
    assert "Prepaid water kiosks" in entry.source


def test_a_field_of_somebody_new_waits_for_the_entry(
    as_facilitator: Client, as_editor: Client, workshop: Workshop
) -> None:
    listing = ListingFactory.create(workshop=workshop)
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=3)
    propose(as_facilitator, workshop)

    status, shown = decide(
        as_editor, listing, "accept", proposal=[Proposal.objects.get(field="readiness").pk]
    )

    assert status == 409
    assert "Accept the new entry first" in shown


def test_none_takes_a_part_out_of_the_register(
    as_facilitator: Client, as_editor: Client, keepers: Listing
) -> None:
    InterestFactory.create(stakeholder=keepers.stakeholder, kind="profit", level=2)
    AnswerFactory.create(listing=keepers, question=Question.GAIN, kind="profit", value=0)
    propose(as_facilitator, keepers.workshop)

    decide(as_editor, keepers, "accept")

    assert not Stakeholder.objects.get().interests.exists()


def test_a_viewer_reads_proposals_and_decides_nothing(
    as_facilitator: Client, as_viewer: Client, keepers: Listing, waiting: str
) -> None:
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    propose(as_facilitator, keepers.workshop)

    assert "Accept the ticked ones" not in as_viewer.get(waiting).content.decode()
    assert decide(as_viewer, keepers, "accept")[0] == 403


def test_another_citys_proposals_are_not_seen(as_facilitator: Client, keepers: Listing) -> None:
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=4)
    propose(as_facilitator, keepers.workshop)
    elsewhere = MembershipFactory.create(role=Role.MANAGER)

    shown = signed_in(elsewhere.user).get(reverse("workshops:proposals", args=[elsewhere.city.code]))

    assert "Kiosk keepers" not in shown.content.decode()


def test_names_like_markup_are_shown_as_text(as_facilitator: Client, workshop: Workshop) -> None:
    ListingFactory.create(workshop=workshop, name=NASTY)

    shown = propose(as_facilitator, workshop)

    assert "<img src=x" not in shown
    assert re.search(r"&lt;img src=x", shown)


def test_the_page_asks_as_many_queries_for_two_as_for_fifty(
    as_facilitator: Client, workshop: Workshop, waiting: str
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            entry = StakeholderFactory.create(city=workshop.city)
            listing = ListingFactory.create(
                workshop=workshop, stakeholder=entry, name=entry.name, family=entry.family
            )
            AnswerFactory.create(listing=listing, question=Question.READINESS, value=4)
        propose(as_facilitator, workshop)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_facilitator.get(waiting)
        return len(queries)

    add(2)
    few = count()
    add(48)

    assert count() == few

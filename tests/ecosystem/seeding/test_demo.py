"""The fictional city of Litto: complete, believable, and not touched twice."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db.models import Count, Q

from ecosystem import demo
from ecosystem.models import (
    City,
    Family,
    Gain,
    Layer,
    Means,
    Membership,
    Relation,
    RelationKind,
    ResourceKind,
    Role,
    Stakeholder,
    User,
)
from tests.seeds import loadseed
from workshops.likelihood import Ring, likelihoods
from workshops.models import Answer, Listing, Partnership, Proposal, Question, Step, Workshop
from workshops.partnering import table_of
from workshops.proposals import wishes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(seeded: None, db: None) -> City:
    return City.objects.get(code="litto")


@pytest.fixture
def kiosks(city: City) -> Workshop:
    return Workshop.objects.get(city=city, title="Prepaid water kiosks")


def test_litto_says_that_it_is_fictional(city: City) -> None:
    assert city.is_fictional
    assert "fictional" in city.description


def test_register_holds_more_than_forty_of_all_families(city: City) -> None:
    active = Stakeholder.objects.of(city).active()

    assert 44 <= active.count() <= 50
    used = set(active.values_list("family__code", flat=True))
    assert used == set(Family.objects.of(city).values_list("code", flat=True))
    assert Stakeholder.objects.of(city).archived().exists()


def test_register_stands_on_every_layer_and_names_every_kind(city: City) -> None:
    active = Stakeholder.objects.of(city).active()

    assert set(active.values_list("layers__code", flat=True)) == set(
        Layer.objects.values_list("code", flat=True)
    )
    for part, kinds in (("interests", Gain), ("resources", ResourceKind), ("means", Means)):
        assert set(active.exclude(**{part: None}).values_list(f"{part}__kind", flat=True)) == set(
            kinds.values
        )


def test_register_has_unknowns_and_entries_to_confirm(city: City) -> None:
    active = Stakeholder.objects.of(city).active()

    assert active.filter(readiness=None).exists()
    assert active.filter(confirmed_on=None).exists()
    assert active.filter(confirmed_on__lt=date(2025, 11, 1)).count() >= 3
    assert active.filter(resources=None).exists()
    assert not active.filter(Q(description="") | Q(source="")).exists()


def test_relations_are_of_every_kind_and_direction_and_some_share_their_ends(city: City) -> None:
    relations = Relation.objects.of(city)

    assert 70 <= relations.count() <= 90
    assert set(relations.values_list("kind", flat=True)) == set(RelationKind.values)
    assert set(relations.values_list("direction", flat=True)) == set(Relation.Direction.values)
    assert set(relations.values_list("strength", flat=True)) == set(Relation.Strength.values)
    assert relations.filter(kind=RelationKind.TENSION).count() >= 5
    twice = relations.order_by().values("source", "target").annotate(n=Count("pk")).filter(n__gt=1)
    assert twice.count() >= 3


def test_everything_would_pass_its_form(city: City) -> None:
    models = [*apps.get_app_config("ecosystem").get_models(), *apps.get_app_config("workshops").get_models()]
    for model in models:
        for row in model._default_manager.all():
            row.full_clean()


def test_nobody_and_nothing_real_is_named(city: City) -> None:
    for website in Stakeholder.objects.of(city).exclude(website="").values_list("website", flat=True):
        assert website.rstrip("/").endswith(".example")


def test_workshop_is_half_way_with_needs_of_every_kind(kiosks: Workshop) -> None:
    assert kiosks.step == Step.IDENTIFICATION
    assert kiosks.service is not None
    assert kiosks.service.code == "water"
    assert 6 <= kiosks.needs.count() <= 8
    assert set(kiosks.needs.values_list("kind", flat=True)) == set(ResourceKind.values)
    assert set(kiosks.needs.values_list("weight", flat=True)) == {1, 2, 3}


def test_listings_leave_one_chair_empty_and_one_family_waived(kiosks: Workshop) -> None:
    listings = Listing.objects.of(kiosks).current()

    assert 24 <= listings.count() <= 28
    assert 1 <= listings.filter(stakeholder=None).count() <= 2
    shown = set(Family.objects.of(kiosks.city).shown().values_list("code", flat=True))
    waived = set(kiosks.waived_families.values_list("family__code", flat=True))
    assert waived == {"donor"}
    assert shown - set(listings.values_list("family__code", flat=True)) - waived == {"utility"}


def test_more_than_half_of_the_listings_are_assessed(kiosks: Workshop) -> None:
    listings = Listing.objects.of(kiosks)
    asked = listings.annotate(n=Count("answers__question", distinct=True))
    share = asked.filter(n=len(Question)).count() / listings.count()

    assert 0.55 <= share <= 0.7
    assert asked.filter(n=0).exists()


def test_answers_come_from_everywhere_and_some_are_do_not_know(kiosks: Workshop) -> None:
    answers = Answer.objects.filter(listing__workshop=kiosks)

    assert set(answers.values_list("origin", flat=True)) == set(Answer.Origin.values)
    assert answers.filter(value=None).count() >= 8
    assert answers.exclude(note="").count() >= 8
    assert not answers.filter(origin=Answer.Origin.REGISTER, listing__stakeholder=None).exists()


def test_answers_from_the_register_say_what_the_register_says(kiosks: Workshop) -> None:
    answers = Answer.objects.filter(listing__workshop=kiosks, origin=Answer.Origin.REGISTER)
    parts = {Question.GAIN: "interests", Question.RESOURCE: "resources", Question.MEANS: "means"}

    for answer in answers.select_related("listing__stakeholder"):
        stakeholder = answer.listing.stakeholder
        assert stakeholder is not None
        if answer.question == Question.READINESS:
            assert answer.value == stakeholder.readiness
        else:
            part = getattr(stakeholder, parts[Question(answer.question)])
            known = part.get(kind=answer.kind)
            assert ((known.level or 1), known.description) == (answer.value, answer.note), answer


def test_answers_from_a_profile_rest_on_a_statement_the_room_accepted(kiosks: Workshop) -> None:
    answers = Answer.objects.filter(listing__workshop=kiosks, origin=Answer.Origin.PROFILE)

    assert answers.count() >= 5
    for answer in answers.select_related("listing"):
        accepted = answer.listing.statement_reviews.filter(is_accepted=True)
        fitting = accepted.filter(**{f"statement__{answer.question}": answer.kind})
        assert answer.note in {review.statement.texts["en"] for review in fitting}, answer


def test_every_entry_of_the_register_brings_its_answers_along(kiosks: Workshop) -> None:
    for listing in Listing.objects.of(kiosks).exclude(stakeholder=None):
        assert listing.answers.exists()
        assert listing.stakeholder is not None
        assert set(listing.layers.all()) == set(listing.stakeholder.layers.all())


def test_three_partners_have_a_first_action_and_one_no_date(kiosks: Workshop) -> None:
    partnerships = Partnership.objects.filter(listing__workshop=kiosks)

    assert partnerships.count() == 3
    assert not partnerships.filter(Q(first_action="") | Q(lead="")).exists()
    assert partnerships.filter(due_on=None).count() == 1


def test_matches_join_a_need_and_a_resource_of_the_same_workshop(kiosks: Workshop) -> None:
    for need in kiosks.needs.all():
        for match in need.matches.select_related("listing"):
            assert match.listing.workshop_id == kiosks.pk


def test_partners_cover_some_needs_and_one_nobody_can_meet(kiosks: Workshop) -> None:
    covers = table_of(kiosks).covers

    assert 2 <= sum(cover.is_covered for cover in covers) <= len(covers) - 3
    assert [cover.need.label for cover in covers if cover.is_empty_chair] == [
        "Somebody on call when a tap jams at night"
    ]


def test_every_ring_of_the_map_has_somebody(kiosks: Workshop) -> None:
    rings = {found.ring for found in likelihoods(kiosks).values()}

    assert rings == set(Ring)


def test_finished_workshop_is_archived(city: City) -> None:
    assert [workshop.title for workshop in Workshop.objects.of(city).exclude(archived_at=None)] == [
        "Bus arrival times"
    ]


def test_finished_workshop_left_proposals_to_decide_which_are_what_it_says(city: City) -> None:
    finished = Workshop.objects.of(city).get(title="Bus arrival times")
    wishes = {
        (listing.name, wish.field, wish.kind, json.dumps(wish.value, sort_keys=True))
        for listing in finished.listings.all()
        for wish in wishes_of(listing)
    }

    proposals = Proposal.objects.filter(listing__workshop=finished)
    assert {
        (row.listing.name, row.field, row.kind, json.dumps(row.value, sort_keys=True)) for row in proposals
    } == wishes
    assert proposals.pending().count() >= 3
    assert proposals.filter(state=Proposal.State.REFUSED).exists()


def test_five_people_sign_in_with_the_passwords_of_this_installation(city: City) -> None:
    assert User.objects.count() == 5
    for account in demo.accounts():
        user = User.objects.get(email=account.email)
        assert user.check_password(account.password), account.role
        if account.role == "admin":
            assert user.is_superuser
        else:
            assert Membership.objects.get(city=city, user=user).role == Role[account.role.upper()]


def test_workshops_name_the_facilitator_and_entries_the_editor(kiosks: Workshop) -> None:
    assert kiosks.created_by == User.objects.get(memberships__role=Role.FACILITATOR)
    assert {stakeholder.updated_by for stakeholder in Stakeholder.objects.select_related("updated_by")} == {
        User.objects.get(memberships__role=Role.EDITOR)
    }


def test_second_run_touches_nothing_of_litto(city: City) -> None:
    Stakeholder.objects.filter(name="Lagoon Watch").delete()
    Membership.objects.filter(role=Role.VIEWER).delete()
    Family.objects.of(city).filter(code="media").update(names={"en": "Press"})
    before = list(Stakeholder.objects.order_by("pk").values())

    said = loadseed(demo=True, yes=True)

    assert "already there" in said
    assert list(Stakeholder.objects.order_by("pk").values()) == before
    assert Family.objects.of(city).get(code="media").names == {"en": "Press"}
    assert User.objects.count() == 5
    assert not Membership.objects.filter(role=Role.VIEWER).exists()

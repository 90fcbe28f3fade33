"""The register's rules, as the database holds them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, RestrictedError
from django.utils import timezone

from ecosystem.models import (
    City,
    Family,
    Gain,
    Membership,
    ProfileStatement,
    Relation,
    Stakeholder,
    Tag,
    Term,
)
from tests.factories import (
    CityFactory,
    FamilyFactory,
    InterestFactory,
    ListingFactory,
    MembershipFactory,
    ProfileStatementFactory,
    RelationFactory,
    ResourceFactory,
    StakeholderFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def test_a_name_stands_once_among_the_active_of_a_city(litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Eau pour Tous")

    with pytest.raises(IntegrityError), transaction.atomic():
        StakeholderFactory.create(city=litto, name="eau pour tous")


def test_two_cities_may_know_stakeholders_of_one_name(litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Eau pour Tous")

    assert StakeholderFactory.create(name="Eau pour Tous").pk


def test_an_archived_entry_frees_its_name(litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Eau pour Tous", archived_at=timezone.now())

    assert StakeholderFactory.create(city=litto, name="Eau pour Tous").pk


def test_the_same_name_is_refused_in_words(litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Eau pour Tous")
    twin = StakeholderFactory.build(city=litto, name="Eau pour Tous", family=FamilyFactory.create(city=litto))

    with pytest.raises(ValidationError, match="already has an active stakeholder with this name"):
        twin.full_clean()


def test_a_family_of_another_city_is_refused(litto: City) -> None:
    entry = StakeholderFactory.build(city=litto, family=FamilyFactory.create())

    with pytest.raises(ValidationError, match="one of this city's families"):
        entry.full_clean()


@pytest.mark.parametrize("readiness", [0, 6])
def test_readiness_goes_from_1_to_5(litto: City, readiness: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StakeholderFactory.create(city=litto, readiness=readiness)


def test_a_gain_stands_once_for_a_stakeholder(litto: City) -> None:
    interest = InterestFactory.create(stakeholder__city=litto, kind=Gain.PROFIT)

    with pytest.raises(IntegrityError), transaction.atomic():
        InterestFactory.create(stakeholder=interest.stakeholder, kind=Gain.PROFIT)


def test_an_unknown_kind_of_gain_never_reaches_the_table(litto: City) -> None:
    stakeholder = StakeholderFactory.create(city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        InterestFactory.create(stakeholder=stakeholder, kind="fame")


def test_a_relation_needs_two_ends(litto: City) -> None:
    stakeholder = StakeholderFactory.create(city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        RelationFactory.create(source=stakeholder, target=stakeholder)


def test_several_relations_between_two_are_kept(litto: City) -> None:
    first = RelationFactory.create(source__city=litto)

    second = RelationFactory.create(source=first.source, target=first.target, kind=first.kind)

    assert second.pk != first.pk


def test_a_relation_stays_within_its_city(litto: City) -> None:
    relation = RelationFactory.build(
        city=litto, source=StakeholderFactory.create(city=litto), target=StakeholderFactory.create()
    )

    with pytest.raises(ValidationError, match="this city's register"):
        relation.full_clean()


@pytest.mark.parametrize(("days", "due"), [(364, False), (366, True), (None, True)])
def test_an_entry_is_due_for_confirming_after_a_year(litto: City, days: int | None, *, due: bool) -> None:
    confirmed_on = None if days is None else timezone.localdate() - timedelta(days=days)
    stakeholder = StakeholderFactory.create(city=litto, confirmed_on=confirmed_on)

    assert stakeholder.needs_confirming() is due
    assert Stakeholder.objects.of(litto).to_confirm().exists() is due


def test_every_word_of_a_search_must_stand_somewhere(litto: City) -> None:
    keepers = StakeholderFactory.create(city=litto, name="Kiosk keepers' association", area="Quartier Nord")
    keepers.tags.add(TagFactory.create(city=litto, name="water"))
    ResourceFactory.create(stakeholder=keepers, description="hourly demand by street")
    StakeholderFactory.create(city=litto, name="Kiosko Lab")

    for words in ("kiosk nord", "WATER keepers", "demand", "street water"):
        assert list(Stakeholder.objects.of(litto).matching(words)) == [keepers]
    assert not Stakeholder.objects.of(litto).matching("keepers harbour").exists()


def test_relations_are_counted_from_both_ends(litto: City) -> None:
    relation = RelationFactory.create(source__city=litto)
    RelationFactory.create(source=relation.target, target=relation.source)
    RelationFactory.create(source=relation.source, target__city=litto)

    counted = Stakeholder.objects.of(litto).with_relation_count().get(pk=relation.source_id)

    assert counted.relation_count == 3


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Family, "visibility", "at times"),
        (Family, "shape", ""),
        (Family, "mark", ""),
        (Family, "colour", 0),
        (ProfileStatement, "kind", "guess"),
        (ProfileStatement, "gain", "fame"),
        (Term, "group", "word"),
        (Tag, "name", ""),
        (City, "name", ""),
        (City, "code", ""),
        (Membership, "role", 5),
        (Relation, "strength", 0),
        (Relation, "strength", 4),
        (Relation, "kind", "love"),
        (Relation, "direction", "back"),
    ],
)
def test_the_database_refuses_what_the_method_does_not_know(
    model: type[Model], field: str, value: object
) -> None:
    row = {
        Family: FamilyFactory,
        ProfileStatement: ProfileStatementFactory,
        Tag: TagFactory,
        City: CityFactory,
        Membership: MembershipFactory,
        Relation: RelationFactory,
    }.get(model)
    stored = row.create() if row else Term.objects.create(group="gain", code="efficiency")

    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=stored.pk).update(**{field: value})


def test_a_family_that_somebody_belongs_to_is_not_deleted(litto: City) -> None:
    entry = StakeholderFactory.create(city=litto)

    with pytest.raises(RestrictedError):
        entry.family.delete()


def test_a_city_goes_with_all_it_has(litto: City) -> None:
    entry = StakeholderFactory.create(city=litto)
    ListingFactory.create(workshop__city=litto, stakeholder=entry, family=entry.family)
    elsewhere = StakeholderFactory.create()

    litto.delete()

    assert list(Stakeholder.objects.all()) == [elsewhere]


def test_two_families_of_a_city_never_share_a_mark(litto: City) -> None:
    FamilyFactory.create(city=litto, mark="NG")
    FamilyFactory.create(mark="CI")

    FamilyFactory.build(city=litto, code="citizens", mark="CI").full_clean()
    with pytest.raises(ValidationError, match="Another family has this mark"):
        FamilyFactory.build(city=litto, code="ngo", mark="ng").full_clean()

"""Cities, members and invitations."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ecosystem.models import City, Family, Invitation, Role, User
from tests.factories import (
    FamilyFactory,
    InvitationFactory,
    MembershipFactory,
    StakeholderFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_a_role_includes_those_before_it(litto: City) -> None:
    membership = MembershipFactory.create(city=litto, role=Role.FACILITATOR)

    assert [role for role in Role if membership.may(role)] == [Role.VIEWER, Role.EDITOR, Role.FACILITATOR]


def test_a_person_is_a_member_of_a_city_once(litto: City, viewer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory.create(city=litto, user=viewer)


def test_a_member_sees_the_own_city_only(litto: City, viewer: User, stranger: User) -> None:
    assert list(City.objects.of_user(viewer)) == [litto]
    assert litto not in City.objects.of_user(stranger)


def test_a_superuser_sees_every_city(litto: City, superuser: User) -> None:
    assert litto in City.objects.of_user(superuser)


def test_an_address_has_one_open_invitation(litto: City) -> None:
    InvitationFactory.create(city=litto, email="awa@litto.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory.create(city=litto, email="Awa@litto.example")


def test_an_invitation_is_open_until_it_ends_or_is_used(litto: City) -> None:
    fresh = InvitationFactory.create(city=litto)
    ended = InvitationFactory.create(city=litto, ends_at=timezone.now() - timedelta(minutes=1))
    used = InvitationFactory.create(city=litto, accepted_at=timezone.now())

    assert [invitation.is_open() for invitation in (fresh, ended, used)] == [True, False, False]
    assert list(Invitation.objects.open()) == [fresh]


def test_invitations_cannot_be_guessed(litto: City) -> None:
    first, second = InvitationFactory.create_batch(2, city=litto)

    assert first.token != second.token
    assert len(first.token) >= 40


def test_people_sign_in_however_they_write_their_address(litto: City) -> None:
    user = UserFactory.create(email="awa@litto.example")

    assert User.objects.get_by_natural_key(" Awa@Litto.example ") == user


def test_a_new_user_is_checked_before_being_stored() -> None:
    with pytest.raises(ValidationError):
        User.objects.create_user("no address at all", "x")


def test_the_method_names_a_family_once() -> None:
    FamilyFactory.create(city=None, code="ngo")

    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyFactory.create(city=None, code="ngo")


def test_a_city_may_have_its_own_row_of_a_family(litto: City) -> None:
    FamilyFactory.create(city=None, code="ngo")
    own = FamilyFactory.create(city=litto, code="ngo", visibility=Family.Visibility.HIDDEN)

    assert list(Family.objects.of(litto)) == [own]
    assert not Family.objects.of(litto).usable().exists()


def test_a_family_in_use_cannot_be_deleted(litto: City) -> None:
    stakeholder = StakeholderFactory.create(city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        stakeholder.family.delete()

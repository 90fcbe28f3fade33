"""Who belongs to a city, and as what."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.live.bus import publish
from ecosystem.live.guard import RIGHTS
from ecosystem.models import City, Invitation, Membership, Role, User


@transaction.atomic
def change_role(membership: Membership, role: Role) -> Membership:
    """Give a member another role; who manages no more has no open invitations any more.

    Raises ValidationError when the city would be left without a manager.
    """
    _keep_a_manager(membership, unless=role == Role.MANAGER)
    membership.role = role
    membership.full_clean()
    membership.save(update_fields=["role"])
    if not membership.manages:
        _end_invitations(membership)
    publish(RIGHTS)
    return membership


@transaction.atomic
def remove(membership: Membership) -> None:
    """Take a member out of the city with the invitations they made; their account and what they wrote stay.

    Raises ValidationError when the city would be left without a manager.
    """
    _keep_a_manager(membership)
    _end_invitations(membership)
    membership.delete()
    publish(RIGHTS)


@transaction.atomic
def join(city: City, user: User, role: Role) -> Membership:
    """Make `user` a member; somebody who is one already keeps the higher of the two roles."""
    membership, _created = Membership.objects.get_or_create(city=city, user=user, defaults={"role": role})
    if membership.role < role:
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


def _end_invitations(membership: Membership) -> None:
    """End the open invitations a member made: whoever knows such a link could come back by it."""
    made = Invitation.objects.open().filter(city=membership.city_id, invited_by=membership.user_id)
    made.update(revoked_at=timezone.now())


def _keep_a_manager(membership: Membership, *, unless: bool = False) -> None:
    # Two managers who remove each other at once must meet here.
    City.objects.select_for_update().get(pk=membership.city_id)
    managers = Membership.objects.filter(city=membership.city_id, role=Role.MANAGER)
    if not unless and membership.role == Role.MANAGER and not managers.exclude(pk=membership.pk).exists():
        raise ValidationError(_("The city needs a manager. Make somebody else a manager first."))

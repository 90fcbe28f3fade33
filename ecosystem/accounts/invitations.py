"""Invitations by link: the only way into a city."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.accounts.members import join
from ecosystem.models import City, Invitation, Membership, Role, User


@transaction.atomic
def invite(city: City, email: str, role: Role, *, by: User) -> Invitation:
    """Return a new invitation, open for a week; an older one to the same address ends.

    Raises ValidationError for somebody who is a member already, or an address that is none.
    """
    address = email.strip().lower()
    if Membership.objects.filter(city=city, user__email__iexact=address).exists():
        raise ValidationError({"email": _("This person is a member already. Change the role in the list.")})
    waiting = Invitation.objects.filter(city=city, email__iexact=address, accepted_at=None, revoked_at=None)
    waiting.update(revoked_at=timezone.now())
    invitation = Invitation(city=city, email=address, role=role, invited_by=by)
    invitation.full_clean()
    invitation.save()
    return invitation


def revoke(invitation: Invitation) -> None:
    """End an invitation now: its link opens no more."""
    if invitation.is_open():
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Make `user` a member as the invitation says; it can be used once.

    Raises ValidationError when it was used, taken back or is too old.
    """
    used = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not used:
        raise ValidationError(_("This invitation cannot be used any more. Ask for a new one."))
    return join(invitation.city, user, Role(invitation.role))


@transaction.atomic
def accept_as_new(invitation: Invitation, *, name: str, password: str) -> User:
    """Make an account for the invited address and the city's member of it.

    Raises ValidationError when the invitation cannot be used, or the address has an account.
    """
    user = User.objects.create_user(invitation.email, password, name=name)
    accept(invitation, user)
    return user

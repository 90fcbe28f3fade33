"""A city's members and its invitations."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import manager
from ecosystem.accounts import invitations
from ecosystem.accounts import members as verbs
from ecosystem.accounts.forms import InvitationForm, RoleForm
from ecosystem.models import Invitation, Membership, Role, User
from ecosystem.pages import refused, saved
from ecosystem.types import CityRequest

TEMPLATE = "accounts/members.html"
UNDO_SALT = "accounts.member-restore"
UNDO_S = 3600


@manager
@require_safe
def members(request: CityRequest) -> HttpResponse:
    """Show who belongs to the city and who is invited."""
    return render(request, TEMPLATE, _context(request))


@manager
@require_POST
def invite(request: CityRequest) -> HttpResponse:
    """Make an invitation; its link is shown in the list to be handed over."""
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            facts = form.cleaned_data
            made = invitations.invite(request.city, facts["email"], Role(facts["role"]), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return saved(
                request, _here(request), _("Hand the link below to %(email)s.") % {"email": made.email}
            )
    return refused(request, TEMPLATE, _context(request) | {"form": form}, part="page")


@manager
@require_POST
def revoke(request: CityRequest, invitation: int) -> HttpResponse:
    """End an invitation."""
    ended = get_object_or_404(Invitation, city=request.city, pk=invitation)
    invitations.revoke(ended)
    return saved(request, _here(request), _("The link of %(email)s opens no more.") % {"email": ended.email})


@manager
@require_POST
def change_role(request: CityRequest, member: int) -> HttpResponse:
    """Give a member another role."""
    membership = _member(request, member)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return saved(request, _here(request), _("Choose one of the roles."))
    try:
        verbs.change_role(membership, Role(form.cleaned_data["role"]))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_here(request))
    words = {"name": membership.user, "role": membership.get_role_display()}
    return saved(request, _after(request, membership), _("%(name)s is now: %(role)s.") % words)


@manager
@require_POST
def remove(request: CityRequest, member: int) -> HttpResponse:
    """Take a member out; the answer offers to bring them back."""
    membership = _member(request, member)
    facts = {"user": membership.user_id, "role": membership.role, "city": request.city.pk}
    try:
        verbs.remove(membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_here(request))
    if membership.user_id == request.user.pk:
        return saved(
            request, reverse("accounts:cities"), _("You have left %(city)s.") % {"city": request.city}
        )
    undo = (
        reverse("accounts:member-restore", args=[request.city.code])
        + f"?back={signing.dumps(facts, salt=UNDO_SALT)}"
    )
    message = _("%(name)s is no member any more.") % {"name": membership.user}
    return saved(request, _here(request), message, undo=undo)


@manager
@require_POST
def restore(request: CityRequest) -> HttpResponse:
    """Bring back a member who was just taken out."""
    try:
        facts = signing.loads(request.GET.get("back", ""), salt=UNDO_SALT, max_age=UNDO_S)
    except signing.BadSignature:
        return saved(request, _here(request), _("This is too long ago. Invite the person again."))
    if facts["city"] != request.city.pk:
        raise Http404
    user = get_object_or_404(User, pk=facts["user"])
    verbs.join(request.city, user, Role(facts["role"]))
    return saved(request, _here(request), _("%(name)s is back.") % {"name": user})


def _member(request: CityRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("user"), city=request.city, pk=pk)


def _here(request: CityRequest) -> str:
    return reverse("accounts:members", args=[request.city.code])


def _after(request: CityRequest, membership: Membership) -> str:
    # Who gives up managing may not see the members any more.
    own = membership.user_id == request.user.pk and membership.role < Role.MANAGER
    return reverse("accounts:cities") if own and not request.user.is_superuser else _here(request)


def _link(request: CityRequest, invitation: Invitation) -> str:
    """Return the link for who made it and hands it over; nobody else has to know it."""
    if invitation.invited_by_id != request.user.pk:
        return ""
    return request.build_absolute_uri(reverse("accounts:accept", args=[invitation.token]))


def _context(request: CityRequest) -> dict[str, Any]:
    pending = Invitation.objects.filter(city=request.city).open().select_related("invited_by")
    return {
        "members": Membership.objects.filter(city=request.city)
        .select_related("user")
        .order_by("-role", "user__name", "user__email"),
        "invitations": [(row, _link(request, row)) for row in pending],
        "roles": Role.choices,
        "form": InvitationForm(initial={"role": Role.EDITOR}),
    }

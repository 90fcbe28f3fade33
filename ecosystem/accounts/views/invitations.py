"""What somebody sees who opens an invitation."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ecosystem.access.policies import public
from ecosystem.accounts import invitations
from ecosystem.accounts.forms import NewAccountForm
from ecosystem.models import Invitation, User

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEMPLATE = "accounts/accept.html"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites into which city; on POST the person joins, with a new account if need be."""
    invitation = get_object_or_404(Invitation.objects.select_related("city", "invited_by"), token=token)
    if not invitation.is_open():
        return render(request, "accounts/invitation_ended.html", {"invitation": invitation}, status=410)
    if request.user.is_authenticated:
        return _join(request, invitation)
    has_account = User.objects.filter(email__iexact=invitation.email).exists()
    form = NewAccountForm(request.POST or None, instance=User(email=invitation.email))
    if request.method == "POST" and not has_account and form.is_valid():
        return _begin(request, invitation, form)
    context = {"invitation": invitation, "form": form, "has_account": has_account}
    return render(request, TEMPLATE, context, status=422 if form.is_bound and form.errors else 200)


def _begin(request: HttpRequest, invitation: Invitation, form: NewAccountForm) -> HttpResponse:
    facts = form.cleaned_data
    try:
        user = invitations.accept_as_new(invitation, name=facts["name"], password=facts["password1"])
    except ValidationError:
        # Sent twice, or taken back meanwhile: the page of a fresh look says which.
        return redirect(request.path)
    login(request, user, backend=BACKEND)
    return _welcome(request, invitation)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, TEMPLATE, {"invitation": invitation})
    try:
        invitations.accept(invitation, cast("User", request.user))
    except ValidationError:
        return render(request, "accounts/invitation_ended.html", {"invitation": invitation}, status=410)
    return _welcome(request, invitation)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    messages.success(request, _("Welcome to %(city)s.") % {"city": invitation.city})
    return redirect(invitation.city)

"""Signing in and out, and passwords: Django's views with our pages."""

from typing import Any, cast

from axes.utils import reset
from django.contrib.auth import views
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ecosystem.access.policies import public, signed_in
from ecosystem.accounts.forms import ForgottenPasswordForm, SignInForm
from ecosystem.live.bus import publish
from ecosystem.live.guard import RIGHTS
from ecosystem.models import User


class SignOut(views.LogoutView):
    """Signing out ends what is open in other tabs too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session, then the streams that hang on it."""
        response = super().post(request, *args, **kwargs)
        publish(RIGHTS)
        return response


class PasswordChange(SuccessMessageMixin, views.PasswordChangeView):  # type: ignore[type-arg]
    """A new password ends every other session of this person."""

    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:cities")
    success_message = _("Your password is changed. Other devices are signed out.")

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """Keep the password and end what other devices have open."""
        response = super().form_valid(form)
        publish(RIGHTS)
        return response


class PasswordResetConfirm(views.PasswordResetConfirmView):
    """A password chosen by mail; it also ends a wait after wrong attempts, as the page of the wait says."""

    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:password-reset-done")

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """Keep the password and forget the wrong attempts."""
        response = super().form_valid(form)
        reset(username=cast("User", self.user).email.lower())
        publish(RIGHTS)
        return response


login = public(
    views.LoginView.as_view(
        template_name="accounts/login.html",
        authentication_form=SignInForm,
        redirect_authenticated_user=True,
    )
)
logout = public(SignOut.as_view())
password_change = signed_in(PasswordChange.as_view())
password_reset = public(
    views.PasswordResetView.as_view(
        form_class=ForgottenPasswordForm,
        template_name="accounts/password_reset.html",
        email_template_name="accounts/password_reset_mail.txt",
        subject_template_name="accounts/password_reset_subject.txt",
        success_url=reverse_lazy("accounts:password-reset-sent"),
    )
)
password_reset_sent = public(
    views.PasswordResetDoneView.as_view(template_name="accounts/password_reset_sent.html")
)
password_reset_confirm = public(PasswordResetConfirm.as_view())
password_reset_done = public(
    views.PasswordResetCompleteView.as_view(template_name="accounts/password_reset_done.html")
)

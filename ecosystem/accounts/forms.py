"""What people type to sign in, to invite and to accept."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm, PasswordResetForm
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import Role, TokenBucket, User
from ecosystem.text import NAME_LENGTH

# Mails with a link to one account: some at once, for who looks into the wrong folder, then one in a while.
LINKS_AT_ONCE = 3
LINKS_PER_S = 1 / 1200


class SignInForm(AuthenticationForm):
    """Email address and password; it never tells which of the two is wrong."""

    error_messages = {
        "invalid_login": _("This email address and password do not belong together. Try again."),
        "inactive": _("This email address and password do not belong together. Try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["username"]
        field.label = _("Email address")
        field.widget = forms.EmailInput(
            attrs={"autofocus": True, "autocomplete": "username", "maxlength": 254}
        )
        field.error_messages["required"] = _("Type your email address.")
        self.fields["password"].error_messages["required"] = _("Type your password.")


class ForgottenPasswordForm(PasswordResetForm):
    """Where to send a link; nobody's letter box is filled by it, and the answer is always the same."""

    def get_users(self, email: str) -> Iterator[User]:
        """Yield whose address it is, as long as not too many links went there."""
        take = TokenBucket.objects.take
        for user in super().get_users(email):
            if take(f"password-reset/{user.pk}", capacity=LINKS_AT_ONCE, per_s=LINKS_PER_S):
                yield user


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("Email address"))
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=int)


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=int)


class NewAccountForm(BaseUserCreationForm[User]):
    """Name and password of somebody who accepts an invitation; the address is the invited one."""

    name = LineField(label=_("Your name"), max_length=NAME_LENGTH)

    class Meta:
        model = User
        fields = ("name",)

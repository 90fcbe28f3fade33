"""Links to read-only maps: made, taken back, opened."""

from datetime import timedelta
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.forms import LineField
from ecosystem.models import SharedLink
from ecosystem.models.city import new_token
from ecosystem.models.link import hash_of
from ecosystem.text import LINE_LENGTH

USUAL_DAYS, MOST_DAYS = 30, 366
MOST_OPEN = 50
L = TypeVar("L", bound=SharedLink)


class LinkForm(forms.Form):
    """For whom a link is, and how long it opens the map."""

    purpose = LineField(
        label=_("For whom"),
        required=False,
        max_length=LINE_LENGTH,
        help_text=_("So that you know later which link to take back: 'the city's website'."),
    )
    ends_on = forms.DateField(
        label=_("Open until"),
        help_text=_("The last day on which the link opens, at most a year from now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = timezone.localdate() + timedelta(days=USUAL_DAYS)


@transaction.atomic
def make(link: L, *, among: QuerySet[L]) -> str:
    """Store a new link and return its token, which is kept nowhere; `among` are the links of its map.

    Raises ValidationError for a day that is past or over a year away, or where too many are open.
    """
    today = timezone.localdate()
    if not today <= link.ends_on <= today + timedelta(days=MOST_DAYS):
        raise ValidationError({"ends_on": _("Choose a day from today to a year from now.")})
    if opening(among).count() >= MOST_OPEN:
        raise ValidationError(_("This map has many open links. Take one back before you make another."))
    token = new_token()
    link.token_hash = hash_of(token)
    link.full_clean()
    link.save()
    return token


def revoke(link: SharedLink) -> None:
    """End a link now: it opens no more."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def opening(links: QuerySet[L]) -> QuerySet[L]:
    """Keep the links that open their map today."""
    return links.filter(revoked_at=None, ends_on__gte=timezone.localdate())


def opened(links: QuerySet[L], token: str) -> L:
    """Return the link that `token` opens (1 query).

    Raises Http404 alike for a token that is wrong, too old or taken back.
    """
    link = opening(links).filter(token_hash=hash_of(token)).first()
    if link is None:
        raise Http404
    return link

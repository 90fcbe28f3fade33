"""Cities and who may do what in them."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models.user import User
from ecosystem.text import NAME_LENGTH, TEXT_LENGTH, validate_text

INVITATION_DAYS = 7


class Role(models.IntegerChoices):
    """What a member may do; each role includes the ones before it."""

    VIEWER = 1, _("Viewer: reads")
    EDITOR = 2, _("Editor: edits the register")
    FACILITATOR = 3, _("Facilitator: also runs workshops")
    MANAGER = 4, _("Manager: also manages members and families")


class CityQuerySet(models.QuerySet["City"]):
    """Cities as somebody may see them."""

    def get_by_natural_key(self, code: str) -> "City":
        """Return the city with `code`."""
        return self.get(code=code)

    def of_user(self, user: User) -> "CityQuerySet":
        """Keep the cities `user` is a member of; a superuser is a member of all."""
        return self if user.is_superuser else self.filter(memberships__user=user)


class City(models.Model):
    """A city that keeps a register, such as the fictional port city of Litto."""

    code = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, validators=[validate_text])
    country = models.CharField(_("country"), max_length=NAME_LENGTH, blank=True, validators=[validate_text])
    description = models.TextField(
        _("description"), blank=True, max_length=TEXT_LENGTH, validators=[validate_text]
    )
    is_fictional = models.BooleanField(
        _("fictional"), default=False, help_text=_("A demo city says on each page that it is invented.")
    )

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = (
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(code=""), name="city_named"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the city's home page."""
        return reverse("workshops:today", args=[self.code])

    def natural_key(self) -> tuple[str]:
        """Return what identifies the city in a fixture."""
        return (self.code,)


class Membership(models.Model):
    """One person's role in one city, such as Awa, facilitator in Litto."""

    city = models.ForeignKey(City, models.CASCADE, related_name="memberships", verbose_name=_("city"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.PositiveSmallIntegerField(_("role"), choices=Role, default=Role.VIEWER)

    class Meta:
        ordering = ("city", "user")
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "user"),
                name="membership_once",
                violation_error_message=_("This person is already a member of the city."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.city} · {self.get_role_display()}"

    def may(self, role: Role) -> bool:
        """Say whether this member may do what `role` may do."""
        return self.role >= role

    @property
    def manages(self) -> bool:
        """Whether this member manages the city's members and families."""
        return self.may(Role.MANAGER)


def new_token() -> str:
    """Return an unguessable word for an invitation's address (256 bits)."""
    return secrets.token_urlsafe(32)


def invitation_end() -> datetime:
    """Return the time at which an invitation made now ends."""
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by state."""

    def open(self) -> "InvitationQuerySet":
        """Keep those that were not used or taken back and have not ended."""
        return self.filter(accepted_at=None, revoked_at=None, ends_at__gt=timezone.now())


class Invitation(models.Model):
    """An invitation by link: whoever opens it in time joins the city in the given role."""

    city = models.ForeignKey(City, models.CASCADE, related_name="invitations", verbose_name=_("city"))
    email = models.EmailField(_("email address"))
    role = models.PositiveSmallIntegerField(_("role"), choices=Role, default=Role.VIEWER)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    ends_at = models.DateTimeField(_("ends"), default=invitation_end)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-ends_at", "pk")
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(
                "city",
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open",
                violation_error_message=_("This address already has an open invitation."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role"),
        )

    def __str__(self) -> str:
        return f"{self.email} · {self.city}"

    def is_open(self) -> bool:
        """Say whether the invitation can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.ends_at > timezone.now()

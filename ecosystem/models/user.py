"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.text import NAME_LENGTH, validate_text


class UserManager(BaseUserManager["User"]):
    """Makes users that sign in with an email address; Django's commands need it as a manager."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a stored user; without `password` the user cannot sign in until one is set."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a stored user who may use the admin and see every city."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by email address, however it is capitalised."""
        return self.get(email__iexact=(username or "").strip())


class User(AbstractUser):
    """Someone who signs in, such as Awa Mensah of the water office (awa@litto.example)."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True, validators=[validate_text])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        ordering = ("email",)
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """Write the address small, so that one person cannot have two accounts that differ by a capital."""
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        """Return the name, or the email address where no name is given."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the same as the full name."""
        return str(self)

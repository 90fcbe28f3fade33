"""What the method's kinds mean, in words for the screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models.vocabulary import SeededRow
from ecosystem.text import in_language


class TermQuerySet(models.QuerySet["Term"]):
    """Terms by group."""

    def get_by_natural_key(self, group: str, code: str) -> "Term":
        """Return the term of `group` with `code`."""
        return self.get(group=group, code=code)


class Term(SeededRow):
    """The meaning of one kind of the method, such as the gain 'efficiency', for help on screen."""

    class Group(models.TextChoices):
        GAIN = "gain", _("gain")
        RESOURCE = "resource", _("resource")
        MEANS = "means", _("commitment means")
        RELATION = "relation", _("relation")

    group = models.CharField(_("group"), max_length=10, choices=Group)
    code = models.SlugField(_("code"))
    meanings = models.JSONField(_("meaning by language"), default=dict)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("group", "position", "code")
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = (
            models.UniqueConstraint(fields=("group", "code"), name="term_once"),
            models.CheckConstraint(
                condition=models.Q(group__in=("gain", "resource", "means", "relation")), name="term_group"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.code}"

    def natural_key(self) -> tuple[str, str]:
        """Return what identifies the term in a fixture."""
        return (self.group, self.code)

    @property
    def meaning(self) -> str:
        """The meaning in the active language."""
        return in_language(self.meanings)

"""Step 2: what the workshop decided about each listed stakeholder."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Gain, Means, ProfileStatement, ResourceKind
from ecosystem.text import LINE_LENGTH, validate_text
from workshops.models.listing import Listing


class Question(models.TextChoices):
    """What is asked about a stakeholder: three scales, and three lists of kinds."""

    READINESS = "readiness", _("How ready are they for digital?")
    GAIN = "gain", _("What would they gain?")
    RESOURCE = "resource", _("What could they bring?")
    MEANS = "means", _("How could we commit them?")
    INFLUENCE = "influence", _("How much influence do they have on this project?")
    INTEREST = "interest", _("How much does this project matter to them?")


SCALES = (Question.READINESS, Question.INFLUENCE, Question.INTEREST)
KINDS: dict[Question, list[str]] = {
    Question.GAIN: Gain.values,
    Question.RESOURCE: ResourceKind.values,
    Question.MEANS: Means.values,
}


class Scale(models.IntegerChoices):
    """Influence on the project, and interest in it."""

    VERY_LOW = 1, _("very low")
    LOW = 2, _("low")
    MEDIUM = 3, _("medium")
    HIGH = 4, _("high")
    VERY_HIGH = 5, _("very high")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers of one listing or workshop."""

    def known(self) -> "AnswerQuerySet":
        """Leave out the 'do not know' answers."""
        return self.exclude(value=None)


class Answer(models.Model):
    """The decided value of one question about one listing.

    Scales have no kind and values 1 to 5. The lists have one answer for each kind, with values
    0 (none) to 3. A value of None is 'do not know', which is an answer; no row is no answer.
    """

    class Origin(models.TextChoices):
        REGISTER = "register", _("from the register")
        PROFILE = "profile", _("from the family's profile")
        WORKSHOP = "workshop", _("decided in the workshop")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="answers", verbose_name=_("listing"))
    question = models.CharField(_("question"), max_length=12, choices=Question)
    kind = models.CharField(_("kind"), max_length=12, blank=True)
    value = models.PositiveSmallIntegerField(_("value"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=LINE_LENGTH, blank=True, validators=[validate_text])
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.WORKSHOP)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("listing", "question", "kind")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (
            models.UniqueConstraint(fields=("listing", "question", "kind"), name="answer_once"),
            models.CheckConstraint(
                condition=Q(question__in=SCALES, kind="")
                | Q(question=Question.GAIN, kind__in=Gain.values)
                | Q(question=Question.RESOURCE, kind__in=ResourceKind.values)
                | Q(question=Question.MEANS, kind__in=Means.values),
                name="answer_kind",
            ),
            models.CheckConstraint(
                condition=Q(value=None)
                | Q(question__in=SCALES, value__gte=1, value__lte=5)
                | Q(question__in=tuple(KINDS), value__gte=0, value__lte=3),
                name="answer_value",
                violation_error_message=_("Choose a value of this scale."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing} · {self.question} {self.kind}: {self.value}"


class StatementReview(models.Model):
    """Whether a profile statement of the family holds for this stakeholder, line by line."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="statement_reviews", verbose_name=_("listing")
    )
    statement = models.ForeignKey(
        ProfileStatement, models.CASCADE, related_name="+", verbose_name=_("profile statement")
    )
    is_accepted = models.BooleanField(_("accepted"))

    class Meta:
        ordering = ("listing", "statement")
        verbose_name = _("reviewed profile statement")
        verbose_name_plural = _("reviewed profile statements")
        constraints = (models.UniqueConstraint(fields=("listing", "statement"), name="statementreview_once"),)

    def __str__(self) -> str:
        return f"{self.listing} · {self.statement}"

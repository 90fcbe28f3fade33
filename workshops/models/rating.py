"""Questions put to the room, and what the room says: rated alone, then revealed."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Gain, Means, ResourceKind
from workshops.models.identification import KINDS, SCALES, Question
from workshops.models.listing import Listing
from workshops.models.room import Participant, Room


class Round(models.Model):
    """One or more questions put to the room at once; nothing of it is seen before the reveal."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed, not revealed")
        REVEALED = "revealed", _("revealed")

    room = models.ForeignKey(Room, models.CASCADE, related_name="rounds", verbose_name=_("room"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        ordering = ("room", "-pk")
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = (
            # One question is before the room at a time.
            models.UniqueConstraint(
                fields=("room",), condition=~Q(state="revealed"), name="round_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.room} · {self.pk}"


class RoundItem(models.Model):
    """One question about one listing in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="items", verbose_name=_("round"))
    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="round_items", verbose_name=_("listing")
    )
    question = models.CharField(_("question"), max_length=12, choices=Question)

    class Meta:
        ordering = ("round", "pk")
        verbose_name = _("question of a round")
        verbose_name_plural = _("questions of a round")
        constraints = (models.UniqueConstraint(fields=("round", "listing", "question"), name="item_once"),)

    def __str__(self) -> str:
        return f"{self.listing} · {self.get_question_display()}"

    @property
    def is_scale(self) -> bool:
        """Whether it is answered by one value from 1 to 5, and not by choosing kinds."""
        return self.question in SCALES

    @property
    def question_choice(self) -> Question:
        """The question as one of the six."""
        return Question(self.question)

    @property
    def kinds(self) -> list[str]:
        """What can be chosen; nothing for a scale."""
        return KINDS.get(Question(self.question), [])


class RoomAnswer(models.Model):
    """What one participant says to one question: a value, kinds, or 'do not know' (`is_unknown`)."""

    item = models.ForeignKey(RoundItem, models.CASCADE, related_name="room_answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="room_answers")
    value = models.PositiveSmallIntegerField(_("value"), null=True, blank=True)
    is_unknown = models.BooleanField(_("do not know"), default=False)

    class Meta:
        ordering = ("item", "pk")
        verbose_name = _("answer of the room")
        verbose_name_plural = _("answers of the room")
        constraints = (
            models.UniqueConstraint(fields=("item", "participant"), name="roomanswer_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=1, value__lte=5, is_unknown=False),
                name="roomanswer_value",
                violation_error_message=_("Choose a value of this scale."),
            ),
        )

    def __str__(self) -> str:
        return str(self.item)


class RoomChoice(models.Model):
    """One kind a participant chose, such as 'data' among what a stakeholder could bring."""

    answer = models.ForeignKey(RoomAnswer, models.CASCADE, related_name="choices")
    kind = models.CharField(_("kind"), max_length=12)

    class Meta:
        ordering = ("answer", "kind")
        verbose_name = _("chosen kind")
        verbose_name_plural = _("chosen kinds")
        constraints = (
            models.UniqueConstraint(fields=("answer", "kind"), name="roomchoice_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[*Gain.values, *ResourceKind.values, *Means.values]),
                name="roomchoice_kind",
            ),
        )

    def __str__(self) -> str:
        # Without the kind: the admin names what hangs on a row it is asked to delete.
        return str(_("chosen kind"))


class HandCount(models.Model):
    """How many hands went up for one value (or kind), counted by eye among those without a phone."""

    item = models.ForeignKey(RoundItem, models.CASCADE, related_name="hand_counts")
    value = models.PositiveSmallIntegerField(_("value"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, blank=True)
    hands = models.PositiveSmallIntegerField(_("hands"))

    class Meta:
        ordering = ("item", "value", "kind")
        verbose_name = _("count of hands")
        verbose_name_plural = _("counts of hands")
        constraints = (
            # 'do not know' is the row without value and kind.
            models.UniqueConstraint("item", Coalesce("value", 0), "kind", name="handcount_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=1, value__lte=5), name="handcount_value"
            ),
            models.CheckConstraint(condition=Q(hands__lte=5000), name="handcount_hands"),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.hands}"

"""The room of a workshop: its code, what it is doing now, and who takes part."""

from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Family
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, validate_text
from workshops.models.workshop import Step, Workshop

# No letter or digit that looks or sounds like another: no 0 and O, no 1, I and L.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


class Room(models.Model):
    """The room of one workshop, such as the hall where 'K7M 2QX' stands on the wall."""

    class Stage(models.TextChoices):
        WELCOME = "welcome", _("Welcome")
        LISTING = "listing", _("Who belongs at the table?")
        QUESTION = "question", _("A question to the room")
        PARTNERING = "partnering", _("Who should be a partner?")
        CHECK = "check", _("Test of the room")

    class Wall(models.TextChoices):
        STAGE = "stage", _("What the room is doing")
        CODE = "code", _("How to join")
        MAP = "map", _("The map")

    DOTS = 3

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="room", verbose_name=_("workshop"))
    code = models.CharField(_("code"), max_length=CODE_LENGTH)
    is_anonymous = models.BooleanField(
        _("nobody gives a name"),
        default=False,
        help_text=_("Nothing that is said can be tied to a name, by nobody and never."),
    )
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    stage = models.CharField(_("what the room is doing"), max_length=12, choices=Stage, default=Stage.WELCOME)
    wall = models.CharField(_("on the wall"), max_length=8, choices=Wall, default=Wall.STAGE)
    is_locked = models.BooleanField(_("locked"), default=False)
    slow_s = models.PositiveSmallIntegerField(
        _("seconds between two proposals of one person"), default=0, validators=[MaxValueValidator(600)]
    )
    dots = models.PositiveSmallIntegerField(_("dots each person gives"), default=DOTS)
    timer_ends_at = models.DateTimeField(_("timer ends"), null=True, blank=True)
    notes = models.TextField(
        _("private notes"), blank=True, max_length=TEXT_LENGTH, validators=[validate_text]
    )
    address = models.CharField(
        _("address for phones"),
        max_length=LINE_LENGTH,
        blank=True,
        validators=[validate_text],
        help_text=_("Where phones reach this server, such as http://192.168.1.20:8000."),
    )
    wifi_name = models.CharField(
        _("name of the hall's Wi-Fi"), max_length=NAME_LENGTH, blank=True, validators=[validate_text]
    )
    wifi_password = models.CharField(
        _("its password"), max_length=NAME_LENGTH, blank=True, validators=[validate_text]
    )
    checked_at = models.DateTimeField(_("last test of the room"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ("-opened_at", "pk")
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = (
            models.UniqueConstraint(fields=("code",), condition=Q(closed_at=None), name="room_code_once"),
            models.CheckConstraint(condition=Q(dots__lte=20, slow_s__lte=600), name="room_limits"),
        )

    def __str__(self) -> str:
        return str(self.workshop)

    def get_absolute_url(self) -> str:
        """Return the address of the console."""
        return reverse("workshops:room", args=[self.workshop.city.code, self.workshop_id])

    @property
    def spoken_code(self) -> str:
        """The code as it is shown and read aloud: 'K7M 2QX'."""
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def is_open(self) -> bool:
        """Whether people may take part."""
        return self.closed_at is None

    @property
    def takes_input(self) -> bool:
        """Whether what people send now counts."""
        return self.is_open and not self.is_locked

    @property
    def topic(self) -> str:
        """What every screen of the room follows."""
        return f"room/{self.pk}"

    @property
    def input_topic(self) -> str:
        """What only the wall and the console follow: what the room sends in."""
        return f"room/{self.pk}/input"

    @property
    def time_left(self) -> timedelta | None:
        """How long the timer still runs; zero when it is over, None without one."""
        if self.timer_ends_at is None:
            return None
        return max(self.timer_ends_at - timezone.now(), timedelta(0))


class Table(models.Model):
    """A table of the room, such as 'Table 3', whose people work as one group."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="tables", verbose_name=_("room"))
    name = models.CharField(_("name"), max_length=NAME_LENGTH, validators=[validate_text])

    class Meta:
        ordering = ("room", "name", "pk")
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = (
            models.UniqueConstraint(
                fields=("room", "name"),
                name="table_name_once",
                violation_error_message=_("The room already has a table of this name."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="table_named"),
        )

    def __str__(self) -> str:
        return self.name


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Who takes part in a room."""

    def present(self) -> "ParticipantQuerySet":
        """Leave out those who left."""
        return self.filter(left_at=None)


class Participant(models.Model):
    """Somebody in the room: without account, without any detail of a device or an address.

    On a phone a secret cookie tells who it is, of which only a fingerprint is stored. On paper it
    is the ballot's short code.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="participants", verbose_name=_("room"))
    token_hash = models.CharField(  # noqa: DJ001 (unique, and none on paper)
        max_length=64, unique=True, null=True, editable=False
    )
    ballot = models.CharField(_("ballot"), max_length=8, blank=True)
    name = models.CharField(_("first name"), max_length=40, blank=True, validators=[validate_text])
    family = models.ForeignKey(
        Family, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("speaks for")
    )
    table = models.ForeignKey(
        Table, models.SET_NULL, null=True, blank=True, related_name="participants", verbose_name=_("table")
    )
    is_simulated = models.BooleanField(_("simulated"), default=False)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ("room", "pk")
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = (
            models.UniqueConstraint(
                fields=("room", "ballot"), condition=~Q(ballot=""), name="participant_ballot_once"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.ballot or str(_("somebody"))


class RoomCheck(models.Model):
    """How fast one participant's phone answered the last test of the room, in milliseconds."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="check_reply")
    took_ms = models.PositiveIntegerField(_("milliseconds"))

    class Meta:
        ordering = ("pk",)
        verbose_name = _("answer to a test of the room")
        verbose_name_plural = _("answers to tests of the room")

    def __str__(self) -> str:
        return f"{self.took_ms} ms"


class StepTime(models.Model):
    """A line of the run sheet: the minutes planned for a step, and when it ran."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="times", verbose_name=_("room"))
    step = models.CharField(_("step"), max_length=16, choices=Step)
    planned_min = models.PositiveSmallIntegerField(
        _("planned minutes"), default=30, validators=[MaxValueValidator(600)]
    )
    spent_s = models.PositiveIntegerField(_("seconds it took so far"), default=0)
    started_at = models.DateTimeField(_("running since"), null=True, blank=True)

    class Meta:
        ordering = ("room", "pk")
        verbose_name = _("time of a step")
        verbose_name_plural = _("times of steps")
        constraints = (models.UniqueConstraint(fields=("room", "step"), name="steptime_once"),)

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.planned_min}"

    @property
    def spent_min(self) -> int:
        """Whole minutes the step has taken so far."""
        running = timezone.now() - self.started_at if self.started_at else timedelta(0)
        return int((self.spent_s + running.total_seconds()) // 60)


class ParkedItem(models.Model):
    """Something to come back to, such as 'who owns the meters'."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="parked", verbose_name=_("room"))
    text = models.CharField(_("to come back to"), max_length=LINE_LENGTH, validators=[validate_text])
    is_done = models.BooleanField(_("settled"), default=False)

    class Meta:
        ordering = ("room", "is_done", "pk")
        verbose_name = _("parked item")
        verbose_name_plural = _("parking lot")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="parkeditem_text"),)

    def __str__(self) -> str:
        return self.text


class ConsoleAction(models.Model):
    """The last things done at the console, each with how it was before, so that it can be undone."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="actions", verbose_name=_("room"))
    words = models.CharField(_("what was done"), max_length=LINE_LENGTH)
    before = models.JSONField(_("how it was before"), default=list, encoder=DjangoJSONEncoder)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    done_at = models.DateTimeField(_("done"), auto_now_add=True)

    class Meta:
        ordering = ("room", "-pk")
        verbose_name = _("action at the console")
        verbose_name_plural = _("actions at the console")

    def __str__(self) -> str:
        return self.words

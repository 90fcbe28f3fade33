"""The method's kinds and scales."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gain(models.TextChoices):
    """What a stakeholder would gain (the guide's six answers to 'why would they join?')."""

    PROFIT = "profit", _("profit")
    SOCIAL = "social", _("social cause")
    POLITICAL = "political", _("political reason")
    KNOWLEDGE = "knowledge", _("new knowledge")
    EFFICIENCY = "efficiency", _("efficiency")
    DEMOCRACY = "democracy", _("democracy")


class ResourceKind(models.TextChoices):
    """What a stakeholder could bring."""

    FINANCIAL = "financial", _("financial")
    TECHNICAL = "technical", _("technical")
    HUMAN = "human", _("human")
    DATA = "data", _("data")


class Means(models.TextChoices):
    """How a stakeholder could be committed."""

    VISIBILITY = "visibility", _("visibility and marketing")
    PARTNERSHIP = "partnership", _("complementary partnership")
    PILOT = "pilot", _("pilot action")


class Level(models.IntegerChoices):
    """Strength of an expected gain, level of an offered resource."""

    SOME = 1, _("some")
    CLEAR = 2, _("clear")
    STRONG = 3, _("strong")


class CommitmentLevel(models.IntegerChoices):
    """How far a means of commitment has come."""

    CONCEIVABLE = 1, _("conceivable")
    IN_PRINCIPLE = 2, _("agreed in principle")
    AGREED = 3, _("agreed")


class Readiness(models.IntegerChoices):
    """How easily a stakeholder turns to digital."""

    AVOIDS = 1, _("avoids it")
    CURIOUS = 2, _("curious")
    STARTING = 3, _("starting")
    WORKS = 4, _("works with it")
    LEADS = 5, _("takes others along")

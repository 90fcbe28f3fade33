"""Limits that hold over several processes."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TokenBucketQuerySet(models.QuerySet["TokenBucket"]):
    """Buckets by key."""

    @transaction.atomic(savepoint=False)
    def take(self, key: str, *, capacity: int, per_s: float, now: datetime | None = None) -> bool:
        """Take one token from the bucket `key`; say whether there was one.

        A bucket holds `capacity` tokens and gains `per_s` a second.
        """
        now = now or timezone.now()
        bucket = self.filter(key=key)
        # Values and an update, without a model: each thing a phone sends comes by here.
        kept = bucket.select_for_update().values_list("tokens", "filled_at")
        found = kept.first()
        if found is None:
            full = TokenBucket(key=key, tokens=capacity, filled_at=now)
            self.bulk_create([full], ignore_conflicts=True)
            found = kept.get()
        before, filled_at = found
        gained = max((now - filled_at).total_seconds(), 0) * per_s
        tokens = min(before + gained, capacity)
        bucket.update(tokens=tokens - (tokens >= 1), filled_at=now)
        return tokens >= 1


class TokenBucket(models.Model):
    """How often something may still be done now, such as wrong codes from one address."""

    key = models.CharField(_("what is limited"), max_length=120, unique=True)
    tokens = models.FloatField(_("how often it may still be done"))
    filled_at = models.DateTimeField(_("last changed"))

    objects = TokenBucketQuerySet.as_manager()

    class Meta:
        ordering = ("key",)
        verbose_name = _("limit")
        verbose_name_plural = _("limits")

    def __str__(self) -> str:
        return self.key

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
        bucket, is_new = self.select_for_update().get_or_create(
            key=key, defaults={"tokens": capacity - 1, "filled_at": now}
        )
        if is_new:
            return True
        gained = max((now - bucket.filled_at).total_seconds(), 0) * per_s
        tokens = min(bucket.tokens + gained, capacity)
        bucket.tokens, bucket.filled_at = tokens - (tokens >= 1), now
        bucket.save(update_fields=["tokens", "filled_at"])
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

"""What a phone sent is applied once, however often it arrives."""

from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from workshops.models.room import Participant


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts of what phones sent."""

    def add(self, participant: Participant, key: UUID) -> bool:
        """Keep a receipt; say whether it is the first one of this participant and key.

        One statement and no model: each thing a phone sends comes by here, many of them twice.
        """
        sql = "INSERT INTO workshops_receipt (participant_id, key) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        written = Receipt._meta.get_field("key").get_db_prep_save(key, connection)
        with connection.cursor() as cursor:
            cursor.execute(sql, [participant.pk, written])
            return bool(cursor.rowcount == 1)


class Receipt(models.Model):
    """What a phone sent has been applied: the same key again changes nothing."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="receipts")
    key = models.UUIDField(_("key"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = (models.UniqueConstraint(fields=("participant", "key"), name="receipt_once"),)

    def __str__(self) -> str:
        return str(self.key)

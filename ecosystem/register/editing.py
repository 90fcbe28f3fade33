"""Verbs of the register: create, change, confirm, archive and restore a stakeholder."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models import City, Stakeholder, User
from ecosystem.register.drafts import StakeholderDraft
from ecosystem.register.parts import write_parts, write_tags
from ecosystem.register.relating import others_of, write_relations
from ecosystem.register.snapshots import day_kept

FIELDS: Final = (
    "name",
    "family",
    "short_name",
    "description",
    "website",
    "area",
    "readiness",
    "source",
    "confirmed_on",
)


class StaleVersionError(Exception):
    """Somebody saved the stakeholder after the version that is being changed."""


def create_stakeholder(city: City, draft: StakeholderDraft, *, by: User) -> Stakeholder:
    """Add an entry to the city's register and return it.

    Raises ValidationError for users, with the fields' names where the fault is a field's.
    """
    with day_kept(city):
        stakeholder = Stakeholder(city=city)
        _write(stakeholder, draft, by)
        touch(write_relations(stakeholder, draft), by)
    return stakeholder


def change_stakeholder(
    stakeholder: Stakeholder, draft: StakeholderDraft, *, version: int, by: User
) -> Stakeholder:
    """Make the entry say what `draft` says, if it is still at `version`, and return it.

    Raises StaleVersionError when somebody saved it since, ValidationError for users.
    """
    with day_kept(stakeholder.city):
        _lock({stakeholder.pk, *others_of(stakeholder), *(tie.other.pk for tie in draft.relations)})
        _claim(stakeholder, version)
        _write(stakeholder, draft, by)
        touch(write_relations(stakeholder, draft), by)
    return stakeholder


def confirm_stakeholder(stakeholder: Stakeholder, *, version: int, by: User) -> None:
    """Record that the entry as it stands at `version` is right today.

    Raises StaleVersionError when somebody saved it since.
    """
    with transaction.atomic():
        _claim(stakeholder, version)
        stakeholder.confirmed_on = timezone.localdate()
        stakeholder.updated_by = by
        stakeholder.save(update_fields=["confirmed_on", "updated_by", "updated_at"])


def archive_stakeholder(stakeholder: Stakeholder, *, by: User) -> None:
    """Take the entry out of the lists; it stays readable and can be restored."""
    now = timezone.now()
    with day_kept(stakeholder.city):
        Stakeholder.objects.filter(pk=stakeholder.pk, archived_at=None).update(
            archived_at=now, updated_at=now, updated_by=by, version=F("version") + 1
        )
    stakeholder.refresh_from_db()


def restore_stakeholder(stakeholder: Stakeholder, *, by: User) -> None:
    """Bring an archived entry back.

    Raises ValidationError when an active entry has the same name meanwhile.
    """
    try:
        with day_kept(stakeholder.city):
            Stakeholder.objects.filter(pk=stakeholder.pk).exclude(archived_at=None).update(
                archived_at=None, updated_at=timezone.now(), updated_by=by, version=F("version") + 1
            )
    except IntegrityError as error:
        raise ValidationError(
            _(
                "An active stakeholder is called “%(name)s” too, so this one stays archived. "
                "Edit the name of one of them, then restore."
            ),
            params={"name": stakeholder.name},
        ) from error
    stakeholder.refresh_from_db()


def _lock(keys: set[int]) -> None:
    """Lock the rows in one order, so that editors of both ends of a relation never wait for each other."""
    rows = Stakeholder.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    list(rows.values_list("pk", flat=True))


def _claim(stakeholder: Stakeholder, version: int) -> None:
    """Take the next version, or raise StaleVersionError when `version` is not the stored one."""
    mine = Stakeholder.objects.filter(pk=stakeholder.pk, version=version)
    if not mine.update(version=F("version") + 1):
        raise StaleVersionError
    stakeholder.version = version + 1


def touch(keys: set[int], by: User) -> None:
    """Give stakeholders whose layers or relations changed a new version, so that no save overwrites it."""
    Stakeholder.objects.filter(pk__in=keys).update(
        version=F("version") + 1, updated_at=timezone.now(), updated_by=by
    )


def _write(stakeholder: Stakeholder, draft: StakeholderDraft, by: User) -> None:
    for field in FIELDS:
        setattr(stakeholder, field, getattr(draft, field))
    stakeholder.updated_by = by
    stakeholder.full_clean()
    try:
        with transaction.atomic():
            stakeholder.save()
    except IntegrityError:
        # Somebody took the name between the check and the write; the check now finds it.
        stakeholder.full_clean()
        raise
    stakeholder.layers.set(draft.layers)
    write_tags(stakeholder, draft.tags)
    write_parts(stakeholder, draft)

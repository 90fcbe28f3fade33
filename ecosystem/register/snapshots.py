"""States of a city's register: kept by a person, or by themselves as the state of a day."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.graph.frozen import as_data
from ecosystem.maps.then import Comparison, compare
from ecosystem.models import City, RegisterSnapshot, User
from ecosystem.register.atlas import heading_of
from ecosystem.register.mapping import ecosystem_of, kept_places


@transaction.atomic
def keep_state(city: City, name: str, *, by: User) -> RegisterSnapshot:
    """Keep the register as it is now under a name. Raises ValidationError for a name that cannot be kept."""
    snapshot = RegisterSnapshot(city=city, name=name, taken_by=by, records=as_data(ecosystem_of(city)))
    snapshot.full_clean()
    snapshot.save()
    return snapshot


@contextmanager
def day_kept(city: City) -> Iterator[None]:
    """Change the register within, in one transaction; afterwards keep it as the state of today.

    Before the first change of all, what was there is kept too.
    """
    with transaction.atomic():
        if not city.snapshots.exists() and city.stakeholders.exists():
            records = as_data(ecosystem_of(city))
            RegisterSnapshot.objects.create(city=city, name=_("At the start"), records=records)
        yield
        keep_day(city)


@transaction.atomic
def keep_day(city: City) -> None:
    """Keep the register as the state of today, in place of what was kept of today before."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    records = as_data(ecosystem_of(city))
    today = RegisterSnapshot.objects.filter(city=city, is_of_day=True, taken_at__gte=midnight)
    if not today.update(records=records, taken_at=now):
        RegisterSnapshot.objects.create(city=city, is_of_day=True, taken_at=now, records=records)


def compare_register(city: City, asked: Mapping[str, str]) -> Comparison:
    """Return two states of the register compared; see `compare`."""
    now = ecosystem_of(city)
    kept = kept_places(city, now)
    return compare(list(city.snapshots.all()), now, asked, heading=heading_of(city), kept=kept)

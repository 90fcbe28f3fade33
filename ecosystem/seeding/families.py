"""A city's own copies of the method's families."""

from pathlib import Path

from django.db import transaction

from ecosystem.models import City, Family
from ecosystem.seeding.files import SeedRow
from ecosystem.seeding.rows import contents, store
from ecosystem.seeding.vocabulary import mark


def adopt_families(city: City) -> int:
    """Give `city` its own copy of each of the method's families it lacks; return how many were made.

    The copies keep their default places on the layers; the city may then rename, hide and add.
    """
    reference = Family.objects.reference().prefetch_related("layers")
    own = set(Family.objects.of(city).values_list("code", flat=True))
    missing = [content for content in contents(reference) if content["code"] not in own]
    with transaction.atomic():
        for number, content in enumerate(missing, 1):
            fields = {**content, "city": list(city.natural_key())}
            mark([store(SeedRow(Path("families"), number, Family, fields))])
    return len(missing)

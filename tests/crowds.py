"""A register with as many stakeholders as a test wants."""

import random

from ecosystem.models import City, Relation, RelationKind, Stakeholder
from tests.factories import FamilyFactory, LayerFactory

RELATIONS_EACH = 3


def fill(city: City, count: int) -> None:
    """Give a city `count` stakeholders with three relations each, the same every time."""
    chance = random.Random(1)
    layers = [LayerFactory.create(code=f"layer-{number}", position=number) for number in range(6)]
    families = [
        FamilyFactory.create(city=city, code=f"family-{number}", mark=f"F{number}", position=number)
        for number in range(10)
    ]
    rows = Stakeholder.objects.bulk_create(
        Stakeholder(
            city=city,
            name=f"Organisation {chance.choice(['of the port', 'for water', 'on the hill'])} {number}",
            family=chance.choice(families),
        )
        for number in range(count)
    )
    through = Stakeholder.layers.through
    through.objects.bulk_create(
        through(stakeholder_id=row.pk, layer_id=chance.choice(layers).pk) for row in rows
    )
    pairs = {tuple(sorted(chance.sample(range(count), 2))) for _ in range(RELATIONS_EACH * count)}
    Relation.objects.bulk_create(
        Relation(
            city=city,
            source=rows[one],
            target=rows[other],
            kind=chance.choice(RelationKind.values),
            strength=2,
        )
        for one, other in sorted(pairs)
    )

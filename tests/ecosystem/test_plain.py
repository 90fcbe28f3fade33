"""A row read by plain SQL is the row Django reads."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from ecosystem import plain
from tests.factories import (
    CityFactory,
    ParticipantFactory,
    RoomFactory,
    RoundFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Receipt

pytestmark = pytest.mark.django_db
MADE: list[Any] = [
    CityFactory,
    ParticipantFactory,
    RoomFactory,
    RoundFactory,
    StakeholderFactory,
    WorkshopFactory,
]


def everything(row: Model) -> dict[str, object]:
    """Return each value of a row with its type: True is not 1, a date no text."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: (value, type(value)) for name, value in values.items()}


@pytest.mark.parametrize("factory", MADE, ids=lambda factory: factory.__name__)
def test_it_has_the_same_values_of_the_same_kinds(factory: Any) -> None:
    stored = type(made := factory.create())._default_manager.get(pk=made.pk)

    read = plain.row(type(stored), "id = %s", stored.pk)

    assert read == stored
    assert everything(read) == everything(stored)


def test_keys_are_keys_and_not_texts() -> None:
    receipt = Receipt.objects.create(participant=ParticipantFactory.create(), key="6f2a" * 8)

    read = plain.row(Receipt, "id = %s", receipt.pk)

    assert everything(read) == everything(Receipt.objects.get())


def test_it_can_be_saved_as_any_row() -> None:
    city = plain.row(type(made := CityFactory.create(name="Litto")), "id = %s", made.pk)

    city.name = "Litto-Plage"
    city.save()

    made.refresh_from_db()
    assert made.name == "Litto-Plage"


def test_where_there_is_none_it_is_nothing_and_values_are_never_sql() -> None:
    city = CityFactory.create(code="litto")

    assert plain.row(type(city), "id = %s", 0) is None
    assert plain.row(type(city), "code = %s", "litto' OR '1'='1") is None
    with pytest.raises(ObjectDoesNotExist):
        type(city).objects.get(code="litto' OR '1'='1")

"""Both databases fold text as Python does."""

import pytest
from django.db import connection
from django.db.models import Value

from ecosystem.models import City
from ecosystem.models.folding import Folded
from ecosystem.text import ALIKE, folded
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db
TEXTS = [
    *("École d’Eau", "œuvre ŒUVRE", "ŁÓDŹ łódź", "Đà Nẵng", "İstanbul ıstanbul", "ΟΔΟΣ Οδός", "ВОДОКАНАЛ Ёж"),
    *("مَدْرَسَة", "नगर निगम", "大阪市", "ﬁnance", "100% _ \\ 'a'", "", "".join(ALIKE)),
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_database_folds_as_python_does(text: str) -> None:
    city = CityFactory.create()

    said = City.objects.filter(pk=city.pk).annotate(plain=Folded(Value(text))).get()

    assert said.plain == folded(text)  # type: ignore[attr-defined]


def test_a_connection_opened_anew_folds_too() -> None:
    rows = City.objects.annotate(plain=Folded("name")).values_list("plain", flat=True)
    CityFactory.create(name="École")
    first = list(rows)
    # As if the connection the function was made on were another one.
    connection.__dict__.pop("folds_on", None)

    assert (first, list(rows.all())) == (["ecole"], ["ecole"])

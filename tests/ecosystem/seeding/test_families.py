"""A city that an admin creates has the method's families at once."""

import pytest
from django.urls import reverse

from ecosystem.models import City, Family, User
from tests.conftest import signed_in
from tests.factories import CityFactory

pytestmark = [pytest.mark.usefixtures("seeded"), pytest.mark.django_db]
NO_MEMBERS = {
    "memberships-TOTAL_FORMS": 0,
    "memberships-INITIAL_FORMS": 0,
}


def test_city_made_in_the_admin_starts_with_its_own_families(superuser: User) -> None:
    form = {"name": "Porto Azul", "code": "porto-azul", **NO_MEMBERS}

    answer = signed_in(superuser).post(reverse("admin:ecosystem_city_add"), form)

    assert answer.status_code == 302
    own = Family.objects.of(City.objects.get(code="porto-azul"))
    assert own.shown().count() == 10
    assert own.get(code="provider").layers.count() == 3


def test_city_changed_in_the_admin_gets_no_second_families(superuser: User) -> None:
    city = CityFactory.create()
    form = {"name": "Renamed", "code": city.code, **NO_MEMBERS}

    answer = signed_in(superuser).post(reverse("admin:ecosystem_city_change", args=[city.pk]), form)

    assert answer.status_code == 302
    assert not Family.objects.of(city).exists()

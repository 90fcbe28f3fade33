"""The menu of files says what each keeps and loses, and hands each over as a file."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from ecosystem.maps.formats import ALL, Format
from ecosystem.models import City
from tests.factories import StakeholderFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format_", ALL, ids=lambda format_: format_.code)
def test_each_format_is_a_file_and_never_a_page(litto: City, as_viewer: Client, format_: Format) -> None:
    StakeholderFactory.create(city=litto, name="Water Office")

    response = as_viewer.get(
        reverse("register:map-download", args=[litto.code, format_.code]), {"view": "layers"}
    )

    assert response.status_code == 200
    assert response["Content-Type"] == format_.content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith('attachment; filename="litto')
    assert response["Content-Disposition"].endswith(f'.{format_.ending}"')


def test_the_menu_says_what_each_format_keeps_and_loses(litto: City, as_viewer: Client) -> None:
    page = as_viewer.get(reverse("register:map", args=[litto.code])).content.decode()

    for format_ in ALL:
        assert escape(str(format_.loses)) in page
        assert reverse("register:map-download", args=[litto.code, format_.code]) in page


def test_an_unknown_format_is_not_found(litto: City, as_viewer: Client) -> None:
    assert as_viewer.get(reverse("register:map-download", args=[litto.code, "exe"])).status_code == 404

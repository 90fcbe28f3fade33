"""What every answer of the product has in common."""

from django.test import Client
from django.urls import reverse

from ecosystem.models import City


def test_a_part_asked_for_after_the_session_ended_sends_the_whole_page_to_sign_in(litto: City) -> None:
    part = reverse("workshops:today", args=[litto.code])

    answer = Client().post(
        part, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/register/litto/?q=water"}
    )

    assert answer.status_code == 204
    assert answer["HX-Redirect"].endswith("?next=/register/litto/%3Fq%3Dwater")


def test_a_page_of_somebody_signed_in_stays_out_of_caches(litto: City, as_viewer: Client) -> None:
    answer = as_viewer.get(reverse("workshops:today", args=[litto.code]))

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]

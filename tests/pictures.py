"""Make the pictures of the README from the demo city: `make pictures`."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ecosystem.models import User
from tests.seeds import loadseed
from workshops.models import Workshop

PICTURES = Path(__file__).resolve().parent.parent / "static" / "pictures"


@pytest.mark.django_db(transaction=True)
def test_make_the_map_of_the_readme(browser: Browser, live_app: str, sign_in: object) -> None:
    loadseed(demo=True, yes=True)
    workshop = Workshop.objects.get(title="Prepaid water kiosks")
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    sign_in(page, User.objects.get(email="facilitator@litto.example"))  # type: ignore[operator]

    page.goto(f"{live_app}/workshops/{workshop.city.code}/{workshop.pk}/map/wall/")

    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / "ecosystem-map.png")

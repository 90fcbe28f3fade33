"""QR codes: drawn by the browser, then read by a reader as a phone would, in light and in dark."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from django.template import Context, Template
from PIL import Image
from playwright.sync_api import Browser

from ecosystem import hall
from ecosystem.templatetags.qr import qr_code

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "css"
QUIET_MODULES = 4
TEXTS = (
    "http://192.168.1.20:8000/join#K7M2QX",
    "https://ecosystem-map.a-long-name.example.org:8443/join#K7M2QX",
    hall.wifi_text(r"Salle des fêtes; no. 2", 'a"b\\c,d:e'),
    hall.wifi_text("قاعة البلدية", ""),
)


def picture_of(browser: Browser, scheme: Literal["light", "dark"], width: int) -> Image.Image:
    """Return what a screen shows of the codes of TEXTS, each `width` pixels wide, one below the other."""
    styles = "".join((CSS / name).read_text() for name in ("tokens.css", "base.css", "components.css"))
    codes = "".join(f"<p>{qr_code(text, 'Scan to join')}</p>" for text in TEXTS)
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.set_content(f"<style>{styles} .qr {{ inline-size: {width}px }} p {{ padding: 3rem }}</style>{codes}")
    picture = page.screenshot(full_page=True)
    page.close()
    return Image.open(io.BytesIO(picture)).convert("L")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [160, 620])
def test_a_reader_reads_what_was_meant(
    browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    picture = picture_of(browser, scheme, width)

    # Neither turned to negative nor guessed at: what a cheap phone's reader can do.
    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False, try_downscale=False
    )

    assert sorted(each.text for each in found) == sorted(TEXTS)


def test_a_code_is_one_image_with_a_name_and_without_styles_of_its_own() -> None:
    template = Template("{% load qr %}{% qr_code text label %}")
    drawn = template.render(Context({"text": TEXTS[0], "label": "Scan <here> & join"}))

    image = ET.fromstring(drawn)
    assert image.get("role") == "img"
    assert image.get("aria-label") == "Scan <here> & join"
    assert all(part.get("style") is None for part in image.iter())
    assert image.get("width") is None, "its size is the style sheet's"


def test_a_code_keeps_its_quiet_zone() -> None:
    image = ET.fromstring(qr_code(TEXTS[0], "Scan"))
    side = int((image.get("viewBox") or "").split()[-1])
    moves = [each.split("h")[0].split() for each in (image[1].get("d") or "").split("M")[1:]]

    places = [int(number) for move in moves for number in move]
    assert min(places) == QUIET_MODULES
    assert max(places) == side - QUIET_MODULES - 1

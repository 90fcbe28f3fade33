"""The colours of the style sheet, for files that leave the product."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FAMILY_COLOURS = 14
_RULE = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6})\s*;")


@cache
def palette(*, is_dark: bool = False) -> dict[str, str]:
    """Return colour tokens by name, without the leading dashes, as '#rrggbb'."""
    path = Path(str(finders.find("css/tokens.css")))
    light, _, dark = path.read_text(encoding="utf-8").partition("(prefers-color-scheme: dark)")
    colours = dict(_RULE.findall(light))
    return colours | dict(_RULE.findall(dark)) if is_dark else colours


def variables() -> dict[str, str]:
    """Return each token as the style sheet's variable, for pictures inside a page."""
    return {name: f"var(--{name})" for name in palette()}


def family_colour(number: int) -> str:
    """Return the token of a family's colour (1 to 14), or that of whatever has no family."""
    return f"family-{number}" if number else "quiet"


def ink_on(token: str, colours: Mapping[str, str]) -> str:
    """Return the token of the letters on a strong fill of a colour."""
    return next((own for own in (f"{token}-ink", f"on-{token}") if own in colours), "family-ink")

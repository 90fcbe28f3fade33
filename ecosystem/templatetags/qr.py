"""QR codes inside a page."""

from functools import lru_cache

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
QUIET = 4


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """Return a QR code of `text` as an image named `label`, sized by the style sheet's `.qr`."""
    side, dark = _drawn(text)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect class="qr-paper" width="{0}" height="{0}"/><path class="qr-ink" d="{2}"/></svg>',
        side,
        label,
        dark,
    )


@lru_cache(maxsize=16)
def _drawn(text: str) -> tuple[int, str]:
    """Return the side and the dark modules; the wall shows the same code each time somebody joins."""
    code = segno.make(text, error="m", micro=False)
    rows = enumerate(code.matrix, start=QUIET)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, bit in enumerate(row, start=QUIET) if bit)
    return int(code.symbol_size(border=QUIET)[0]), dark

"""The map as one file that opens anywhere and asks no host for anything."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ecosystem.maps.faces import font_data
from ecosystem.maps.sheet import Sheet

# In the order they build on each other; together they are one module.
MODULES = (
    "layer",
    "ink",
    "names",
    "painter",
    "pan",
    "stage",
    "filter",
    "reading",
    "unsaved",
    "table",
    "moves",
    "keys",
    "panel",
)
SCRIPTS = (*(f"js/map-{name}.js" for name in MODULES), "js/ecosystem-map.js", "js/map-presentation.js")
STYLES = (
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/map.css",
    "css/map-print.css",
    "css/presentation.css",
)
_IMPORT = re.compile(r"^(import [^;]*|\s*const \{[^}]*\} = await import\([^)]*\));\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_FONT = re.compile(r'url\("\.\./fonts/([\w-]+\.woff2)"\)')


def offline_page(sheet: Sheet, slides: Sequence[object] = ()) -> bytes:
    """Return the HTML of a map with its script, styles, typeface and data inside, and with its presentation.

    Its policy lets nothing run but the scripts within, by their hashes, and reaches no host. Names are
    escaped by the template, data by `json_script`.
    """
    library, script, style = _library(), _script(), _style()
    context = {
        "map": sheet,
        "slides": slides,
        "library": library,
        "script": script,
        "style": style,
        "script_hashes": f"{_digest(library)} {_digest(script)}",
        "style_hash": _digest(style),
    }
    page = render_to_string("exports/offline.html", context)
    # Browsers hash what they read, and they read every line end as LF.
    return page.replace("\r\n", "\n").encode()


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8").replace("\r\n", "\n")


def _inside(text: str, end: str) -> SafeString:
    """Return our own script or style as it may stand inside its element."""
    if end in text.lower():
        raise ValueError(f"{end} inside the text would end its element.")
    return mark_safe(text)


@cache
def _library() -> SafeString:
    text = re.sub(r"//# sourceMappingURL=\S+", "", _read("vis-network/vis-network.min.js"))
    return _inside(text, "</script")


@cache
def _script() -> SafeString:
    parts = [_EXPORT.sub("", _IMPORT.sub("", _read(name))) for name in SCRIPTS]
    return _inside("\n".join(parts), "</script")


@cache
def _style() -> SafeString:
    text = "\n".join(_read(name) for name in STYLES)
    return _inside(_FONT.sub(lambda match: f'url("{font_data(match[1])}")', text), "</style")

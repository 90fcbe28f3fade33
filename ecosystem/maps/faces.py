"""The typefaces we serve, for files that must carry them inside."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@dataclass(frozen=True, slots=True)
class Face:
    """A cut of a typeface with its file as a data address."""

    family: str
    weight: int
    style: str
    data: str


def font_data(name: str) -> str:
    """Return a typeface we serve as a data address, an empty one where it is not cut yet."""
    path = finders.find(f"fonts/{name}")
    return _encoded(path) if isinstance(path, str) else "data:font/woff2;base64,"


@cache
def _encoded(path: str) -> str:
    return f"data:font/woff2;base64,{b64encode(Path(path).read_bytes()).decode()}"


def faces() -> list[Face]:
    """Return the cuts a poster is set in."""
    return [
        Face("Source Sans", 400, "normal", font_data("source-sans-regular.woff2")),
        Face("Source Sans", 400, "italic", font_data("source-sans-italic.woff2")),
        Face("Source Sans", 600, "normal", font_data("source-sans-semibold.woff2")),
        Face("Source Serif", 600, "normal", font_data("source-serif-semibold.woff2")),
    ]

"""How wide text is: advance widths of the typeface we serve, and names broken into lines."""

import importlib.util
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

LABEL_SIZE = 24.0
GUIDE_SIZE = 22.6
LINE_HEIGHT = 1.14
WIDEST = 226.0  # of a label's line in map units, at LABEL_SIZE
USUAL_LINES, MOST_LINES = 3, 4
# A script the typeface lacks is drawn in another one: assume wide letters.
FOREIGN_ADVANCE = 0.66
# How a name is set is worked out once and looked at on every map: more than the names of a large city.
KEPT_NAMES = 20_000
_BREAKS = re.compile(r"(?<= )|(?<=\w-)(?=\w)")
FILES = {"regular": "Regular", "semibold": "Semibold", "italic": "It"}
SPACED, SPACING = "spaced", 0.12  # a cut with air between its letters, in em


@dataclass(frozen=True, slots=True)
class Lines:
    """A name broken into lines, with the width and height they take in map units."""

    lines: tuple[str, ...]
    width: float
    height: float

    def scaled(self, share: float) -> "Lines":
        """Return the same lines in letters of so much of their size."""
        return Lines(self.lines, self.width * share, self.height * share)


@cache
def _advances(cut: str) -> dict[str, float]:
    """Return each character's width in em, from the installed typeface."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (slow import)

    if cut == SPACED:
        return {letter: width + SPACING for letter, width in _advances("regular").items()}
    found = importlib.util.find_spec("font_source_sans_pro")
    folder = Path((found.submodule_search_locations or ["."])[0]) if found else Path()
    with TTFont(folder / "files" / f"SourceSansPro-{FILES[cut]}.ttf", lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def text_width(text: str, size: float, cut: str = "regular") -> float:
    """Return the width of one line in the unit of `size`; kerning, which narrows, is left out."""
    advances = _advances(cut)
    return size * sum(advances.get(letter, FOREIGN_ADVANCE) for letter in text)


@lru_cache(KEPT_NAMES)
def broken(text: str, size: float, cut: str, *, widest: float, count: int) -> Lines:
    """Return `text` in at most `count` lines of near equal width, cut with '…' beyond `widest`."""
    lines = _balanced(_pieces(text), count, size, cut)
    fitted = tuple(_fitted(line, size, cut, widest) for line in lines)
    width = max(text_width(line, size, cut) for line in fitted)
    return Lines(fitted, width, len(fitted) * size * LINE_HEIGHT)


@lru_cache(KEPT_NAMES)
def line_choices(text: str, size: float = LABEL_SIZE, cut: str = "regular") -> tuple[Lines, ...]:
    """Return the ways to set a name, the most compact first: in one to three lines.

    A name too long for three lines takes four, and ends with '…' where those do not hold it either.
    """
    widest = WIDEST * size / LABEL_SIZE
    found: dict[tuple[str, ...], Lines] = {}
    for count in range(1, USUAL_LINES + 1):
        choice = broken(text, size, cut, widest=10 * widest, count=count)
        found.setdefault(choice.lines, choice)
    fitting = [choice for choice in found.values() if choice.width <= widest]
    if not fitting:
        return (broken(text, size, cut, widest=widest, count=MOST_LINES),)
    return tuple(sorted(fitting, key=lambda choice: (_squareness(choice), len(choice.lines))))


def _squareness(choice: Lines) -> float:
    """Return how far a block is from the shape labels read best in, three wide to one high."""
    # A name may be nothing but marks that take no width of their own.
    ratio = max(choice.width, 1.0) / choice.height
    return max(ratio / 2.4, 2.4 / ratio) + 0.15 * len(choice.lines)


def fitting(text: str, size: float, cut: str, *, widest: float) -> Lines:
    """Return `text` in as few lines as fit the width, at most four."""
    choices = [broken(text, size, cut, widest=widest, count=count) for count in range(1, MOST_LINES + 1)]
    whole = [choice for choice in choices if not any(line.endswith("…") for line in choice.lines)]
    return whole[0] if whole else choices[-1]


def _pieces(text: str) -> list[str]:
    """Return what a line may end after: words with the space behind them, parts with their hyphen."""
    return _BREAKS.split(" ".join(text.split()))


def _balanced(pieces: list[str], count: int, size: float, cut: str) -> list[str]:
    """Set pieces in `count` lines so that the widest line is as narrow as possible."""
    if count == 1:
        return ["".join(pieces).rstrip()]
    widths = [text_width(piece, size, cut) for piece in pieces]
    trimmed = [text_width(piece.rstrip(), size, cut) for piece in pieces]
    low, high = max(trimmed), sum(widths)
    for _ in range(24):
        middle = (low + high) / 2
        if len(_filled(pieces, widths, trimmed, middle)) <= count:
            high = middle
        else:
            low = middle
    return _filled(pieces, widths, trimmed, high)


def _filled(pieces: list[str], widths: list[float], trimmed: list[float], widest: float) -> list[str]:
    lines, used = [""], 0.0
    for piece, width, bare in zip(pieces, widths, trimmed, strict=True):
        if lines[-1] and used + bare > widest + 1e-6:
            lines.append("")
            used = 0.0
        used += width
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _fitted(line: str, size: float, cut: str, widest: float) -> str:
    if text_width(line, size, cut) <= widest:
        return line
    while line and text_width(f"{line}…", size, cut) > widest:
        line = line[:-1]
    return f"{line.rstrip()}…"

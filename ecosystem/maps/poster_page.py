"""A view as a vector picture (SVG) that stands alone: with title, legend, date and source."""

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ecosystem.graph.records import ColourBy, Ecosystem, Tie
from ecosystem.maps import captions, encoding
from ecosystem.maps.faces import faces
from ecosystem.maps.fine_names import finely_named
from ecosystem.maps.lettering import fitting, text_width
from ecosystem.maps.marks import group_mark, legend_mark, readiness_mark, scale_of
from ecosystem.maps.palette import palette
from ecosystem.maps.poster import Figure, Line, Trace, drawing, figure_of, trace_of
from ecosystem.maps.scene import Scene

WIDE = 1926.0  # from the left margin to the right one, in the picture's units
TITLE_SIZE, SUBTITLE_SIZE, FOOT_SIZE, FOOT_GAP = 44.0, 23.0, 20.0, 48.0
LEGEND_WIDE, LEGEND_TALL = 430.0, 900.0  # as much as there is between the title and the line below
LEGEND_STEP, LEGEND_GAP, MOST_SWATCHES = 33.0, 42.0, 12
LEGEND_LINE, NAME_SIZE, NAME_WIDE, NAME_STEP = 64.0, 21.0, 344.0, 23.0
SERIF = 1.1  # how much wider titles are than the lettering whose widths are known


def poster(scene: Scene, ecosystem: Ecosystem, heading: captions.Heading) -> str:
    """Return the whole picture as SVG text; every name in it is escaped by the template."""
    colours, scene = palette(), finely_named(scene, ecosystem)
    subtitle, aid = captions.subtitle(scene.view, ecosystem, heading), captions.reading_aid(ecosystem)
    source = _("Source: %(source)s") % {"source": heading.source}
    foot = _size(f"{aid}{source}", FOOT_SIZE, WIDE - FOOT_GAP)
    context = {
        "colours": {name.replace("-", "_"): value for name, value in colours.items()},
        "fonts": faces(),
        "title": heading.title,
        "title_size": _size(heading.title, TITLE_SIZE, WIDE / SERIF),
        "subtitle": subtitle,
        "subtitle_size": _size(subtitle, SUBTITLE_SIZE, WIDE),
        "source": source,
        "aid": aid,
        "foot_size": foot,
        "drawing": drawing(scene, ecosystem, colours),
        "legend": _legend(ecosystem, colours),
    }
    return render_to_string("exports/poster.svg", context)


def _size(text: str, size: float, wide: float) -> float:
    """Return the size at which a line fits, at most `size`."""
    return round(size * min(1.0, wide / max(text_width(text, size, "semibold"), 1.0)), 1)


def _legend(ecosystem: Ecosystem, colours: Mapping[str, str]) -> dict[str, object]:
    """Return the legend's rows from the top down, and the scale at which all of them have room."""
    families, below = _families(ecosystem, colours)
    kinds = [
        {"trace": _legend_trace(row.kind, y, colours), "name": row.name, "count": row.count, "y": y + 7}
        for index, row in enumerate(captions.kind_counts(ecosystem))
        for y in (below + LEGEND_GAP + index * LEGEND_STEP,)
    ]
    last = below + (LEGEND_GAP + len(kinds) * LEGEND_STEP if kinds else 0) + 24
    sizes = _sizes(last + LEGEND_GAP + 32, ecosystem)
    lowest = last + (2 * LEGEND_GAP + 54 if sizes else 0)
    swatches = _swatches(lowest + LEGEND_GAP - 12, ecosystem, colours)
    scale = round(min(1.0, LEGEND_TALL / (lowest + LEGEND_GAP if swatches else lowest - 24)), 3)
    return {
        "families": families,
        "kinds": kinds,
        "kinds_y": below,
        "sizes": sizes,
        "size_title": captions.size_title(ecosystem),
        "sizes_y": last,
        "swatches": swatches,
        "swatches_title": captions.colour_title(ecosystem),
        "swatches_y": lowest,
        "scale": scale,
        "wide": round(LEGEND_WIDE / scale, 1),
    }


def _families(ecosystem: Ecosystem, colours: Mapping[str, str]) -> tuple[list[dict[str, object]], float]:
    """Return a row a family, a long name in several lines, and where what follows begins."""
    rows: list[dict[str, object]] = []
    y = LEGEND_GAP
    for row in captions.family_counts(ecosystem):
        lines = fitting(row.family.name, NAME_SIZE, "regular", widest=NAME_WIDE).lines
        rows.append(
            {
                "figure": figure_of(legend_mark(row.family, ecosystem.look.colour), (16.0, y), colours),
                "lines": [Line(line, 46.0, y + 7 + number * NAME_STEP) for number, line in enumerate(lines)],
                "count": row.count,
                "y": y + 7,
            }
        )
        y += LEGEND_STEP + (len(lines) - 1) * NAME_STEP
    return rows, y + 24


def _legend_trace(kind: str, y: float, colours: Mapping[str, str]) -> Trace:
    course = [(step * 4.0, y) for step in range(int(LEGEND_LINE / 4) + 1)]
    return trace_of(Tie("", "", "", kind, is_mutual=True), course, colours)


def _sizes(y: float, ecosystem: Ecosystem) -> list[dict[str, object]]:
    """Return the discs of the scale of sizes side by side, as large as the map's."""
    rows: list[dict[str, object]] = []
    x = 0.0
    for step in captions.size_steps(ecosystem):
        radius = encoding.radius(step.level) * scale_of(ecosystem)
        rows.append({"x": round(x + radius, 1), "y": y, "radius": round(radius, 1), "label": step.label})
        x += 2 * radius + 16
    return rows


def _swatches(y: float, ecosystem: Ecosystem, colours: Mapping[str, str]) -> list[Figure]:
    """Return what colour says in one row: the communities, or the steps of readiness."""
    marks = [group_mark(row.number) for row in captions.group_counts(ecosystem)]
    if ecosystem.look.colour == ColourBy.READINESS:
        marks = [readiness_mark(step) for step in (1, 2, 3, 4, 5, None)]
    return [
        figure_of(mark, (16.0 + index * LEGEND_STEP, y), colours)
        for index, mark in enumerate(marks[:MOST_SWATCHES])
    ]

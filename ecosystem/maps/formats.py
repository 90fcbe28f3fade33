"""The files a map can be taken away as, and what each leaves behind."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its code in addresses, its ending, what it is called, what it keeps and loses."""

    code: str
    ending: str
    content_type: str
    name: Promise
    loses: Promise


ALL = (
    Format(
        "html",
        "html",
        "text/html; charset=utf-8",
        _("Map to take along (HTML)"),
        _("Opens in any browser without a network, with all views and filters. It cannot be changed."),
    ),
    Format(
        "svg",
        "svg",
        "image/svg+xml; charset=utf-8",
        _("Poster (SVG)"),
        _(
            "Sharp at any size, with legend, date and source, and in small letters the names a screen has no "
            "room for. A picture only: no facts behind the marks."
        ),
    ),
    Format(
        "gexf",
        "gexf",
        "application/gexf+xml; charset=utf-8",
        _("Gephi and Gephi Lite (GEXF)"),
        _(
            "Keeps facts, relations, colours, sizes and places. Loses rings, bands and most shapes; "
            "mutual relations show one arrow."
        ),
    ),
    Format(
        "graphml",
        "graphml",
        "application/graphml+xml; charset=utf-8",
        _("Other network programs (GraphML)"),
        _(
            "Keeps facts, relations, colours, sizes and places. Loses rings, bands and shapes; "
            "mutual relations show one arrow. PRSM keeps only names, places and colours of it."
        ),
    ),
    Format(
        "kumu",
        "json",
        "application/json; charset=utf-8",
        _("Kumu (JSON)"),
        _("Keeps names, families, facts, relations. Loses places, colours and sizes. PRSM cannot read it."),
    ),
    Format(
        "kumu-sheet",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Kumu or a spreadsheet (XLSX)"),
        _("The same as two sheets to work on first. Loses places, colours and sizes."),
    ),
    Format(
        "prsm",
        "prsm",
        "application/json; charset=utf-8",
        _("PRSM"),
        _("Keeps names, families, facts, relations, colours, places. Loses sizes, shapes, rings, bands."),
    ),
    Format(
        "csv",
        "zip",
        "application/zip",
        _("Two tables, nodes and edges (CSV)"),
        _("Keeps facts, relations and places. Loses the look. Text like a formula gets an apostrophe."),
    ),
    Format(
        "json",
        "json",
        "application/json; charset=utf-8",
        _("Data for your own programs (JSON)"),
        _("Keeps facts and relations, with all families, layers and rings. Loses places and colours."),
    ),
)
BY_CODE = {format_.code: format_ for format_ in ALL}
CODES = tuple(BY_CODE)

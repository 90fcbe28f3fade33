"""A map as a page shows it: what `templates/maps/ecosystem_map.html` and the wall need."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs

from django.utils.safestring import SafeString

from ecosystem.graph.places import CROWD, HEIGHT, WIDTH, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps import captions
from ecosystem.maps.drawn import Kept
from ecosystem.maps.findings import findings
from ecosystem.maps.formats import BY_CODE, Format
from ecosystem.maps.legend import Legend, legend_of
from ecosystem.maps.looks import Looks, looks_of, query_of
from ecosystem.maps.palette import variables
from ecosystem.maps.payload import payload
from ecosystem.maps.reading import Part
from ecosystem.maps.rows import Row, rows_of
from ecosystem.maps.scene import Scene
from ecosystem.maps.sketch import MOST_ELEMENTS, sketch_of
from ecosystem.maps.svg import svg_of


@dataclass(frozen=True, slots=True)
class Arrived:
    """The members of a cluster that was just opened, by their keys, and what is said of it.

    `asked` is what an address adds to be told of it.
    """

    keys: tuple[str, ...]
    said: str
    asked: str


@dataclass(frozen=True, slots=True)
class Links:
    """Where a map's controls lead. `pages` and `panels` are addresses by node key.

    `changes` are, by node key, the forms by which the table changes what a row says.
    `look` is what an address adds for colour and size, `show` the node that is chosen at first.

    `opens` are the pages on which a cluster is opened, by its key; `opened` is what an address says
    about those that are, such as '&open=g-ngo-1'; `arrived` is the one the page was loaded to open.

    `data` is what the map's script needs and `table` the map's content in words, for a crowd's page,
    which comes without.
    `place` takes POSTs of moves, `redraw` those that undo what a move has changed, `share` lists
    links for anybody; each is "" for whoever may not. `measuring` is where it stands how far a large
    map's sizes are that are being worked out.
    `downloads` are addresses by the code of a format (ecosystem.maps.formats).
    """

    page: str = ""
    opened: str = ""
    look: str = ""
    show: str = ""
    opens: Mapping[str, str] = field(default_factory=dict)
    arrived: Arrived | None = None
    wall: str = ""
    data: str = ""
    table: str = ""
    place: str = ""
    redraw: str = ""
    share: str = ""
    measuring: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    panels: Mapping[str, str] = field(default_factory=dict)
    downloads: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> str:
        """What an address says besides the view."""
        return self.opened + self.look

    @property
    def opened_keys(self) -> list[str]:
        """The clusters that are opened."""
        return parse_qs(self.opened).get("open", [])

    @property
    def offers(self) -> list[tuple[Format, str]]:
        """Each format the map can be taken away as, with its address."""
        return [(BY_CODE[code], self.in_look(address)) for code, address in self.downloads.items()]

    @property
    def picture(self) -> str:
        """Where the picture is that others are made from."""
        return self.in_look(self.downloads["svg"])

    def in_look(self, address: str) -> str:
        """Return an address that asks for colour and size as they are now."""
        if not address or not self.look:
            return address
        return f"{address}{self.look}" if "?" in address else f"{address}?{self.look.removeprefix('&')}"


@dataclass(frozen=True, slots=True)
class ViewLink:
    """One of the four views in the switcher."""

    code: str
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A map with everything around it."""

    title: str
    subtitle: str
    counts: str
    heading: captions.Heading
    view: View
    views: tuple[ViewLink, ...]
    colours: dict[str, str]
    legend: Legend
    marks: int
    findings: tuple[str, ...]
    looks: Looks
    has_project: bool
    links: Links
    names: tuple[str, ...]
    part: Part | None
    _scene: Scene
    _drawn: Ecosystem
    _payload: Callable[[], dict[str, Any]]
    _rows: Callable[[], list[Row]]

    @property
    def size(self) -> tuple[int, int]:
        """The width and height of the world in map units."""
        return int(WIDTH), int(HEIGHT)

    @property
    def clusters(self) -> int:
        """How many groups are closed."""
        return len(self.links.opens)

    @property
    def svg(self) -> SafeString:
        """The view as the inside of an SVG."""
        return svg_of(self._scene, self._drawn)

    @property
    def is_sketched(self) -> bool:
        """Whether a map that moves has so many marks that its picture is drawn by script."""
        return bool(self.links.data) and self.marks > MOST_ELEMENTS

    @property
    def sketch(self) -> SafeString:
        """The view as what that script draws."""
        return sketch_of(self._scene, self._drawn)

    @property
    def waits(self) -> bool:
        """Whether a crowd's picture stands alone until somebody reaches for it, if none is asked for."""
        is_asked = bool(self.links.show or (self.part and self.part.reading))
        return bool(self.links.data) and self.marks > CROWD and not is_asked

    @property
    def payload(self) -> dict[str, Any]:
        """What the map's script needs; where the map `waits`, not before somebody reaches for the map."""
        return self._payload()

    @property
    def rows(self) -> list[Row]:
        """The map's content as a table; where the map `waits`, not before somebody opens it."""
        return self._rows()

    @property
    def data_address(self) -> str:
        """Where the payload is fetched from."""
        arrived = self.links.arrived
        return self._address(self.links.data) + (arrived.asked if arrived else "")

    @property
    def picture_address(self) -> str:
        """Where the picture of this view stands alone."""
        return self._address(self.links.downloads["svg"])

    @property
    def table_address(self) -> str:
        """Where the table stands on a page of its own."""
        return self._address(self.links.table)

    @property
    def page_address(self) -> str:
        """Where the map itself is."""
        return self._address(self.links.page)

    def _address(self, page: str) -> str:
        return f"{page}?view={self.view.value}{self.links.asked}"


def sheet_of(  # noqa: PLR0913 (a page is all of this)
    ecosystem: Ecosystem,
    scenes: Mapping[View, Scene],
    heading: captions.Heading,
    *,
    view: View,
    kept: Kept,
    links: Links,
    whole: Ecosystem | None = None,
    part: Part | None = None,
) -> Sheet:
    """Return a map ready for its page, opened at `view`, or at the first view when it has no such one.

    Where clusters are drawn, the `whole` is what is counted and told in sentences. `part` is where
    the map is read around somebody.
    """
    whole, colours = whole or ecosystem, variables()
    links = replace(links, look=query_of(whole))
    shown = view if view in scenes else next(iter(scenes))
    return Sheet(
        title=heading.title,
        subtitle=captions.subtitle(shown, whole, heading),
        counts=captions.counts(whole),
        heading=heading,
        view=shown,
        views=_view_links(ecosystem, links, shown),
        colours={name.replace("-", "_"): value for name, value in colours.items()},
        legend=legend_of(whole, colours),
        marks=len(ecosystem.nodes),
        findings=findings(whole),
        looks=looks_of(whole),
        has_project=bool(ecosystem.project),
        links=links,
        names=tuple(node.name for node in whole.stakeholders()),
        part=part,
        _scene=scenes[shown],
        _drawn=ecosystem,
        _payload=lambda: _payload(ecosystem, scenes, shown, kept, links),
        _rows=lambda: rows_of(ecosystem, links.pages, links.changes),
    )


def numbered(address: str, numbers: Mapping[str, int]) -> dict[str, str]:
    """Return the address of each key's number, given that of number 0, which is its last '/0/'.

    Django's `reverse` would look for the way anew thousands of times.
    """
    before, after = address.rsplit("/0/", 1)
    return {key: f"{before}/{number}/{after}" for key, number in numbers.items()}


def view_named(name: str | None) -> View:
    """Return the view an address asks for, the ecosystem view for anything else."""
    return View(name) if name in set(View) else View.ECOSYSTEM


def pinned(kept: Kept) -> dict[str, list[str]]:
    """Return the nodes a person has placed, by view."""
    return {
        view.value: sorted(key for key, place in places.items() if place.is_pinned)
        for view, places in kept.items()
    }


def _view_links(ecosystem: Ecosystem, links: Links, shown: View) -> tuple[ViewLink, ...]:
    return tuple(
        ViewLink(
            view.value,
            captions.view_name(view),
            f"{links.page}?view={view.value}{links.asked}",
            is_current=view == shown,
        )
        for view in captions.views_of(ecosystem)
    )


def _payload(
    ecosystem: Ecosystem, scenes: Mapping[View, Scene], shown: View, kept: Kept, links: Links
) -> dict[str, Any]:
    ordered = {shown: scenes[shown]} | dict(scenes)
    return payload(ecosystem, ordered) | {
        "view": shown.value,
        "pinned": pinned(kept),
        "place": links.in_look(links.place),
        "redraw": links.redraw,
        "panels": dict(links.panels),
        "opens": dict(links.opens),
        "show": links.show,
        "arrived": {"keys": [*links.arrived.keys], "said": links.arrived.said} if links.arrived else None,
        "find": f"{links.page}?view={shown.value}{links.asked}" if links.opens else "",
    }

"""The page of figures: what a map's numbers are, in sentences, for the whole, and a row a stakeholder."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.bridges import sole_holders
from ecosystem.graph.figures import Figures, Task, task_of
from ecosystem.graph.records import Ecosystem, Family, Node
from ecosystem.maps import figure_words as words
from ecosystem.maps.figure_form import FAMILY, NAME, Asked
from ecosystem.maps.figure_jobs import Progress, figures_now, stop
from ecosystem.maps.figure_sentences import families_unmet, number, sentences, thin
from ecosystem.models import ResourceKind

LINES_SHOWN = 8
LINES_FOLDED = 100
# A page of more rows is slow to load on a phone; one link more shows all.
ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page leads: itself, the map, stopping the work, and stakeholders' pages by key."""

    page: str
    map: str
    stop: str
    pages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Who:
    """A stakeholder with its page."""

    name: str
    address: str
    family: Family | None


@dataclass(frozen=True, slots=True)
class Line:
    """A stakeholder, or two, with what is said of them."""

    who: tuple[Who, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the whole with what it says."""

    term: words.Term
    value: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; `sorts` is the query that sorts by it, `direction` its aria-sort or ""."""

    code: str
    name: str
    sorts: str
    direction: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A stakeholder's figures in the order of the columns; "" where it has no such figure."""

    who: Who
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A list that a figure makes; `rest` is folded, `more` left out, `nothing` said where nothing is."""

    term: words.Term
    lines: tuple[Line, ...]
    rest: tuple[Line, ...]
    more: int
    nothing: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page. While the figures are worked out there is `progress` and nothing else."""

    asked: Asked
    links: Links
    count: str
    people: int
    progress: Progress | None = None
    warning: str = ""
    sentences: tuple[str, ...] = ()
    whole: tuple[Fact, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    is_cut: bool = False
    parts: tuple[Part, ...] = ()
    unmet: tuple[tuple[str, list[str]], ...] = ()

    terms = words.OF_STAKEHOLDERS
    unmet_term = words.APART

    @property
    def all_rows(self) -> str:
        """The address that shows every row of the table."""
        return self.links.page + self.asked.query(all_rows=True)

    @property
    def address(self) -> str:
        """The address that shows this page again."""
        return self.links.page + self.asked.query().rstrip("?")


def figures_page(
    ecosystem: Ecosystem, asked: Asked, links: Links, needs: Mapping[str, Collection[str]] | None = None
) -> Page:
    """Return the page for a map; `needs` names, by need, the keys of those who could meet it."""
    people = len(ecosystem.stakeholders())
    task = task_of(ecosystem, asked.kind, weighted=asked.weighted)
    figures = Progress() if asked.is_stopped else figures_now(task)
    if isinstance(figures, Progress):
        return Page(asked, links, _count(task), people, progress=figures)
    sole = _sole(ecosystem, needs or {})
    names = {node.key: node.name for node in ecosystem.stakeholders()}
    return Page(
        asked,
        links,
        _count(task),
        people,
        warning=thin(figures, people),
        sentences=sentences(ecosystem, figures, [(what, names[key]) for what, key in sole], asked.kind),
        whole=_whole(figures),
        columns=_columns(asked),
        rows=_rows(ecosystem, figures, asked, links),
        is_cut=people > ROWS_SHOWN and not asked.is_all,
        parts=_parts(figures, sole, _people(ecosystem, links)),
        unmet=tuple(families_unmet(ecosystem, figures)),
    )


def stop_figures(ecosystem: Ecosystem, asked: Asked) -> None:
    """End the work on the figures that are asked for."""
    stop(task_of(ecosystem, asked.kind, weighted=asked.weighted))


def _count(task: Task) -> str:
    people = ngettext("%(count)s stakeholder", "%(count)s stakeholders", len(task.family))
    ties = ngettext("%(count)s pair with a relation", "%(count)s pairs with a relation", len(task.edges))
    return _("%(people)s, %(ties)s") % {
        "people": people % {"count": number(len(task.family))},
        "ties": ties % {"count": number(len(task.edges))},
    }


def _people(ecosystem: Ecosystem, links: Links) -> dict[str, Who]:
    families = {family.code: family for family in ecosystem.families}
    return {
        node.key: Who(node.name, links.pages.get(node.key, ""), families.get(node.family))
        for node in ecosystem.stakeholders()
    }


def _whole(figures: Figures) -> tuple[Fact, ...]:
    pieces = number(len(figures.parts))
    if len(figures.parts) > 1:
        pieces = _("%(count)s (largest: %(size)s)") % {"count": pieces, "size": number(figures.parts[0])}
    values = {
        "ties": number(figures.ties),
        "density": number(figures.density),
        "degree_lead": number(figures.degree_lead),
        "between_lead": number(figures.between_lead),
        "parts": pieces,
        "alone": number(len(figures.alone)),
        "modularity": number(figures.modularity),
    }
    return tuple(Fact(term, values[term.code]) for term in words.OF_THE_WHOLE)


def _columns(asked: Asked) -> tuple[Column, ...]:
    heads = {NAME: _("Stakeholder"), FAMILY: _("Family")}
    heads |= {term.code: str(term.name) for term in words.OF_STAKEHOLDERS}
    return tuple(_column(asked, code, name) for code, name in heads.items())


def _column(asked: Asked, code: str, name: str) -> Column:
    is_number, down = code not in {NAME, FAMILY}, f"-{code}"
    direction = {code: "ascending", down: "descending"}.get(asked.order, "")
    # Figures are read from the highest down, names from A.
    first, second = (down, code) if is_number and code != "community" else (code, down)
    return Column(code, name, asked.query(second if asked.order == first else first), direction, is_number)


def _by_code(figures: Figures) -> dict[str, Mapping[str, float]]:
    return {
        "degree": figures.degree,
        "between": figures.between,
        "close": figures.close,
        "eigen": figures.eigen,
        "constraint": figures.constraint,
        "core": figures.core,
        "community": figures.community,
        "cut": figures.cut_off,
    }


def _rows(ecosystem: Ecosystem, figures: Figures, asked: Asked, links: Links) -> tuple[Row, ...]:
    values, people = _by_code(figures), _people(ecosystem, links)
    return tuple(
        Row(
            people[node.key],
            tuple(
                (str(term.name), number(values[term.code][node.key]) if node.key in values[term.code] else "")
                for term in words.OF_STAKEHOLDERS
            ),
        )
        for node in _sorted(ecosystem, values, asked.order)[: None if asked.is_all else ROWS_SHOWN]
    )


def _sorted(ecosystem: Ecosystem, values: Mapping[str, Mapping[str, float]], order: str) -> list[Node]:
    """Return the stakeholders in an order; equals by name, and who has no such figure last."""
    code, is_down = order.removeprefix("-"), order.startswith("-")
    nodes = sorted(ecosystem.stakeholders(), key=lambda node: node.name.casefold())
    if code == NAME:
        return nodes[::-1] if is_down else nodes
    if code == FAMILY:
        place = {family.code: number for number, family in enumerate(ecosystem.families)}
        return sorted(nodes, key=lambda node: place.get(node.family, len(place)), reverse=is_down)
    known = values[code]
    having = [node for node in nodes if node.key in known]
    having.sort(key=lambda node: known[node.key], reverse=is_down)
    return having + [node for node in nodes if node.key not in known]


def _sole(ecosystem: Ecosystem, needs: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Return what one stakeholder alone holds, with its key: layers, then kinds of resource, then needs."""
    layers: defaultdict[str, set[str]] = defaultdict(set)
    resources: defaultdict[str, set[str]] = defaultdict(set)
    for node in ecosystem.stakeholders():
        for layer in node.layers:
            layers[layer].add(node.key)
        for kind in node.resources:
            resources[kind].add(node.key)
    names = {layer.code: layer.name for layer in ecosystem.layers}
    kinds = {kind: str(label) for kind, label in ResourceKind.choices}
    held = [(_("layer “%(name)s”") % {"name": names[code]}, code, layers) for code in names]
    held += [(_("resource “%(name)s”") % {"name": kinds[code]}, code, resources) for code in kinds]
    found = [(what, sole_holders(by).get(code)) for what, code, by in held]
    found += [(_("need “%(name)s”") % {"name": need}, key) for need, key in sole_holders(needs).items()]
    return [(what, key) for what, key in found if key is not None]


def _parts(figures: Figures, sole: Sequence[tuple[str, str]], people: Mapping[str, Who]) -> tuple[Part, ...]:
    def best(values: Mapping[str, int]) -> Iterable[tuple[Who, int]]:
        order = sorted(values, key=lambda key: (-values[key], people[key].name.casefold()))
        return ((people[key], values[key]) for key in order)

    between = [
        (who, ngettext("%(n)s pair", "%(n)s pairs", n) % {"n": number(n)}) for who, n in best(figures.across)
    ]
    losing = [
        (who, ngettext("%(n)s would lose touch", "%(n)s would lose touch", n) % {"n": number(n)})
        for who, n in best(figures.cut_off)
    ]
    linked = [Line((people[one], people[other]), "") for one, other in figures.bridges]
    return (
        _part(
            words.BROKERS, [Line((who,), what) for who, what in between], _("Nobody stands between families.")
        ),
        _part(
            words.FAILURES,
            [Line((who,), what) for who, what in losing],
            _("Whoever leaves, the others stay in touch."),
        ),
        _part(words.BRIDGES, linked, _("No single relation holds two pieces together.")),
        _part(
            words.SOLE,
            [Line((people[key],), what) for what, key in sole],
            _("Nothing hangs on one stakeholder alone."),
        ),
    )


def _part(term: words.Term, lines: Sequence[Line], nothing: str) -> Part:
    rest = lines[LINES_SHOWN:]
    more = max(0, len(rest) - LINES_FOLDED)
    return Part(term, tuple(lines[:LINES_SHOWN]), tuple(rest[:LINES_FOLDED]), more, nothing)

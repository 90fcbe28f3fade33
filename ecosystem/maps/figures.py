"""The page of figures: what a map's numbers are, in sentences, for the whole, and a row a stakeholder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.figures import Figures, Task, task_of
from ecosystem.graph.records import Ecosystem, Node
from ecosystem.maps import figure_words as words
from ecosystem.maps.figure_form import FAMILY, NAME, Asked
from ecosystem.maps.figure_jobs import Progress, figures_now, figures_so_far, stop
from ecosystem.maps.figure_parts import Group, Part, Who, groups_of, parts_of, people_of, sole_of
from ecosystem.maps.figure_sentences import families_unmet, number, sentences, thin
from ecosystem.maps.marks import group_letters

# A page of more rows is slow to load on a phone; one link more shows all.
ROWS_SHOWN = 200
GROUP, STRENGTH = "community", "strength"


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page leads: itself, the map, stopping the work, its table, and stakeholders' pages by key."""

    page: str
    map: str
    stop: str
    table: str
    pages: Mapping[str, str] = field(default_factory=dict)


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
class Page:
    """The page. While the figures are worked out there is `progress` and nothing else."""

    asked: Asked
    links: Links
    count: str
    people: int
    progress: Progress | None = None
    is_stopped: bool = False
    warning: str = ""
    sentences: tuple[str, ...] = ()
    whole: tuple[Fact, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    is_cut: bool = False
    parts: tuple[Part, ...] = ()
    unmet: tuple[tuple[str, list[str]], ...] = ()
    groups: tuple[Group, ...] = ()
    more_groups: int = 0

    group_term = words.GROUPS
    unmet_term = words.APART

    @property
    def terms(self) -> tuple[words.Term, ...]:
        """What the columns of the table say."""
        return terms_of(self.asked)

    @property
    def all_rows(self) -> str:
        """The address that shows every row of the table."""
        return self.links.page + self.asked.query(all_rows=True)

    @property
    def table(self) -> str:
        """The address of the table as a file."""
        return self.links.table + self.asked.query().rstrip("?")

    @property
    def waiting(self) -> str:
        """The address that shows how far the figures are, and starts no work."""
        return self.links.page + self.asked.query(waiting=True)

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
    figures = _figures(task, asked)
    if figures is None or isinstance(figures, Progress):
        progress = figures or Progress()
        return Page(asked, links, _count(task), people, progress=progress, is_stopped=figures is None)
    sole, who = sole_of(ecosystem, needs or {}), people_of(ecosystem, links.pages)
    groups = groups_of(figures, who)
    return Page(
        asked,
        links,
        _count(task),
        people,
        warning=thin(figures, people),
        sentences=sentences(ecosystem, figures, [(what, who[key].name) for what, key in sole], asked.kind),
        whole=_whole(figures),
        columns=_columns(asked),
        rows=_rows(ecosystem, figures, asked, who),
        is_cut=people > ROWS_SHOWN and not asked.is_all,
        parts=parts_of(figures, sole, who),
        unmet=tuple(families_unmet(ecosystem, figures)),
        groups=groups,
        more_groups=max(figures.community.values(), default=0) - len(groups),
    )


def _figures(task: Task, asked: Asked) -> Figures | Progress | None:
    """Return the figures or how far they are; who waits for them starts no work that somebody has ended."""
    if asked.is_stopped:
        return None
    return figures_so_far(task) if asked.is_waiting else figures_now(task)


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


def _whole(figures: Figures) -> tuple[Fact, ...]:
    pieces = number(len(figures.parts))
    if len(figures.parts) > 1:
        pieces = _("%(count)s (largest: %(size)s)") % {"count": pieces, "size": number(figures.parts[0])}
    values = {
        "ties": number(figures.ties),
        "density": number(figures.density),
        "degree_lead": number(figures.degree_lead),
        "between_lead": number(figures.between_lead),
        "close_lead": number(figures.close_lead),
        "parts": pieces,
        "alone": number(len(figures.alone)),
        "modularity": number(figures.modularity),
    }
    return tuple(Fact(term, values[term.code]) for term in words.OF_THE_WHOLE)


def terms_of(asked: Asked) -> tuple[words.Term, ...]:
    """Return what is told of each stakeholder; where all ties count alike, strength says what ties do."""
    return tuple(term for term in words.OF_STAKEHOLDERS if asked.weighted or term.code != STRENGTH)


def headings(asked: Asked) -> dict[str, str]:
    """Return the names of the table's columns by their codes, in the reader's language."""
    figures = {term.code: str(term.name) for term in terms_of(asked)}
    return {NAME: _("Stakeholder"), FAMILY: _("Family")} | figures


def _columns(asked: Asked) -> tuple[Column, ...]:
    return tuple(_column(asked, code, name) for code, name in headings(asked).items())


def _column(asked: Asked, code: str, name: str) -> Column:
    is_number, down = code not in {NAME, FAMILY}, f"-{code}"
    direction = {code: "ascending", down: "descending"}.get(asked.order, "")
    # Figures are read from the highest down, names from A.
    first, second = (down, code) if is_number and code != GROUP else (code, down)
    return Column(code, name, asked.query(second if asked.order == first else first), direction, is_number)


def by_code(figures: Figures) -> dict[str, Mapping[str, float]]:
    """Return the figures of stakeholders by the codes of their terms."""
    return {
        "degree": figures.degree,
        STRENGTH: figures.strength,
        "between": figures.between,
        "close": figures.close,
        "eigen": figures.eigen,
        "constraint": figures.constraint,
        "core": figures.core,
        "community": figures.community,
        "cut": figures.cut_off,
    }


def _rows(ecosystem: Ecosystem, figures: Figures, asked: Asked, who: Mapping[str, Who]) -> tuple[Row, ...]:
    values = by_code(figures)
    return tuple(
        Row(
            who[node.key],
            tuple(
                (str(term.name), _cell(term.code, values[term.code].get(node.key)))
                for term in terms_of(asked)
            ),
        )
        for node in in_order(ecosystem, values, asked.order)[: None if asked.is_all else ROWS_SHOWN]
    )


def _cell(code: str, value: float | None) -> str:
    """Return a figure as the table shows it; a group by its letter on the map."""
    if value is None:
        return ""
    return group_letters(int(value)) if code == GROUP else number(value)


def in_order(ecosystem: Ecosystem, values: Mapping[str, Mapping[str, float]], order: str) -> list[Node]:
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

"""What a map's figures single out: brokers, bridges, what hangs on one alone, groups."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.bridges import sole_holders
from ecosystem.graph.figures import Figures
from ecosystem.graph.records import Ecosystem, Family
from ecosystem.maps import figure_words as words
from ecosystem.maps.figure_sentences import number
from ecosystem.maps.marks import group_letters
from ecosystem.models import ResourceKind

LINES_SHOWN = 8
LINES_FOLDED = 100
GROUPS_SHOWN, MEMBERS_SHOWN = 12, 12


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
class Part:
    """A list that a figure makes; `rest` is folded, `more` left out, `nothing` said where nothing is."""

    term: words.Term
    lines: tuple[Line, ...]
    rest: tuple[Line, ...]
    more: int
    nothing: str


@dataclass(frozen=True, slots=True)
class Group:
    """A community by its letter on the map, with its best connected members; `more` are not named."""

    letters: str
    size: int
    members: tuple[Who, ...]
    more: int


def people_of(ecosystem: Ecosystem, pages: Mapping[str, str]) -> dict[str, Who]:
    """Return everybody on a map by key; `pages` are addresses by key."""
    families = {family.code: family for family in ecosystem.families}
    return {
        node.key: Who(node.name, pages.get(node.key, ""), families.get(node.family))
        for node in ecosystem.stakeholders()
    }


def sole_of(ecosystem: Ecosystem, needs: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
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


def groups_of(figures: Figures, people: Mapping[str, Who]) -> tuple[Group, ...]:
    """Return the largest communities, the largest first."""
    members: defaultdict[int, list[str]] = defaultdict(list)
    for key, group in figures.community.items():
        members[group].append(key)
    return tuple(
        Group(
            group_letters(group),
            len(keys),
            tuple(people[key] for key in _best(figures.degree, keys, people)[:MEMBERS_SHOWN]),
            max(0, len(keys) - MEMBERS_SHOWN),
        )
        for group, keys in sorted(members.items())[:GROUPS_SHOWN]
    )


def parts_of(
    figures: Figures, sole: Sequence[tuple[str, str]], people: Mapping[str, Who]
) -> tuple[Part, ...]:
    """Return the lists: brokers between families, single points of failure, bridges, what one alone holds."""
    between = [
        Line((people[key],), ngettext("%(n)s pair", "%(n)s pairs", n) % {"n": number(n)})
        for key in _best(figures.across, figures.across, people)
        for n in (figures.across[key],)
    ]
    losing = [
        Line(
            (people[key],), ngettext("%(n)s would lose touch", "%(n)s would lose touch", n) % {"n": number(n)}
        )
        for key in _best(figures.cut_off, figures.cut_off, people)
        for n in (figures.cut_off[key],)
    ]
    linked = [Line((people[one], people[other]), "") for one, other in _by_name(figures.bridges, people)]
    return (
        _part(words.BROKERS, between, _("Nobody stands between families.")),
        _part(words.FAILURES, losing, _("Whoever leaves, the others stay in touch.")),
        _part(words.BRIDGES, linked, _("No single relation holds two pieces together.")),
        _part(
            words.SOLE,
            [Line((people[key],), what) for what, key in sole],
            _("Nothing hangs on one stakeholder alone."),
        ),
    )


def _by_name(pairs: Iterable[Sequence[str]], people: Mapping[str, Who]) -> list[list[str]]:
    """Return pairs of keys with the ends of each, and then the pairs, in the order of names."""

    def name(key: str) -> str:
        return people[key].name.casefold()

    return sorted((sorted(pair, key=name) for pair in pairs), key=lambda pair: [name(key) for key in pair])


def _part(term: words.Term, lines: Sequence[Line], nothing: str) -> Part:
    rest = lines[LINES_SHOWN:]
    more = max(0, len(rest) - LINES_FOLDED)
    return Part(term, tuple(lines[:LINES_SHOWN]), tuple(rest[:LINES_FOLDED]), more, nothing)


def _best(values: Mapping[str, int], keys: Iterable[str], people: Mapping[str, Who]) -> list[str]:
    """Return keys with the highest values first, equals by name."""
    return sorted(keys, key=lambda key: (-values[key], people[key].name.casefold()))

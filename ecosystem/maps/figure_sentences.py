"""Figures in sentences, the most telling first; each says its numbers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.figures import Figures
from ecosystem.graph.records import TENSION, Ecosystem
from ecosystem.maps.findings import NAMED, REMARKABLE, named

DIGITS = 3
# From this modularity on groups mean something (Newman and Girvan 2004).
CLEAR_GROUPS = 0.3
# From this centralisation on it is worth saying with whom the ties lie.
LED = 0.35
# Data is thin with fewer stakeholders than this, and where one in so many or more has no relation.
FEW = 5
MANY_ALONE = 3


def number(value: float, digits: int = DIGITS) -> str:
    """Return a figure in the user's format: whole ones as they are, others to so many digits."""
    if isinstance(value, int):
        return number_format(value)
    # Django cuts what it leaves out; adding 0 takes the sign from a zero.
    return number_format(round(value, digits) + 0, digits)


def thin(figures: Figures, people: int) -> str:
    """Return the warning that little is known, or that there is little to know; "" where enough is."""
    if not people:
        return ""
    if figures.ties >= people:
        return _few(people) if people < FEW else _many_alone(figures, people)
    return ngettext(
        "Little is known: %(ties)s pair with a relation among %(people)s stakeholders. Read every figure on "
        "this page with care; one relation more can change it.",
        "Little is known: %(ties)s pairs with a relation among %(people)s stakeholders. Read every figure on "
        "this page with care; one relation more can change it.",
        figures.ties,
    ) % {"ties": number(figures.ties), "people": number(people)}


def _few(people: int) -> str:
    return _(
        "Only %(people)s stakeholders are on this map: among so few, figures say little that you do not see."
    ) % {"people": number(people)}


def _many_alone(figures: Figures, people: int) -> str:
    if len(figures.alone) * MANY_ALONE < people:
        return ""
    return _(
        "Of %(alone)s of %(people)s stakeholders no such relation is known. Read the figures with care: "
        "they speak of the others only."
    ) % {"alone": number(len(figures.alone)), "people": number(people)}


def sentences(
    ecosystem: Ecosystem, figures: Figures, sole: Sequence[tuple[str, str]], kind: str = ""
) -> tuple[str, ...]:
    """Return what the figures of a `kind` say; `sole` are the things one stakeholder holds, with its name."""
    names = {node.key: node.name for node in ecosystem.stakeholders()}
    if not figures.ties:
        return tuple(_sole(sole))
    if kind == TENSION:
        return (*_whole(figures, names), *_most(figures, names))
    return (
        *_whole(figures, names),
        *_parts(figures, names),
        *_leading(figures, names),
        *_between(figures, names),
        *_brokers(figures, names),
        *_cut(figures, names),
        *_sole(sole),
        *_apart(ecosystem, figures),
        *(() if figures.ties < len(names) else _groups(figures)),
        *_alone(figures, names),
    )


def families_unmet(ecosystem: Ecosystem, figures: Figures) -> list[tuple[str, list[str]]]:
    """Return each family with those it does not meet, the loneliest first."""
    names = {family.code: family.name for family in ecosystem.families}
    apart = {frozenset(pair) for pair in figures.apart}
    unmet = [
        (names[one], [names[other] for other in names if frozenset((one, other)) in apart]) for one in names
    ]
    return sorted(((name, others) for name, others in unmet if others), key=lambda row: -len(row[1]))


def _families_apart(ecosystem: Ecosystem, figures: Figures) -> list[str]:
    """Return the pairs of families that do not meet, in words."""
    families = {family.code: family.name for family in ecosystem.families}
    apart = {frozenset(pair) for pair in figures.apart}
    return [
        _("%(one)s and %(other)s") % {"one": families[one], "other": families[other]}
        for one, other in combinations(families, 2)
        if frozenset((one, other)) in apart
    ]


def _whole(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    facts = {
        "people": number(len(names)),
        "ties": number(figures.ties),
        "mean": number(2 * figures.ties / len(names), 1),
        "share": number(figures.density * 100, 1),
    }
    yield (
        ngettext(
            "%(people)s stakeholders have %(ties)s pair with a relation: %(mean)s others each on average, "
            "%(share)s\u00a0%% of all possible pairs.",
            "%(people)s stakeholders have %(ties)s pairs with a relation: %(mean)s others each on average, "
            "%(share)s\u00a0%% of all possible pairs.",
            figures.ties,
        )
        % facts
    )


def _parts(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    """Yield that the map falls into parts; who is alone is no part, and told below."""
    parts = [size for size in figures.parts if size > 1]
    if len(parts) > 1:
        facts = {"count": number(len(parts)), "size": number(parts[0]), "people": number(len(names))}
        yield (
            _(
                "The map falls into %(count)s parts that no relation links; %(size)s of %(people)s "
                "stakeholders are in the largest."
            )
            % facts
        )


def _most(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    """Yield where tension gathers; ways and groups of tension lead nobody anywhere."""
    first = [key for key in _best(figures.degree, names) if figures.degree[key] > 1][:NAMED]
    if first:
        most = [
            _("%(name)s (with %(count)s others)") % {"name": names[key], "count": number(figures.degree[key])}
            for key in first
        ]
        yield _("Most tension gathers at: %(names)s.") % {"names": ", ".join(most)}
    yield _(
        "Nobody passes anything on along tension: ways, groups and bridges below say who is caught in one "
        "conflict, not who works together."
    )


def _leading(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    if figures.degree_lead >= LED:
        first = _best(figures.degree, names)[0]
        facts = {
            "name": names[first],
            "count": number(figures.degree[first]),
            "lead": number(figures.degree_lead),
        }
        yield (
            _("The ties lie with few: %(name)s alone is tied to %(count)s others (centralisation %(lead)s).")
            % facts
        )


def _between(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    first = [key for key in _best(figures.between, names) if figures.between[key] >= REMARKABLE][:NAMED]
    for key in first:
        facts = {
            "name": names[key],
            "count": number(figures.degree[key]),
            "share": number(figures.between[key] * 100, 0),
        }
        yield (
            ngettext(
                "%(name)s stands between: it is tied to %(count)s other and lies on %(share)s\u00a0%% "
                "of the shortest ways between others.",
                "%(name)s stands between: it is tied to %(count)s others and lies on %(share)s\u00a0%% "
                "of the shortest ways between others.",
                figures.degree[key],
            )
            % facts
        )


def _brokers(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    """Yield who stands between families, each with how many pairs."""
    first = _best(figures.across, names)[:NAMED]
    if first:
        told = [
            ngettext("%(name)s (%(count)s pair)", "%(name)s (%(count)s pairs)", figures.across[key])
            % {"name": names[key], "count": number(figures.across[key])}
            for key in first
        ]
        yield _(
            "Go-between for pairs of stakeholders of different families that have no tie of their own: "
            "%(names)s."
        ) % {"names": ", ".join(told)}


def _cut(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    for key in _best(figures.cut_off, names)[:NAMED]:
        facts = {"name": names[key], "count": number(figures.cut_off[key])}
        yield (
            ngettext(
                "Without %(name)s %(count)s other would lose touch with the rest.",
                "Without %(name)s %(count)s others would lose touch with the rest.",
                figures.cut_off[key],
            )
            % facts
        )


def _sole(sole: Sequence[tuple[str, str]]) -> Iterator[str]:
    if sole:
        held = [_("%(what)s (%(holder)s)") % {"what": what, "holder": holder} for what, holder in sole]
        yield (
            ngettext(
                "%(count)s thing hangs on one stakeholder: %(held)s.",
                "%(count)s things hang on one stakeholder each: %(held)s.",
                len(sole),
            )
            % {"count": number(len(sole)), "held": named(held, separator="; ")}
        )


def _apart(ecosystem: Ecosystem, figures: Figures) -> Iterator[str]:
    pairs = _families_apart(ecosystem, figures)
    if pairs:
        yield (
            ngettext(
                "%(count)s pair of families does not meet: %(pairs)s.",
                "%(count)s pairs of families do not meet: %(pairs)s.",
                len(pairs),
            )
            % {"count": number(len(pairs)), "pairs": named(pairs, separator="; ")}
        )


def _groups(figures: Figures) -> Iterator[str]:
    count = max(figures.community.values(), default=0)
    if count > 1:
        facts = {"count": number(count), "modularity": number(figures.modularity)}
        clear = _("The ties fall into %(count)s groups, clearly (modularity %(modularity)s).")
        vague = _("The ties fall into %(count)s groups, but not clearly (modularity %(modularity)s).")
        yield (clear if figures.modularity >= CLEAR_GROUPS else vague) % facts


def _alone(figures: Figures, names: Mapping[str, str]) -> Iterator[str]:
    if figures.alone:
        facts = {
            "count": number(len(figures.alone)),
            "names": named(sorted((names[key] for key in figures.alone), key=str.casefold)),
        }
        yield (
            ngettext(
                "No such relation is known of %(names)s.",
                "No such relation is known of %(count)s stakeholders: %(names)s.",
                len(figures.alone),
            )
            % facts
        )


def _best(values: Mapping[str, float], names: Mapping[str, str]) -> list[str]:
    """Return the keys with the highest values first, equals by name."""
    return sorted(values, key=lambda key: (-values[key], names[key].casefold()))

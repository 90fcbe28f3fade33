"""What the connections of a map say, in sentences people can question."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ecosystem.graph.connections import Connections, connections_of
from ecosystem.graph.records import Ecosystem

NAMED = 3
CACHED = 32
# Standing on fewer of the shortest ways than this is nothing to remark on.
REMARKABLE = 0.05


def findings(ecosystem: Ecosystem) -> tuple[str, ...]:
    """Return a map's findings in the active language, the most telling first."""
    return _findings(ecosystem, get_language() or "")


@lru_cache(maxsize=CACHED)
def _findings(ecosystem: Ecosystem, _language: str) -> tuple[str, ...]:
    if len(ecosystem.stakeholders()) < 2:  # noqa: PLR2004 (connections need two)
        return ()
    found = connections_of(ecosystem)
    names = {node.key: node.name for node in ecosystem.nodes}
    return tuple(
        sentence
        for part in (_thin, _brokers, _cut_points, _alone, _apart)
        for sentence in part(ecosystem, found, names)
    )


def _thin(ecosystem: Ecosystem, found: Connections, _names: dict[str, str]) -> Iterator[str]:
    people = len(ecosystem.stakeholders())
    if found.ties < people:
        facts = {"ties": found.ties, "people": people}
        yield (
            ngettext(
                "Little is known: %(ties)s pair that works together among %(people)s stakeholders. "
                "Read what follows with care.",
                "Little is known: %(ties)s pairs that work together among %(people)s stakeholders. "
                "Read what follows with care.",
                found.ties,
            )
            % facts
        )


def _brokers(_ecosystem: Ecosystem, found: Connections, names: dict[str, str]) -> Iterator[str]:
    if not found.between:
        yield _("Who stands between others is on the page of figures: among so many it takes a while.")
    order = sorted(found.between, key=lambda key: (-found.between[key], names[key]))
    for key in [key for key in order if found.between[key] >= REMARKABLE][:NAMED]:
        facts = {
            "name": names[key],
            "count": found.works_with[key],
            "share": round(found.between[key] * 100),
        }
        yield (
            ngettext(
                "%(name)s stands between: it works with %(count)s other and lies on %(share)s %% of the "
                "shortest ways between others.",
                "%(name)s stands between: it works with %(count)s others and lies on %(share)s %% of the "
                "shortest ways between others.",
                found.works_with[key],
            )
            % facts
        )


def _cut_points(_ecosystem: Ecosystem, found: Connections, names: dict[str, str]) -> Iterator[str]:
    if found.cut_points:
        order = sorted(found.cut_points, key=lambda key: (-found.between.get(key, 0.0), names[key]))
        facts = {"names": named([names[key] for key in order]), "count": len(order)}
        yield (
            ngettext(
                "Without %(names)s others would lose touch: no other way leads to them.",
                "Without any one of these others would lose touch, because no other way leads to them: "
                "%(names)s.",
                len(order),
            )
            % facts
        )


def _alone(_ecosystem: Ecosystem, found: Connections, names: dict[str, str]) -> Iterator[str]:
    if found.alone:
        facts = {"names": named([names[key] for key in found.alone]), "count": len(found.alone)}
        yield (
            ngettext(
                "No relation is known of %(names)s.",
                "No relation is known of %(count)s stakeholders: %(names)s.",
                len(found.alone),
            )
            % facts
        )


def _apart(ecosystem: Ecosystem, found: Connections, _names: dict[str, str]) -> Iterator[str]:
    families = {family.code: family.name for family in ecosystem.families}
    pairs = [
        _("%(one)s and %(other)s") % {"one": families[one], "other": families[other]}
        for one, other in found.apart
        if one in families and other in families
    ]
    if pairs and found.ties:
        facts = {"pairs": named(pairs, separator="; "), "count": len(pairs)}
        yield (
            ngettext(
                "%(count)s pair of families does not meet: %(pairs)s.",
                "%(count)s pairs of families do not meet: %(pairs)s.",
                len(pairs),
            )
            % facts
        )


def named(names: Iterable[str], separator: str = ", ") -> str:
    """Return the first names of a list, and how many there are more."""
    known = list(names)
    shown, more = separator.join(known[:NAMED]), len(known) - NAMED
    if more <= 0:
        return capfirst(shown)
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
        "names": shown,
        "count": more,
    }

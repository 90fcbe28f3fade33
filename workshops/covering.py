"""Which few partners would meet all needs, under what the room asks of them; nothing is stored."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.coverage import Covers, Rules, smallest_covers
from ecosystem.graph.records import TENSION
from workshops.mapping import ecosystem_of, key_of
from workshops.models import Listing, Need, Workshop
from workshops.partnering import Candidate, Table, able_for, table_of

SHOWN = 12
TWICE = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What the room asks of a set: who must be in it, who must not, and nobody with whom there is tension."""

    must: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    keeps_peace: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """One smallest set, the likeliest first; `new` are those who are no partners yet.

    `unsure` is how many needs it meets only by what their kind suggests, confirmed by nobody.
    """

    members: tuple[Listing, ...]
    new: tuple[Listing, ...]
    unsure: int


@dataclass(frozen=True, slots=True)
class Teams:
    """The smallest sets that meet every need somebody brings, with what they say in a sentence.

    `robust` still meet all when any one leaves. `nobody` are needs that no one brings, `alone` those that
    one stakeholder alone brings, with its name: no set is robust about them.
    """

    wish: Wish
    candidates: tuple[Candidate, ...]
    sets: tuple[Team, ...]
    sentence: str
    robust: tuple[Team, ...]
    robust_sentence: str
    nobody: tuple[Need, ...]
    alone: tuple[tuple[Need, Listing], ...]
    tense: tuple[tuple[Listing, Listing], ...]


def teams_of(workshop: Workshop, wish: Wish) -> Teams:
    """Return the smallest sets for the workshop's needs, in a fixed number of queries."""
    table = table_of(workshop)
    able = {cover.need: able_for(cover) for cover in table.covers if not cover.is_empty_chair}
    tense = _tense(workshop, table)
    once = _search(table, able.values(), wish, tense, times=1)
    # Needs that one alone brings would let no set be robust: they are told, the others are searched.
    spare = [who for who in able.values() if len(who) >= TWICE]
    twice = _search(table, spare, wish, tense, times=TWICE)
    listings = {str(candidate.listing.pk): candidate.listing for candidate in table.candidates}
    bringing = {number for who in able.values() for number in who}
    return Teams(
        wish=wish,
        candidates=tuple(one for one in table.candidates if str(one.listing.pk) in bringing),
        sets=_teams(table, once),
        sentence=_in_words(once, asked=len(able)) or _nothing(table),
        robust=_teams(table, twice),
        robust_sentence=_in_words(twice, asked=len(spare)),
        nobody=tuple(cover.need for cover in table.covers if cover.is_empty_chair),
        alone=tuple((need, listings[next(iter(who))]) for need, who in able.items() if len(who) == 1),
        tense=tuple(tense),
    )


def _search(
    table: Table,
    needs: Iterable[Collection[str]],
    wish: Wish,
    tense: Iterable[tuple[Listing, Listing]],
    *,
    times: int,
) -> Covers:
    order = [str(candidate.listing.pk) for candidate in table.candidates]
    apart = {frozenset({str(one.pk), str(other.pk)}) for one, other in tense} if wish.keeps_peace else set()
    rules = Rules(
        must=frozenset(map(str, wish.must)).intersection(order),
        without=frozenset(map(str, wish.without)),
        apart=frozenset(apart),
        times=times,
    )
    return smallest_covers(list(needs), order, rules)


def _tense(workshop: Workshop, table: Table) -> list[tuple[Listing, Listing]]:
    """Return the pairs of listings between whom there is a relation of tension."""
    by_key = {key_of(candidate.listing): candidate.listing for candidate in table.candidates}
    ties = [tie for tie in ecosystem_of(workshop).ties if tie.kind == TENSION and tie.source != tie.target]
    pairs = dict.fromkeys(frozenset({tie.source, tie.target}) for tie in ties)
    found = (sorted((by_key[key] for key in pair), key=lambda listing: listing.name) for pair in pairs)
    return [(one, other) for one, other in found]


def _teams(table: Table, covers: Covers) -> tuple[Team, ...]:
    by_key = {str(candidate.listing.pk): candidate for candidate in table.candidates}
    return tuple(
        Team(
            members=tuple(by_key[key].listing for key in members),
            new=tuple(by_key[key].listing for key in members if not by_key[key].is_partner),
            unsure=sum(cover.is_unsure([int(key) for key in members]) for cover in table.covers),
        )
        for members in covers.sets[:SHOWN]
        if members
    )


def _nothing(table: Table) -> str:
    """Return why there is nothing to search for."""
    if table.covers:
        return _("Nobody listed brings what is needed yet.")
    return _("No needs are written down yet: say first what the project lacks.")


def _in_words(covers: Covers, *, asked: int) -> str:
    """Return how many sets there are, and of how many each; "" where there is nothing to search for."""
    if not asked:
        return ""
    if not covers.sets:
        return (
            _("No set meets all of them under these conditions.")
            if covers.is_all
            else _(
                "There are too many possibilities to search them all. Ask for less, or say who must be in."
            )
        )
    size, count = len(covers.best), len(covers.sets)
    words = ngettext("%(size)s is enough.", "%(size)s together are enough.", size) % {"size": size}
    if not covers.is_all:
        found = _("There are more than %(count)s such sets; the likeliest:")
    elif count > SHOWN:
        found = _("There are %(count)s such sets; the likeliest:")
    else:
        found = ngettext("There is %(count)s such set:", "There are %(count)s such sets:", count)
    return f"{words} {found % {'count': count}}"

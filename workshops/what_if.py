"""What would come of it if somebody left or joined the partners; nothing is stored."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from ecosystem.graph.what_if import Shift, shift
from workshops.mapping import ecosystem_of, key_of
from workshops.models import Listing, Need, Workshop
from workshops.partnering import Candidate, Cover, table_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

IS_UNSURE = ngettext_lazy(
    "%(count)s is covered only by a match nobody has confirmed.",
    "%(count)s are covered only by matches nobody has confirmed.",
    "count",
)
WAS_UNSURE = ngettext_lazy(
    "%(count)s was covered only by a match nobody had confirmed.",
    "%(count)s were covered only by matches nobody had confirmed.",
    "count",
)


@dataclass(frozen=True, slots=True)
class Met:
    """A need that is or was met, and whether a person confirmed one of the matches it is met by."""

    need: Need
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of partners does to the needs, the layers and the contacts of a workshop.

    `thin` are needs that one partner alone covers from then on, and more did before. `loose` are others
    that stay covered and lose their last confirmed match, `firm` were covered and get their first.
    """

    reopened: tuple[Met, ...]
    covered: tuple[Met, ...]
    thin: tuple[Met, ...]
    loose: tuple[Need, ...]
    firm: tuple[Need, ...]
    empty: tuple[str, ...]
    held: tuple[str, ...]
    cut_off: tuple[Listing, ...]
    reached: tuple[Listing, ...]

    @property
    def breaks(self) -> bool:
        """Whether anything gets worse."""
        return bool(self.reopened or self.thin or self.loose or self.empty or self.cut_off)

    @property
    def closes(self) -> bool:
        """Whether anything gets better."""
        return bool(self.covered or self.firm or self.held or self.reached)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The partners and the others with what is tried on them, and what comes of it (None: nothing tried)."""

    partners: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    out: frozenset[int]
    into: frozenset[int]
    effect: Effect | None
    sentences: tuple[str, ...]


def what_if(workshop: Workshop, *, out: Collection[int], into: Collection[int]) -> WhatIf:
    """Try taking partners `out` and others `into`, by number; numbers that fit nobody are ignored."""
    table = table_of(workshop)
    partners = {candidate.listing.pk for candidate in table.partners}
    listed = {candidate.listing.pk: candidate.listing for candidate in table.candidates}
    gone, come = frozenset(partners & set(out)), frozenset((listed.keys() - partners) & set(into))
    effect = _effect(workshop, listed, table.covers, partners, (partners - gone) | come)
    is_tried = bool(gone or come)
    return WhatIf(
        partners=table.partners,
        others=tuple(candidate for candidate in table.candidates if not candidate.is_partner),
        out=gone,
        into=come,
        effect=effect if is_tried else None,
        sentences=_sentences(effect, len(table.covers)) if is_tried else (),
    )


def _met(cover: Cover, partners: set[int]) -> Met:
    return Met(cover.need, bool(cover.sure & partners))


def _effect(
    workshop: Workshop,
    listed: dict[int, Listing],
    covers: Collection[Cover],
    before: set[int],
    after: set[int],
) -> Effect:
    ecosystem = ecosystem_of(workshop)
    keys = {key_of(listing): listing for listing in listed.values()}
    change: Shift = shift(ecosystem, *({key_of(listed[pk]) for pk in who} for who in (before, after)))
    names = {layer.code: layer.name for layer in ecosystem.layers}
    thin = [cover for cover in covers if len(cover.able & after) == 1 < len(cover.able & before)]
    loose = [cover for cover in covers if cover.sure & before and cover.is_unsure(after)]
    return Effect(
        reopened=tuple(
            _met(cover, before) for cover in covers if cover.able & before and not cover.able & after
        ),
        covered=tuple(
            _met(cover, after) for cover in covers if cover.able & after and not cover.able & before
        ),
        thin=tuple(_met(cover, after) for cover in thin),
        loose=tuple(cover.need for cover in loose if cover not in thin),
        firm=tuple(cover.need for cover in covers if cover.sure & after and cover.is_unsure(before)),
        empty=tuple(names[code] for code in change.empty),
        held=tuple(names[code] for code in change.held),
        cut_off=tuple(keys[key] for key in change.cut_off),
        reached=tuple(keys[key] for key in change.reached),
    )


def _sentences(effect: Effect, needs: int) -> tuple[str, ...]:
    """Return what comes of it in words, the worst first."""
    found = []
    if effect.reopened:
        words = ngettext(
            "%(count)s of %(all)s needs opens again.",
            "%(count)s of %(all)s needs open again.",
            len(effect.reopened),
        )
        said = words % {"count": len(effect.reopened), "all": needs}
        found.append(said + _unsure(WAS_UNSURE, effect.reopened))
    if effect.empty:
        words = ngettext(
            "%(count)s layer has no partner any more.",
            "%(count)s layers have no partner any more.",
            len(effect.empty),
        )
        found.append(words % {"count": len(effect.empty)})
    if effect.cut_off:
        words = ngettext(
            "%(count)s stakeholder has no relation with a partner any more.",
            "%(count)s stakeholders have no relation with a partner any more.",
            len(effect.cut_off),
        )
        found.append(words % {"count": len(effect.cut_off)})
    if effect.thin:
        words = ngettext(
            "%(count)s need hangs on one partner alone.",
            "%(count)s needs hang on one partner alone.",
            len(effect.thin),
        )
        found.append(words % {"count": len(effect.thin)} + _unsure(IS_UNSURE, effect.thin))
    if effect.loose:
        words = ngettext(
            "%(count)s need stays covered only by a match nobody has confirmed.",
            "%(count)s needs stay covered only by matches nobody has confirmed.",
            len(effect.loose),
        )
        found.append(words % {"count": len(effect.loose)})
    return (*found, *_gains(effect)) or (_("Needs, layers and relations with partners stay as they are."),)


def _gains(effect: Effect) -> list[str]:
    found = []
    if effect.covered:
        words = ngettext("%(count)s open need closes.", "%(count)s open needs close.", len(effect.covered))
        found.append(words % {"count": len(effect.covered)} + _unsure(IS_UNSURE, effect.covered))
    if effect.firm:
        words = ngettext(
            "%(count)s need gets its first confirmed match.",
            "%(count)s needs get their first confirmed match.",
            len(effect.firm),
        )
        found.append(words % {"count": len(effect.firm)})
    if effect.held:
        words = ngettext(
            "%(count)s layer gets its first partner.",
            "%(count)s layers get their first partner.",
            len(effect.held),
        )
        found.append(words % {"count": len(effect.held)})
    if effect.reached:
        words = ngettext(
            "%(count)s stakeholder gets its first relation with a partner.",
            "%(count)s stakeholders get their first relation with a partner.",
            len(effect.reached),
        )
        found.append(words % {"count": len(effect.reached)})
    return found


def _unsure(words: "StrPromise", needs: Collection[Met]) -> str:
    """Return how many of these needs are met by nothing that a person confirmed; "" when none is."""
    count = sum(not met.is_confirmed for met in needs)
    return " " + words % {"count": count} if count else ""

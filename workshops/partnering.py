"""Step 3: who becomes a partner, by which means, with what next, and which needs that covers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.graph.coverage import is_robust, smallest_covers
from ecosystem.register.likeness import words_in_common
from workshops.identification import Answers, answers_of
from workshops.likelihood import Likelihood, fits_of, level_for, likelihood, values_of, weights_of
from workshops.models import Listing, Need, NeedMatch, Partnership, Question, Workshop
from workshops.questionnaire import Row, in_order, rows_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing with its likelihood of partnership, its answers and its partnership if it is chosen."""

    listing: Listing
    likelihood: Likelihood
    answers: Answers
    partnership: Partnership | None

    @property
    def is_partner(self) -> bool:
        """Whether it is chosen."""
        return self.partnership is not None

    @property
    def gains(self) -> tuple[Row, ...]:
        """What it would gain."""
        return _said(self.listing, Question.GAIN)

    @property
    def brings(self) -> tuple[Row, ...]:
        """What it could bring."""
        return _said(self.listing, Question.RESOURCE)

    @property
    def means(self) -> tuple[Row, ...]:
        """How it could be committed."""
        return _said(self.listing, Question.MEANS)


def _said(listing: Listing, question: Question) -> tuple[Row, ...]:
    return tuple(row for row in rows_of(listing, question) if row.answer and row.answer.value)


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing that could meet a need, with the level (0 to 3) of its resource and what people said.

    `fits` is None while nobody said whether the resource fits the need; `words` are those of the need
    that its note speaks of too.
    """

    listing: Listing
    level: int
    fits: bool | None
    is_partner: bool
    note: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """A need with the partners that cover it and the others who could, the best suggestion first."""

    need: Need
    by: tuple[Offer, ...]
    others: tuple[Offer, ...]
    refused: tuple[Offer, ...]

    @property
    def is_covered(self) -> bool:
        """Whether a chosen partner has a resource that fits."""
        return bool(self.by)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said of a chosen partner's resource that it fits."""
        return any(offer.fits for offer in self.by)

    @property
    def able(self) -> frozenset[int]:
        """The numbers of all whose resource fits by its kind, and who were not refused."""
        return frozenset(offer.listing.pk for offer in (*self.by, *self.others))

    @property
    def sure(self) -> frozenset[int]:
        """The numbers of those among them of whom a person said that it fits."""
        return frozenset(offer.listing.pk for offer in (*self.by, *self.others) if offer.fits)

    def is_unsure(self, who: Collection[int]) -> bool:
        """Say whether these meet it, and only by matches nobody confirmed."""
        return not self.able.isdisjoint(who) and self.sure.isdisjoint(who)

    @property
    def is_empty_chair(self) -> bool:
        """Whether nobody listed brings it."""
        return not (self.by or self.others)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything step 3 shows: candidates ranked, needs with who covers them, the fewest that would."""

    candidates: tuple[Candidate, ...]
    covers: tuple[Cover, ...]
    fewest: tuple[Listing, ...]
    is_robust: bool

    @property
    def partners(self) -> tuple[Candidate, ...]:
        """The chosen ones, in the order of the ranking."""
        return tuple(candidate for candidate in self.candidates if candidate.is_partner)

    @property
    def covered(self) -> int:
        """How many needs are covered."""
        return sum(cover.is_covered for cover in self.covers)

    @property
    def unconfirmed(self) -> int:
        """How many needs are covered only by what their kind suggests."""
        return sum(cover.is_covered and not cover.is_confirmed for cover in self.covers)


def table_of(workshop: Workshop) -> Table:
    """Return the whole of step 3 in a fixed number of queries."""
    needs, said = list(workshop.needs.all()), fits_of(workshop)
    candidates = _candidates(workshop, needs, said)
    covers = tuple(_cover(need, candidates, said) for need in needs)
    chosen = [{str(offer.listing.pk) for offer in cover.by} for cover in covers]
    return Table(
        candidates=tuple(candidates),
        covers=covers,
        fewest=_fewest(candidates, covers),
        is_robust=is_robust(chosen),
    )


def _candidates(
    workshop: Workshop, needs: list[Need], said: Mapping[int, Mapping[int, bool]]
) -> list[Candidate]:
    answers, weights = answers_of(workshop), weights_of(workshop)
    listings = in_order(workshop).select_related("partnership").prefetch_related("layers", "answers")
    found = [
        Candidate(
            listing=listing,
            likelihood=likelihood(values_of(answers[listing.pk], needs, said.get(listing.pk, {})), weights),
            answers=answers[listing.pk],
            partnership=getattr(listing, "partnership", None),
        )
        for listing in listings
    ]
    return sorted(found, key=_rank)


def _rank(candidate: Candidate) -> tuple[bool, float]:
    """Put those of whom too little is known last, the others by their score."""
    return (candidate.likelihood.ring == "unknown", -(candidate.likelihood.score or 0.0))


def _cover(need: Need, candidates: Iterable[Candidate], said: Mapping[int, Mapping[int, bool]]) -> Cover:
    offers = [_offer(need, candidate, said.get(candidate.listing.pk, {})) for candidate in candidates]
    able = sorted((offer for offer in offers if offer.level), key=_suggestion)
    fitting = [offer for offer in able if offer.fits is not False]
    return Cover(
        need=need,
        by=tuple(offer for offer in fitting if offer.is_partner),
        others=tuple(offer for offer in fitting if not offer.is_partner),
        refused=tuple(offer for offer in able if offer.fits is False),
    )


def _suggestion(offer: Offer) -> tuple[bool, int, int]:
    """Put first who was said to fit, then whose note has most words of the need, then the stronger."""
    return (not offer.fits, -len(offer.words), -offer.level)


def _offer(need: Need, candidate: Candidate, fits: Mapping[int, bool]) -> Offer:
    note = next(
        (
            answer.note
            for answer in candidate.listing.answers.all()
            if answer.question == "resource" and answer.kind == need.kind
        ),
        "",
    )
    level = level_for(need, candidate.answers.resources, {})
    return Offer(
        listing=candidate.listing,
        level=level,
        fits=fits.get(need.pk),
        is_partner=candidate.is_partner,
        note=note,
        words=words_in_common(need.label, note) if level else (),
    )


def _fewest(candidates: Iterable[Candidate], covers: Iterable[Cover]) -> tuple[Listing, ...]:
    """Return the likeliest of the smallest sets that cover every need somebody brings."""
    by_key = {str(candidate.listing.pk): candidate.listing for candidate in candidates}
    able = [able_for(cover) for cover in covers if not cover.is_empty_chair]
    return tuple(by_key[key] for key in smallest_covers(able, list(by_key)).best)


def able_for(cover: Cover) -> set[str]:
    """Return the numbers of those who could meet a need, as words."""
    return {str(pk) for pk in cover.able}


def open_needs(workshop: Workshop) -> list[Need]:
    """Return the needs that no listed stakeholder brings a resource for, in three queries."""
    answers, said = answers_of(workshop), fits_of(workshop)
    return [
        need
        for need in workshop.needs.all()
        if not any(
            level_for(need, known.resources, said.get(number, {})) for number, known in answers.items()
        )
    ]


@transaction.atomic
def choose(listing: Listing) -> Partnership:
    """Make a listed stakeholder a partner; choosing twice changes nothing.

    Raises ValidationError for one that was removed from the table.
    """
    if listing.removed_at is not None:
        raise ValidationError(_("Bring this stakeholder back to the table first."))
    partnership, _created = Partnership.objects.get_or_create(listing=listing)
    return partnership


@transaction.atomic
def choose_together(workshop: Workshop, numbers: Iterable[int]) -> int:
    """Make current listings partners, by number; return how many are new among the partners."""
    listings = workshop.listings.current().filter(pk__in=list(numbers), partnership=None)
    return len([choose(listing) for listing in listings])


def release(listing: Listing) -> dict[str, Any] | None:
    """Take a partnership back; return what was written in it (None when it was no partner)."""
    partnership = Partnership.objects.filter(listing=listing).first()
    if partnership is None:
        return None
    written = written_in(partnership)
    partnership.delete()
    return written


def written_in(partnership: Partnership) -> dict[str, Any]:
    """Return what somebody wrote in a partnership, as plain values."""
    return {
        "first_action": partnership.first_action,
        "lead": partnership.lead,
        "due_on": partnership.due_on.isoformat() if partnership.due_on else "",
    }


@transaction.atomic
def choose_again(listing: Listing, written: Mapping[str, Any]) -> Partnership:
    """Bring a partnership back as it was before it was released; raises ValidationError like `choose`."""
    partnership = choose(listing)
    partnership.first_action = str(written.get("first_action", ""))
    partnership.lead = str(written.get("lead", ""))
    partnership.due_on = written.get("due_on") or None
    partnership.full_clean()
    partnership.save()
    return partnership


def match(need: Need, listing: Listing, *, fits: bool | None) -> None:
    """Keep a person's word on whether a listing's resource meets a need; None takes it back.

    Raises ValidationError when the two belong to different workshops.
    """
    if need.workshop_id != listing.workshop_id:
        raise ValidationError(_("This need belongs to another workshop."))
    if fits is None:
        NeedMatch.objects.filter(need=need, listing=listing).delete()
        return
    NeedMatch.objects.update_or_create(need=need, listing=listing, defaults={"fits": fits})

"""After a reveal: keep what the room says and ask the same about who comes next, in one go."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.models import User
from ecosystem.text import LINE_LENGTH
from workshops.acting import Before, remember
from workshops.models import Listing, Round, RoundItem
from workshops.questionnaire import in_order
from workshops.rating import put, take_over
from workshops.results import ItemResult, results_of


def next_after(asked: Round) -> list[Listing]:
    """Return who is asked the same next, as many as a round asks about; [] when everybody was.

    That is who stands next at the table and was not asked these questions yet; after the last, who was
    passed over before.
    """
    rows = list(asked.items.values_list("listing", "question"))
    here, questions = {listing for listing, _question in rows}, {question for _listing, question in rows}
    put = RoundItem.objects.filter(round__room=asked.room, question__in=questions).order_by()
    known = set(put.values_list("listing", "question").distinct())
    order = list(in_order(asked.room.workshop))
    start = max((place for place, row in enumerate(order, start=1) if row.pk in here), default=0)
    waiting = [
        row
        for row in [*order[start:], *order[:start]]
        if any((row.pk, question) not in known for question in questions)
    ]
    return waiting[: len(here)]


def values_to_keep(results: Iterable[ItemResult]) -> list[tuple[ItemResult, int, str]]:
    """Return what the room says and nobody has decided yet: whole medians, and kinds that many chose.

    Raises ValidationError where the median of a scale lies between two values: somebody has to choose.
    """
    found = []
    for result in results:
        if result.item.is_scale and result.is_shown and not any(bar.is_kept for bar in result.bars):
            if result.median is not None and result.settled is None:
                words = {"name": result.item.listing.name, "between": result.median_words}
                text = _("%(name)s is %(between)s for the room: keep one of the two first.") % words
                raise ValidationError(text, code="between")
            if result.settled is not None:
                found.append((result, result.settled, ""))
        elif not result.item.is_scale:
            found += [(result, 1, bar.value) for bar in result.bars if bar.is_common and not bar.is_kept]
    return found


@transaction.atomic
def keep_and_go_on(asked: Round, *, by: User) -> str:
    """Keep what the room says and put the same questions about who comes next; return it in words.

    After the last stakeholder the values are kept and nothing is asked. One undo takes all of it back.
    Raises ValidationError before the reveal and where somebody has to choose between two values.
    """
    if asked.state != Round.State.REVEALED:
        raise ValidationError(_("Reveal the answers first."), code="hidden")
    before: list[Before] = []
    for result, value, kind in values_to_keep(results_of(asked)):
        result.item.round = asked
        before += take_over(result.item, value, kind=kind, by=by)
    following = next_after(asked)
    if following:
        questions = set(asked.items.values_list("question", flat=True))
        names = {"names": ", ".join(row.name for row in following)}
        words = (_("Values kept, now: %(names)s") if before else _("Now: %(names)s")) % names
        before += put(asked.room, following, questions)[1]
    elif before:
        words = _("Values kept; these were the last stakeholders")
    else:
        return _("These were the last stakeholders, and their values are kept.")
    remember(asked.room, words[:LINE_LENGTH], before, by=by)
    return words

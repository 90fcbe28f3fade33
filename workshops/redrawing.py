"""What is said about somebody by drawing their mark to another ring, band or cell of the map."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.graph.drops import Drop
from ecosystem.models import Layer, User
from workshops.identification import answer, clear
from workshops.mapping import PARTNERS
from workshops.models import Answer, Listing, Partnership, Question
from workshops.partnering import choose_again, release, written_in

OPEN = "open"  # a question without an answer; None is 'do not know'
SCALES = (Question.INFLUENCE, Question.INTEREST)
# By name: influence and interest, the codes of the layers, and what a partnership says (False: none).
Said = Mapping[str, Any]


def meant_by(drop: Drop, listing: Listing) -> Said:
    """Return what a drop says about a listing.

    Raises ValidationError for rings that are worked out from the answers.
    """
    if drop.levels is not None:
        interest, influence = drop.levels
        return {Question.INFLUENCE.value: influence, Question.INTEREST.value: interest}
    if drop.layers is not None:
        return {"layers": list(drop.layers)}
    is_partner = Partnership.objects.filter(listing=listing).exists()
    if drop.ring != PARTNERS and not is_partner:
        raise ValidationError(
            _("%(name)s stays: this ring follows from the answers. Only partners are chosen by hand."),
            params={"name": listing.name},
        )
    return {"partner": False if is_partner else {}}


def said_about(listing: Listing, names: Collection[str]) -> dict[str, Any]:
    """Return what is said now, by name."""
    rows = Answer.objects.filter(listing=listing, question__in=SCALES)
    answers = dict(rows.values_list("question", "value"))
    found: dict[str, Any] = {name: answers.get(name, OPEN) for name in names if name in SCALES}
    if "layers" in names:
        found["layers"] = list(listing.layers.values_list("code", flat=True))
    if "partner" in names:
        partnership = Partnership.objects.filter(listing=listing).first()
        found["partner"] = written_in(partnership) if partnership else False
    return found


@transaction.atomic
def redraw(listing: Listing, wanted: Said, *, by: User, expected: Said | None = None) -> dict[str, Any]:
    """Let a listing be what is `wanted`; return what was said before.

    Raises ValidationError, and changes nothing, when it is not as `expected` any more.
    """
    listing = Listing.objects.select_for_update().get(pk=listing.pk)
    before = said_about(listing, wanted)
    if expected is not None and before != expected:
        raise ValidationError(
            _("Somebody changed %(name)s meanwhile, so it was left as it is."), params={"name": listing.name}
        )
    for name, value in wanted.items():
        if name == "layers":
            listing.layers.set(Layer.objects.filter(code__in=value))
        elif name == "partner":
            release(listing) if value is False else choose_again(listing, value)
        elif value == OPEN:
            clear(listing, name)
        else:
            answer(listing, name, value=value, by=by)
    return before


def sentence(listing: Listing, said: Said) -> str:
    """Return in words what is said now about a listing."""
    facts = {"name": listing.name}
    if "partner" in said:
        words = _("%(name)s is a partner.") if said["partner"] is not False else _("%(name)s is no partner.")
        return words % facts
    if "layers" in said:
        layers = ", ".join(str(layer) for layer in Layer.objects.filter(code__in=said["layers"]))
        return _("%(name)s is on: %(layers)s.") % {**facts, "layers": layers or _("no layer yet")}
    levels = [said[question.value] for question in SCALES]
    influence, interest = (_("not known") if level in {None, OPEN} else level for level in levels)
    return _("%(name)s: influence %(influence)s, interest %(interest)s.") % {
        **facts,
        "influence": influence,
        "interest": interest,
    }

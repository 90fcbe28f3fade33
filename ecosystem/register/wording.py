"""How the register says things in words: relations from one end, short layer names, small numbers."""

from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Layer, Relation, RelationKind, Stakeholder


class Way(TextChoices):
    """Which way a relation goes, seen from one of its ends."""

    OUT = "out", _("→ towards them")
    IN = "in", _("← from them")
    BOTH = "both", _("↔ both ways")


# What stands between the stakeholder and the name of the other one.
PHRASES: Final[dict[tuple[str, str], str | Promise]] = {
    (RelationKind.GOVERNS, Way.OUT): _("governs or regulates"),
    (RelationKind.GOVERNS, Way.IN): _("is governed or regulated by"),
    (RelationKind.GOVERNS, Way.BOTH): _("governs or regulates, and is governed by"),
    (RelationKind.FUNDS, Way.OUT): _("funds"),
    (RelationKind.FUNDS, Way.IN): _("is funded by"),
    (RelationKind.FUNDS, Way.BOTH): _("funds, and is funded by"),
    (RelationKind.SUPPLIES, Way.OUT): _("supplies or serves"),
    (RelationKind.SUPPLIES, Way.IN): _("is supplied or served by"),
    (RelationKind.SUPPLIES, Way.BOTH): _("supplies, and is supplied by"),
    (RelationKind.SHARES, Way.OUT): _("shares data or information with"),
    (RelationKind.SHARES, Way.IN): _("gets data or information from"),
    (RelationKind.SHARES, Way.BOTH): _("exchanges data or information with"),
    (RelationKind.AGREEMENT, Way.OUT): _("has a formal agreement with"),
    (RelationKind.AGREEMENT, Way.IN): _("has a formal agreement with"),
    (RelationKind.AGREEMENT, Way.BOTH): _("has a formal agreement with"),
    (RelationKind.TRUST, Way.OUT): _("trusts"),
    (RelationKind.TRUST, Way.IN): _("is trusted by"),
    (RelationKind.TRUST, Way.BOTH): _("trusts, and is trusted by"),
    (RelationKind.TENSION, Way.OUT): _("is at odds with"),
    (RelationKind.TENSION, Way.IN): _("meets opposition from"),
    (RelationKind.TENSION, Way.BOTH): _("is in tension with"),
}

# The list has room for one word a layer; the whole name stands in the title.
LAYER_WORDS: Final[dict[str, str | Promise]] = {
    "base": _("base"),
    "network": _("network"),
    "data": _("data"),
    "processing": _("processing"),
    "exchange": _("exchange"),
    "users": _("uses"),
}

NUMBER_WORDS: Final[tuple[str | Promise, ...]] = (
    _("no"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
    _("eleven"),
    _("twelve"),
)


def way_from(relation: Relation, stakeholder: Stakeholder) -> Way:
    """Return which way `relation` goes, seen from `stakeholder`, one of its ends."""
    if relation.is_mutual():
        return Way.BOTH
    return Way.OUT if relation.source_id == stakeholder.pk else Way.IN


def phrase(kind: str, way: str) -> str:
    """Return the words between a stakeholder and the other end of a relation; "" for an unknown kind."""
    return str(PHRASES.get((kind, way), ""))


def layer_word(layer: Layer) -> str:
    """Return one word for `layer`, or its whole name where it is not one of the method's six."""
    return str(LAYER_WORDS.get(layer.code, layer))


def number_word(number: int) -> str:
    """Return a whole number up to twelve in words, a larger one in figures."""
    return str(NUMBER_WORDS[number]) if 0 <= number < len(NUMBER_WORDS) else str(number)

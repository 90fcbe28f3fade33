"""Verbs of a city's families: add, change, move, show, hide; none is ever deleted, entries point at them."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils import translation
from django.utils.text import slugify

from ecosystem.models import City, Family, Layer

CODE_LENGTH: Final = 40
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """What somebody wants a family to say, in the language the screen is in; `prompts` are lines."""

    name: str
    mark: str
    shape: str
    colour: int
    visibility: str
    meaning: str = ""
    prompts: str = ""
    examples: str = ""
    layers: tuple[Layer, ...] = ()


def families_of(city: City) -> QuerySet[Family]:
    """Return the city's families in their order, each with `active`, how many active stakeholders it has."""
    active = Count("stakeholders", filter=Q(stakeholders__archived_at=None))
    # Django drops a model's own order where rows are counted.
    return Family.objects.of(city).annotate(active=active).order_by("position", "code")


def add_family(city: City, draft: FamilyDraft) -> Family:
    """Add a family at the end of the city's list and return it.

    Raises ValidationError when a family of the city has the same mark.
    """
    with transaction.atomic():
        last = Family.objects.of(city).aggregate(last=Max("position"))["last"]
        family = Family(city=city, code=_free_code(city, draft.name), position=(last or 0) + 1)
        return _write(family, draft)


def change_family(family: Family, draft: FamilyDraft) -> Family:
    """Make the family say what `draft` says and return it; texts in other languages stay.

    Raises ValidationError when another family of the city has the same mark.
    """
    with transaction.atomic():
        return _write(family, draft)


def show_family(family: Family) -> None:
    """Give the family a card in workshops and a place in forms again."""
    family.visibility = Family.Visibility.SHOWN
    family.save(update_fields=["visibility"])


def hide_family(family: Family) -> None:
    """Offer the family no longer; stakeholders that belong to it keep it."""
    family.visibility = Family.Visibility.HIDDEN
    family.save(update_fields=["visibility"])


def move_family(family: Family, way: str) -> int:
    """Change places with the family before it (UP) or after it (DOWN) and return the place, from 1.

    At the ends nothing happens.
    """
    with transaction.atomic():
        families = list(Family.objects.filter(city=family.city_id).select_for_update())
        place = families.index(family)
        other = place + (1 if way == DOWN else -1)
        if 0 <= other < len(families):
            families.insert(other, families.pop(place))
        for position, row in enumerate(families):
            row.position = position
        Family.objects.bulk_update(families, ["position"])
    return families.index(family) + 1


def _write(family: Family, draft: FamilyDraft) -> Family:
    language = translation.get_language() or "en"
    for field, text in (
        ("names", draft.name),
        ("meanings", draft.meaning),
        ("prompts", draft.prompts),
        ("examples", draft.examples),
    ):
        setattr(family, field, {**getattr(family, field), language: text})
    for field in ("mark", "shape", "colour", "visibility"):
        setattr(family, field, getattr(draft, field))
    family.full_clean()
    family.save()
    family.layers.set(draft.layers)
    return family


def _free_code(city: City, name: str) -> str:
    """Return a code made of the name that no family of the city has."""
    stem = slugify(name)[:CODE_LENGTH] or "family"
    taken = set(Family.objects.of(city).values_list("code", flat=True))
    codes = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)

"""What changes in the register by drawing on the city's map: layers, and relations."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ecosystem.models import City, Layer, Relation, Stakeholder, User
from ecosystem.register.editing import touch
from ecosystem.register.snapshots import day_kept


def layers_of(stakeholder: Stakeholder) -> list[str]:
    """Return the codes of the layers an entry stands on."""
    return list(stakeholder.layers.values_list("code", flat=True))


def put_on_layers(
    stakeholder: Stakeholder, codes: Sequence[str], *, by: User, expected: Sequence[str] | None = None
) -> list[str]:
    """Let an entry stand on these layers; return the codes of those it stood on before.

    Raises ValidationError, and changes nothing, when they are not those `expected` any more.
    """
    with day_kept(stakeholder.city):
        locked = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
        before = layers_of(locked)
        if expected is not None and before != list(expected):
            raise ValidationError(
                _("Somebody changed %(name)s meanwhile, so it was left as it is."),
                params={"name": stakeholder.name},
            )
        locked.layers.set(Layer.objects.filter(code__in=codes))
        touch({stakeholder.pk}, by)
    return before


def relate(
    source: Stakeholder, target: Stakeholder, kind: str, *, is_mutual: bool, strength: int, by: User
) -> Relation:
    """Draw a relation between two entries of a city. Raises ValidationError when it breaks a rule."""
    direction = Relation.Direction.MUTUAL if is_mutual else Relation.Direction.ONE_WAY
    relation = Relation(
        city=source.city, source=source, target=target, kind=kind, direction=direction, strength=strength
    )
    with day_kept(source.city):
        relation.full_clean()
        relation.save()
        touch({source.pk, target.pk}, by)
    return relation


def unrelate(relation: Relation, *, by: User) -> None:
    """Take a relation away, at both of its ends."""
    with day_kept(relation.city):
        touch({relation.source_id, relation.target_id}, by)
        relation.delete()


def between(city: City, one: int, other: int) -> list[Relation]:
    """Return the relations between two entries, in either direction."""
    relations = Relation.objects.of(city).with_ends()
    return list(relations.filter(source__in=(one, other), target__in=(one, other)).order_by("pk"))

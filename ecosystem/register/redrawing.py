"""What changes in the register by drawing on the city's map: layers, and relations."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ecosystem.models import Layer, Relation, Stakeholder, User
from ecosystem.register.editing import touch
from ecosystem.register.snapshots import day_kept

TOLD_APART_BY = ("source", "target", "kind", "direction", "note")


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


def relate(relation: Relation, *, by: User) -> Relation:
    """Draw a new relation between two entries of a city.

    Raises ValidationError when it breaks a rule or is on the map already, as after a second click.
    """
    with day_kept(relation.city):
        # Whoever draws the same at the same moment waits here.
        list(Stakeholder.objects.filter(pk=relation.source_id).select_for_update())
        if Relation.objects.filter(**{name: getattr(relation, name) for name in TOLD_APART_BY}).exists():
            raise ValidationError(_("%(relation)s is on the map already."), params={"relation": relation})
        relation.full_clean()
        relation.save()
        touch({relation.source_id, relation.target_id}, by)
    return relation


def unrelate(relation: Relation, *, by: User) -> None:
    """Take a relation away, at both of its ends."""
    with day_kept(relation.city):
        touch({relation.source_id, relation.target_id}, by)
        relation.delete()

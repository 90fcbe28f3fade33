"""What changes in the register on the city's map and in its table: what entries say, and relations."""

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.http import Http404
from django.utils.translation import gettext as _

from ecosystem.maps.changing import Redrawn
from ecosystem.models import City, Relation, Stakeholder, User
from ecosystem.register.editing import touch
from ecosystem.register.saying import Said, said_about, say, sentence
from ecosystem.register.snapshots import day_kept

TOLD_APART_BY = ("source", "target", "kind", "direction", "note")


def redraw(
    stakeholder: Stakeholder, wanted: Said, *, by: User, expected: Said | None = None
) -> dict[str, Any]:
    """Let an entry say what is `wanted`; return what it said of that before.

    Raises ValidationError, and changes nothing, when it does not say what is `expected` any more.
    """
    with day_kept(stakeholder.city):
        locked = Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
        before = said_about(locked, wanted)
        if expected is not None and before != expected:
            raise ValidationError(
                _("Somebody changed %(name)s meanwhile, so it was left as it is."),
                params={"name": stakeholder.name},
            )
        for name, value in wanted.items():
            say(locked, name, value)
        touch({stakeholder.pk}, by)
    stakeholder.refresh_from_db(fields=["readiness"])
    return before


def redrawn(stakeholder: Stakeholder, before: Said) -> Redrawn:
    """Return in words what a change made of an entry, with what undoes it until somebody changes it again."""
    facts = {
        "stakeholder": stakeholder.pk,
        "wanted": dict(before),
        "expected": said_about(stakeholder, before),
    }
    return Redrawn(sentence(stakeholder, before), _signed(stakeholder.city, facts))


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


def unrelate(relation: Relation, *, by: User) -> Redrawn:
    """Take a relation away, at both of its ends; return that in words, with what draws it again."""
    facts = model_to_dict(relation, exclude=["id", "city"])
    words = _("%(relation)s is taken away.") % {"relation": relation}
    with day_kept(relation.city):
        touch({relation.source_id, relation.target_id}, by)
        relation.delete()
    return Redrawn(words, _signed(relation.city, {"gone": facts}))


def drawn(relation: Relation) -> Redrawn:
    """Return in words that a relation is drawn, with what takes it away again."""
    words = _("%(relation)s is drawn.") % {"relation": relation}
    return Redrawn(words, _signed(relation.city, {"drawn": relation.pk}))


def take_back(city: City, token: str, *, by: User) -> Redrawn:
    """Undo, or redo, what a token speaks of.

    Raises Http404 for a token of elsewhere, ValidationError when somebody has changed it meanwhile.
    """
    try:
        facts = signing.loads(token, salt=_salt(city))
    except signing.BadSignature as error:
        raise Http404 from error
    if "gone" in facts:
        return _relate_again(city, facts["gone"], by=by)
    if "drawn" in facts:
        relation = Relation.objects.of(city).with_ends().filter(pk=facts["drawn"]).first()
        if relation is None:
            raise ValidationError(_("Somebody changed this relation meanwhile, so it was left as it is."))
        return unrelate(relation, by=by)
    stakeholder = _entry(city, facts["stakeholder"])
    before = redraw(stakeholder, facts["wanted"], by=by, expected=facts["expected"])
    return redrawn(stakeholder, before)


def _relate_again(city: City, facts: Mapping[str, Any], *, by: User) -> Redrawn:
    ends = {end: _entry(city, facts[end]) for end in ("source", "target")}
    return drawn(relate(Relation(city=city, **{**facts, **ends}), by=by))


def _entry(city: City, pk: int) -> Stakeholder:
    found = Stakeholder.objects.of(city).active().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _signed(city: City, facts: Mapping[str, Any]) -> str:
    return signing.dumps(facts, salt=_salt(city), compress=True)


def _salt(city: City) -> str:
    return f"redraw-{city.pk}"

"""What changes in the register on the city's map and in its table: what entries say, and relations."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import model_to_dict
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecosystem.maps.changing import Redrawn, sealed, unsealed
from ecosystem.models import AbstractRelation, City, Relation, Stakeholder, User
from ecosystem.register import retying
from ecosystem.register.editing import touch
from ecosystem.register.saying import OWN, READINESS, Said, said_about, say, sentence
from ecosystem.register.snapshots import day_kept

CHANGED_MEANWHILE = gettext_lazy("Somebody changed this relation meanwhile, so it was left as it is.")


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
                code="stale",
                params={"name": stakeholder.name},
            )
        for name, value in wanted.items():
            say(locked, name, value)
        touch({stakeholder.pk}, by)
    stakeholder.refresh_from_db(fields=[*OWN, READINESS])
    return before


def redrawn(stakeholder: Stakeholder, before: Said) -> Redrawn:
    """Return in words what a change made of an entry, with what undoes it until somebody changes it again."""
    facts = {
        "stakeholder": stakeholder.pk,
        "wanted": dict(before),
        "expected": said_about(stakeholder, before),
    }
    return Redrawn(sentence(stakeholder, before), sealed(facts, stakeholder.city))


def relate(relation: Relation, *, by: User) -> Relation:
    """Draw a new relation between two entries of a city.

    Raises ValidationError when it breaks a rule or is on the map already, as after a second click.
    """
    with day_kept(relation.city):
        _wait_for_both(relation)
        _keep(relation, by)
    return relation


def _wait_for_both(relation: Relation) -> None:
    """Let whoever draws or changes the same at the same moment, from either end, wait."""
    ends = Stakeholder.objects.filter(pk__in=[relation.source_id, relation.target_id])
    list(ends.order_by("pk").select_for_update())


def told_alike(relation: AbstractRelation, source: int | None, target: int | None) -> Q:
    """Return what finds the relations between two ends that say what `relation` says, however strong.

    What holds both ways is the same from either end.
    """
    ends = Q(source=source, target=target)
    if relation.is_mutual():
        ends |= Q(source=target, target=source)
    return ends & Q(kind=relation.kind, direction=relation.direction, note=relation.note)


def _keep(relation: Relation, by: User) -> None:
    same = Relation.objects.filter(told_alike(relation, relation.source_id, relation.target_id))
    if same.exclude(pk=relation.pk).exists():
        raise ValidationError(_("%(relation)s is on the map already."), params={"relation": relation})
    relation.full_clean()
    relation.save()
    touch({relation.source_id, relation.target_id}, by)


def retie(
    relation: Relation, own: int, wanted: Said, *, by: User, expected: Said | None = None
) -> dict[str, Any]:
    """Let a relation say what is `wanted`, seen from its end `own`; return what it said of that before.

    Raises ValidationError when it breaks a rule, is on the map already, or (code 'stale') does not say
    what is `expected` any more. The relation then says what is stored.
    """
    with day_kept(relation.city):
        _wait_for_both(relation)
        locked = Relation.objects.with_ends().filter(pk=relation.pk).first()
        before = retying.said_of(locked, own) if locked else {}
        before = {name: value for name, value in before.items() if name in wanted}
        if locked is None or (expected is not None and before != expected):
            raise ValidationError(CHANGED_MEANWHILE, code="stale")
        for name, value in wanted.items():
            retying.say(locked, own, name, value)
        _keep(locked, by)
    return before


def retied(relation: Relation, own: int, before: Said) -> Redrawn:
    """Return in words what a change made of a relation, with what undoes it until somebody makes another."""
    relation = Relation.objects.with_ends().get(pk=relation.pk)
    now = retying.said_of(relation, own)
    facts = {
        "tie": relation.pk,
        "own": own,
        "wanted": before,
        "expected": {name: now[name] for name in before},
    }
    return Redrawn(retying.sentence(relation, own), sealed(facts, relation.city))


def unrelate(relation: Relation, *, by: User) -> Redrawn:
    """Take a relation away, at both of its ends; return that in words, with what draws it again."""
    facts = model_to_dict(relation, exclude=["id", "city"])
    words = _("%(relation)s is taken away.") % {"relation": relation}
    with day_kept(relation.city):
        touch({relation.source_id, relation.target_id}, by)
        relation.delete()
    return Redrawn(words, sealed({"gone": facts}, relation.city))


def drawn(relation: Relation) -> Redrawn:
    """Return in words that a relation is drawn, with what takes it away again."""
    words = _("%(relation)s is drawn.") % {"relation": relation}
    return Redrawn(words, sealed({"drawn": relation.pk}, relation.city))


def take_back(city: City, token: str, *, by: User) -> Redrawn:
    """Undo, or redo, what a token speaks of.

    Raises Http404 for a token of elsewhere, ValidationError when somebody has changed it meanwhile.
    """
    facts = unsealed(token, city)
    if "gone" in facts:
        return _relate_again(city, facts["gone"], by=by)
    if "drawn" in facts:
        relation = Relation.objects.of(city).with_ends().filter(pk=facts["drawn"]).first()
        if relation is None:
            raise ValidationError(CHANGED_MEANWHILE)
        return unrelate(relation, by=by)
    if "tie" in facts:
        relation = Relation.objects.of(city).filter(pk=facts["tie"]).first()
        if relation is None:
            raise ValidationError(CHANGED_MEANWHILE)
        said = retie(relation, facts["own"], facts["wanted"], by=by, expected=facts["expected"])
        return retied(relation, facts["own"], said)
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

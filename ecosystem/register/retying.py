"""A relation as it is seen from one of its ends, and said otherwise from there."""

from typing import Any, Final

from django.utils.translation import gettext as _

from ecosystem.models import Relation
from ecosystem.register.wording import Way, phrase

SAID: Final = ("kind", "way", "strength", "note")


def said_of(relation: Any, own: int) -> dict[str, Any]:
    """Return what a relation says, by the names of `SAID`, seen from its end with the number `own`."""
    way = Way.BOTH if relation.is_mutual() else Way.OUT if relation.source_id == own else Way.IN
    return {name: way.value if name == "way" else getattr(relation, name) for name in SAID}


def say(relation: Any, own: int, name: str, value: Any) -> None:
    """Let a relation say something else, unsaved; another way may turn its ends round."""
    if name != "way":
        setattr(relation, name, value)
        return
    directions = Relation.Direction
    relation.direction = directions.MUTUAL if value == Way.BOTH else directions.ONE_WAY
    if value != Way.BOTH and (value == Way.OUT) != (relation.source_id == own):
        relation.source, relation.target = relation.target, relation.source


def sentence(relation: Any, own: int) -> str:
    """Return a relation in words, such as 'Kiosko Lab funds Water Office (strong · until 2030).'."""
    ends = (relation.source, relation.target)
    one, other = ends if relation.source_id == own else reversed(ends)
    facts = {
        "name": one.name,
        "phrase": phrase(relation.kind, said_of(relation, own)["way"]),
        "other": other.name,
        "details": " · ".join(filter(None, (str(relation.get_strength_display()), relation.note))),
    }
    return _("%(name)s %(phrase)s %(other)s (%(details)s).") % facts

"""What changed between two states of a map: every change, and nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ecosystem.graph.records import PROJECT_KEY, Ecosystem, Node, Tie

Value = str | int | bool | tuple[str, ...] | None


class Group(StrEnum):
    """The kinds of change, in the order they are told in."""

    JOINED = "joined"
    LEFT = "left"
    PARTNER = "partner"
    NO_PARTNER = "no-partner"
    CHANGED = "changed"
    TIED = "tied"
    UNTIED = "untied"
    RETIED = "retied"
    CHAIR = "chair"
    NO_CHAIR = "no-chair"


OPPOSITES = {
    Group.JOINED: Group.LEFT,
    Group.PARTNER: Group.NO_PARTNER,
    Group.TIED: Group.UNTIED,
    Group.CHAIR: Group.NO_CHAIR,
}
OPPOSITES |= {second: first for first, second in OPPOSITES.items()}
# Score, how sure we are of it, and the ring of a partner follow from these.
FIELDS = ("name", "short", "family", "ring", "layers", "influence", "interest", "readiness", "resources")
SETS = {"layers", "resources"}
TIE_FIELDS = ("source", "target", "kind", "is_mutual", "strength")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the node or tie `key`; `field` with its two values where a value changed."""

    group: Group
    key: str
    field: str = ""
    before: Value = None
    after: Value = None

    def inverted(self) -> "Change":
        """Return the change that undoes this one."""
        group = OPPOSITES.get(self.group, self.group)
        return Change(group, self.key, self.field, before=self.after, after=self.before)


def differences(before: Ecosystem, after: Ecosystem) -> tuple[Change, ...]:
    """Return every change from one state to the other, in the order of Group.

    Stakeholders and relations are the same by their key; a relation made anew just as it was is no
    change, and one made anew of the same kind between the same two has changed. The order of rows,
    and names of families, layers and rings, are not compared.
    """
    found = [
        *_title(before, after),
        *_people(before, after),
        *_relations(before.ties, after.ties),
        *_chairs(before, after),
    ]
    order = list(Group)
    return tuple(sorted(found, key=lambda change: order.index(change.group)))


def _title(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    was, now = before.project or before.centre, after.project or after.centre
    if was != now:
        yield Change(Group.CHANGED, PROJECT_KEY, "name", was, now)


def _people(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    was = {node.key: node for node in before.stakeholders()}
    now = {node.key: node for node in after.stakeholders()}
    yield from _came(was, now, Group.JOINED, Group.LEFT)
    for key, node in now.items():
        old_partner = key in was and was[key].is_partner
        if node.is_partner and not old_partner:
            yield Change(Group.PARTNER, key)
        if old_partner and not node.is_partner:
            yield Change(Group.NO_PARTNER, key)
        if key in was:
            yield from _values(was[key], node)
    for key in was.keys() - now.keys():
        if was[key].is_partner:
            yield Change(Group.NO_PARTNER, key)


def _came(was: Iterable[str], now: Iterable[str], came: Group, went: Group) -> Iterator[Change]:
    old, new = list(was), list(now)
    yield from (Change(came, key) for key in new if key not in set(old))
    yield from (Change(went, key) for key in old if key not in set(new))


def _values(was: Node, now: Node) -> Iterator[Change]:
    for field in FIELDS:
        if field == "ring" and (was.is_partner or now.is_partner):
            continue
        old, new = _value(was, field), _value(now, field)
        if old != new:
            yield Change(Group.CHANGED, now.key, field, old, new)


def _value(node: Node, field: str) -> Value:
    value: Value = getattr(node, field)
    return tuple(sorted(set(value))) if isinstance(value, tuple) else value


def _relations(before: Iterable[Tie], after: Iterable[Tie]) -> Iterator[Change]:
    was, now = {tie.key: tie for tie in before}, {tie.key: tie for tie in after}
    went = [tie for key, tie in was.items() if key not in now]
    came = [tie for key, tie in now.items() if key not in was]
    same = Counter(map(_facts, went)) & Counter(map(_facts, came))
    anew = _made_anew(_without(went, same), _without(came, same))
    gone, new = {old.key for old, _new in anew}, {new.key for _old, new in anew}
    yield from (Change(Group.TIED, tie.key) for tie in _without(came, same) if tie.key not in new)
    yield from (Change(Group.UNTIED, tie.key) for tie in _without(went, same) if tie.key not in gone)
    for old, tie in [*((was[key], now[key]) for key in was.keys() & now.keys()), *anew]:
        key = min(old.key, tie.key)
        for field in TIE_FIELDS:
            first, second = getattr(old, field), getattr(tie, field)
            if first != second:
                yield Change(Group.RETIED, key, field, first, second)


def _made_anew(went: Iterable[Tie], came: Iterable[Tie]) -> list[tuple[Tie, Tie]]:
    """Return the relations that came in the place of one of the same kind between the same two."""
    waiting = defaultdict(list)
    for tie in sorted(went, key=lambda tie: tie.key):
        waiting[frozenset((tie.source, tie.target)), tie.kind].append(tie)
    return [
        (old.pop(0), tie)
        for tie in sorted(came, key=lambda tie: tie.key)
        if (old := waiting[frozenset((tie.source, tie.target)), tie.kind])
    ]


def _facts(tie: Tie) -> tuple[object, ...]:
    ends = sorted((tie.source, tie.target)) if tie.is_mutual else (tie.source, tie.target)
    return (*ends, tie.kind, tie.is_mutual, tie.strength)


def _without(ties: Iterable[Tie], same: Counter[tuple[object, ...]]) -> Iterator[Tie]:
    left = Counter(same)
    for tie in ties:
        if left[_facts(tie)]:
            left[_facts(tie)] -= 1
        else:
            yield tie


def _chairs(before: Ecosystem, after: Ecosystem) -> Iterator[Change]:
    was, now = [node.key for node in before.chairs()], [node.key for node in after.chairs()]
    yield from _came(was, now, Group.CHAIR, Group.NO_CHAIR)

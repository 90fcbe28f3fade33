"""Changes between two states of a map in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecosystem.graph.differences import Change, Group, Value
from ecosystem.graph.records import PROJECT_KEY, Ecosystem, Tie
from ecosystem.models import RelationKind, ResourceKind


@dataclass(frozen=True, slots=True)
class Line:
    """One change: about whom, what (may be ""), and the two values where one changed."""

    who: str
    what: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """All changes of a kind."""

    code: str
    title: str
    lines: tuple[Line, ...]


def sections_of(
    changes: Sequence[Change],
    before: Ecosystem,
    after: Ecosystem,
    *,
    titles: Mapping[Group, str] | None = None,
) -> tuple[Section, ...]:
    """Return the changes in words, by kind; kinds without any are left out.

    `titles` are other names for some kinds.
    """
    words, titles = Words(before, after), group_names() | dict(titles or {})
    return tuple(
        Section(group.value, titles[group], lines)
        for group in Group
        if (lines := tuple(words.line(change) for change in changes if change.group == group))
    )


def group_names() -> dict[Group, str]:
    """Return what each kind of change is called."""
    return {
        Group.JOINED: _("Joined"),
        Group.LEFT: _("Left"),
        Group.PARTNER: _("Became partner"),
        Group.NO_PARTNER: _("No longer partner"),
        Group.CHANGED: _("Changed"),
        Group.TIED: _("New relations"),
        Group.UNTIED: _("Relations gone"),
        Group.RETIED: _("Relations changed"),
        Group.CHAIR: _("New empty chairs"),
        Group.NO_CHAIR: _("Empty chairs gone"),
    }


def _field_names() -> dict[str, str]:
    return {
        "name": _("name"),
        "short": _("short name"),
        "family": _("family"),
        "ring": _("ring"),
        "layers": _("layers"),
        "influence": _("influence"),
        "interest": _("interest"),
        "readiness": _("readiness"),
        "resources": _("resources"),
        "source": _("from"),
        "target": _("to"),
        "kind": _("kind"),
        "is_mutual": _("direction"),
        "strength": _("strength"),
    }


class Words:
    """Names of what two states speak about; the later state's name where both have one."""

    def __init__(self, before: Ecosystem, after: Ecosystem) -> None:
        both = (before, after)
        self.people = {node.key: node.name for state in both for node in state.nodes}
        self.people[PROJECT_KEY] = after.project or after.centre
        self.ties = {tie.key: tie for state in both for tie in state.ties}
        self.fields = _field_names()
        self.codes = {
            "family": {row.code: row.name for state in both for row in state.families},
            "layers": {row.code: row.name for state in both for row in state.layers},
            "ring": {row.code: row.name for state in both for row in state.rings},
            "resources": {kind.value: str(kind.label) for kind in ResourceKind},
            "kind": {kind.value: str(kind.label) for kind in RelationKind},
            "source": self.people,
            "target": self.people,
        }

    def line(self, change: Change) -> Line:
        """Return a change in words."""
        who = self._tie(self.ties[change.key]) if change.key in self.ties else self.people[change.key]
        if not change.field:
            return Line(who)
        before, after = self._value(change.field, change.before), self._value(change.field, change.after)
        return Line(who, self.fields[change.field], before, after)

    def _tie(self, tie: Tie) -> str:
        names = {"source": self.people[tie.source], "target": self.people[tie.target]}
        names["kind"] = self.codes["kind"].get(tie.kind, tie.kind)
        if tie.is_mutual:
            return _("%(source)s ↔ %(target)s: %(kind)s") % names
        return _("%(source)s → %(target)s: %(kind)s") % names

    def _value(self, field: str, value: Value) -> str:
        if value is None:
            return _("not known")
        if isinstance(value, bool):
            return _("mutual") if value else _("one way")
        if isinstance(value, tuple):
            return self._list(field, value)
        return self.codes.get(field, {}).get(str(value), str(value)) or _("none")

    def _list(self, field: str, codes: Iterable[str]) -> str:
        names = self.codes[field]
        return ", ".join(names.get(code, code) for code in codes) or _("none")

"""Two versions of one entry side by side: what somebody typed, and what is stored now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from ecosystem.register.forms.entry import StakeholderForms
from ecosystem.register.forms.parts import ABSENT
from ecosystem.register.wording import phrase
from ecosystem.text import row_number

DIGEST_LETTERS = 12
MINE, STORED = "mine", "stored"


class Changer(Enum):
    """Who changed a place since the form was read."""

    BOTH = "both"
    THEM = "them"
    ME = "me"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in which the versions differ: who changed it, both in words, and which is chosen so far."""

    key: str
    label: str
    mine: str
    stored: str
    changer: Changer
    choice: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a version: a field, a kind of a profile, or a relation."""

    label: str
    fields: tuple[BoundField, ...]

    def values(self) -> dict[str, list[str]]:
        """Return what the place holds by field, tidied, so that equal means equal."""
        return {field.name: sorted(" ".join(text.split()) for text in sent(field)) for field in self.fields}

    def digest(self) -> str:
        """Return a short print of the values."""
        return sha256(json.dumps(self.values()).encode()).hexdigest()[:DIGEST_LETTERS]

    def text(self) -> str:
        """Return what the place says in words; "" when it says nothing."""
        if len(self.fields) == 1:
            return _words(self.fields[0])
        by_name = {field.name: field for field in self.fields}
        if "way" in by_name:
            tie = phrase(*(sent(by_name[name])[0] for name in ("kind", "way")))
            parts = [
                f"{tie} {_words(by_name['other'])}",
                _words(by_name["strength"]),
                _words(by_name["note"]),
            ]
        elif sent(by_name["level"]) in ([], [ABSENT]) and not _words(by_name["description"]):
            parts = []
        else:
            parts = [_words(by_name["level"]), _words(by_name["description"])]
        return " · ".join(part for part in parts if part)


def sent(field: BoundField) -> list[str]:
    """Return the values of `field` as a browser sends them; an empty field sends one empty text."""
    value = field.value()
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    return ["" if value is None else str(value)]


def slots_of(entry: StakeholderForms) -> dict[str, Slot]:
    """Return the places of `entry` by key: as sent where it is bound, else as stored."""
    found = {
        name: Slot(str(entry.details[name].label), (entry.details[name],)) for name in entry.details.fields
    }
    for row in entry.part_rows():
        title = f"{row.part.title}: {row.title}"
        found[str(row.prefix)] = Slot(title, (row["level"], row["description"]))
    for form in entry.relations.forms:
        if form.is_said():
            key = f"relation-{form.stored_pk}" if form.stored_pk else str(form.prefix)
            fields = tuple(form[name] for name in ("kind", "way", "other", "strength", "note"))
            found[key] = Slot(str(form["kind"].label), fields)
    return found


def digests_of(entry: StakeholderForms) -> str:
    """Return the prints of all places of `entry`, for a form to carry along."""
    return json.dumps({key: slot.digest() for key, slot in slots_of(entry).items()})


def read_digests(text: str) -> dict[str, str]:
    """Return the prints a form carried along; {} when they did not arrive whole."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, str]", found) if isinstance(found, dict) else {}


def differences(
    mine: StakeholderForms, stored: StakeholderForms, *, read: Mapping[str, str], choices: Mapping[str, str]
) -> list[Difference]:
    """Return where the versions differ, what both changed first.

    `read` holds the prints of what was read; without one for any place, both count as changed.
    `choices` are the answers given so far; a place both changed has no answer of its own.
    """
    ours, theirs = slots_of(mine), slots_of(stored)
    found = []
    for key in theirs | ours:
        one, other = ours.get(key), theirs.get(key)
        if one and other and one.values() == other.values():
            continue
        changer = _changer(one, other, read.get(key)) if read else Changer.BOTH
        default = {Changer.THEM: STORED, Changer.ME: MINE}.get(changer, "")
        found.append(
            Difference(
                key=key,
                label=(one or theirs[key]).label,
                mine=one.text() if one else "",
                stored=other.text() if other else "",
                changer=changer,
                choice=choices.get(key, default),
            )
        )
    return sorted(found, key=lambda difference: list(Changer).index(difference.changer))


def with_their_rows(data: QueryDict, mine: StakeholderForms, stored: StakeholderForms) -> QueryDict:
    """Return `data` with a row for each stored relation it has none for, ticked for removal.

    So 'mine' means without it, and nothing is decided by a row that was never seen.
    """
    merged = data.copy()
    seen = {form.stored_pk for form in mine.relations.forms}
    total = len(mine.relations.forms)
    for form in stored.relations.forms:
        if form.stored_pk and form.stored_pk not in seen:
            for name in form.fields:
                merged[f"relations-{total}-{name}"] = "".join(sent(form[name]))
            merged[f"relations-{total}-DELETE"] = "on"
            total += 1
    merged["relations-TOTAL_FORMS"] = str(total)
    return merged


def with_choices(
    data: QueryDict, mine: StakeholderForms, stored: StakeholderForms, choices: Mapping[str, str]
) -> QueryDict:
    """Return `data` with the stored version in each place where it was chosen."""
    merged = data.copy()
    ours, theirs = slots_of(mine), slots_of(stored)
    rows = {form.stored_pk: str(form.prefix) for form in mine.relations.forms if form.stored_pk}
    for key in (key for key, choice in choices.items() if choice == STORED):
        if key in theirs:
            for field in theirs[key].fields:
                merged.setlist(_name_in(field, key, rows), sent(field))
            merged.pop(f"{_row_of(key, rows)}-DELETE", None)
        elif key in ours:
            merged[f"{_row_of(key, rows)}-DELETE"] = "on"
    return merged


def _changer(one: Slot | None, other: Slot | None, read: str | None) -> Changer:
    mine_changed = (one.digest() if one else None) != read
    stored_changed = (other.digest() if other else None) != read
    if mine_changed and stored_changed:
        return Changer.BOTH
    return Changer.ME if mine_changed else Changer.THEM


def _row_of(key: str, rows: Mapping[int, str]) -> str:
    """Return the prefix of the row that holds a relation: `key` itself where the relation is new."""
    pk = row_number(key.removeprefix("relation-"))
    return key if pk is None else rows.get(pk, "")


def _name_in(field: BoundField, key: str, rows: Mapping[int, str]) -> str:
    if key.startswith("relation-"):
        return f"{_row_of(key, rows)}-{field.name}"
    return field.html_name


def _words(field: BoundField) -> str:
    """Return the value of `field` in words."""
    values = sent(field)
    if not isinstance(field.field, (forms.ChoiceField, forms.ModelChoiceField)):
        return "".join(values)
    choices: Any = field.field.choices
    labels = {str(value): str(label) for value, label in choices}
    return ", ".join(labels.get(value, value) for value in values)

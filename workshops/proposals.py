"""What a workshop learnt reaches the register only as proposals that staff accept field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Layer, Relation, Stakeholder, User
from ecosystem.register.drafts import PartDraft, StakeholderDraft, draft_of
from ecosystem.register.editing import StaleVersionError, change_stakeholder, create_stakeholder
from ecosystem.register.redrawing import relate, retie, unrelate
from workshops.models import Answer, DrawnRelation, LeftOutRelation, Listing, Proposal, Question, Workshop
from workshops.relating import DRAWN, AnyRelation, drawn_in, facts_of, key_of_relation, said_by

Field = Proposal.Field
PARTS = {
    Question.GAIN: (Field.INTEREST, "interests"),
    Question.RESOURCE: (Field.RESOURCE, "resources"),
    Question.MEANS: (Field.MEANS, "means"),
}
DRAFT_FIELDS = dict(PARTS.values())


@dataclass(frozen=True, slots=True)
class Wish:
    """One field as a workshop would have it."""

    field: Field
    kind: str
    value: dict[str, Any]


@transaction.atomic
def propose(workshop: Workshop, *, by: User) -> int:
    """Propose all that the workshop says differently from the register; return how many wait.

    What is pending already is brought up to date; what staff refused with this very value is not
    asked again. Raises ValidationError for a rehearsal, of which nothing reaches the register.
    """
    if workshop.rehearses_id is not None:
        raise ValidationError(_("This is a rehearsal: nothing of it reaches the register."), code="rehearsal")
    listings = (
        workshop.listings.current()
        .select_related("family", "stakeholder__family")
        .prefetch_related(
            "layers",
            "answers",
            "proposals",
            "stakeholder__layers",
            "stakeholder__tags",
            "stakeholder__interests",
            "stakeholder__resources",
            "stakeholder__means",
            "relations_drawn__target",
            "relations_drawn__instead_of",
            "relations_left_out__relation__target",
            "relations_left_out__instead__source",
            "relations_left_out__instead__target",
        )
    )
    count = 0
    for listing in listings:
        count += _propose_one(listing, by)
    return count


def _propose_one(listing: Listing, by: User) -> int:
    wishes = list(wishes_of(listing))
    known = list(listing.proposals.all())
    refused = [
        Wish(Field(row.field), row.kind, row.value) for row in known if row.state == Proposal.State.REFUSED
    ]
    wanted = [wish for wish in wishes if wish not in refused]
    pending = {(row.field, row.kind): row for row in known if row.state == Proposal.State.PENDING}
    for wish in wanted:
        row = pending.pop((wish.field, wish.kind), None) or Proposal(
            listing=listing, field=wish.field, kind=wish.kind
        )
        row.value, row.proposed_by = wish.value, by
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
    Proposal.objects.filter(pk__in=[row.pk for row in pending.values()]).delete()
    return len(wanted)


def wishes_of(listing: Listing) -> Iterator[Wish]:
    """Yield what the workshop says about a listing that the register does not say.

    'Do not know' says nothing, and what was taken over from the register is not said by the room.
    """
    entry = listing.stakeholder
    if entry is None:
        value = {"name": listing.name, "family": listing.family_id}
        yield Wish(Field.ENTRY, "", value)
    draft = draft_of(entry) if entry else StakeholderDraft(name=listing.name, family=listing.family)
    layers = sorted(layer.code for layer in listing.layers.all())
    if layers and layers != sorted(layer.code for layer in draft.layers):
        yield Wish(Field.LAYERS, "", {"layers": layers})
    for answer in listing.answers.all():
        if answer.value is not None and answer.origin != Answer.Origin.REGISTER:
            yield from _wish(answer, draft)
    yield from _relations(listing)


def _relations(listing: Listing) -> Iterator[Wish]:
    for left_out in listing.relations_left_out.all():
        relation, drawn = left_out.relation, left_out.instead
        key = key_of_relation(relation)
        if drawn is None or drawn.removed_at is not None:
            yield Wish(Field.RELATION, key, {"gone": True, **_facts(relation)})
        elif drawn.is_current():
            yield Wish(Field.RELATION, key, {"gone": False, **_changed(left_out, drawn)})
    for drawn in listing.relations_drawn.all():
        if drawn.is_current() and not drawn.instead_of.all():
            yield Wish(Field.RELATION, key_of_relation(drawn), {"gone": False, **_facts(drawn)})


def _facts(relation: AnyRelation) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "target": relation.target.name,
        "is_mutual": relation.is_mutual(),
        "strength": relation.strength,
        **({"note": relation.note} if relation.note else {}),
    }


def _changed(left_out: LeftOutRelation, drawn: DrawnRelation) -> dict[str, Any]:
    """Return what a relation of the register says here, seen from its source there."""
    is_turned = drawn.source_id != left_out.listing_id and not drawn.is_mutual()
    facts = _facts(drawn) | {"target": left_out.relation.target.name}
    return facts | ({"is_turned": True} if is_turned else {})


def _wish(answer: Answer, draft: StakeholderDraft) -> Iterator[Wish]:
    if answer.question == Question.READINESS:
        if answer.value != draft.readiness:
            yield Wish(Field.READINESS, "", {"level": answer.value})
        return
    if answer.question not in PARTS:
        return  # influence and interest are about this project, not about the stakeholder
    field, name = PARTS[Question(answer.question)]
    parts = {part.kind: part for part in getattr(draft, name)}
    level = parts[answer.kind].level if answer.kind in parts else 0
    if answer.value != level:
        yield Wish(field, answer.kind, {"level": answer.value, "note": answer.note})


@transaction.atomic
def accept(proposals: Iterable[Proposal], *, version: int | None, by: User) -> Stakeholder:
    """Write the proposals about one listing into the register and return the entry.

    `version` is the entry's as the person saw it (None: it is not in the register yet). Raises
    ValidationError when the entry changed since, is archived, or a value cannot be kept there, or
    when a relation leads to somebody who is not in the register.
    """
    # What goes makes room first: a relation that is said otherwise goes and comes again.
    rows = sorted(proposals, key=lambda row: (row.field != Field.ENTRY, not row.value.get("gone")))
    listing = rows[0].listing
    if listing.stakeholder is None:
        entry = _enter(listing, rows, by)
    else:
        entry = _write(listing.stakeholder, rows, version, by)
    for row in rows:
        if row.field == Field.RELATION:
            _take_over(row, entry, by)
    _decide(rows, Proposal.State.ACCEPTED, by)
    return entry


def _take_over(row: Proposal, entry: Stakeholder, by: User) -> None:
    """Let the register say of a relation what the workshop says; the workshop's own gives way to it."""
    city = row.listing.workshop.city
    if row.kind.startswith(DRAWN):
        _draw_there(row, entry, by)
        return
    known = Relation.objects.of(city).filter(pk=row.kind[1:]).first()
    if not row.value["gone"]:
        _change_there(row, known, entry, by)
    elif known is not None:
        unrelate(known, by=by)


def _draw_there(row: Proposal, entry: Stakeholder, by: User) -> None:
    here = drawn_in(row.listing.workshop).select_related("target__stakeholder")
    drawn = here.filter(pk=row.kind[1:]).first()
    names = {"name": row.value["target"]}
    if drawn is None:
        raise _not_there(names)
    if drawn.source_id != row.listing_id or _said(_facts(drawn)) != _said(row.value):
        raise _changed_meanwhile(names)
    target = drawn.target.stakeholder
    if target is None:
        raise ValidationError(
            _("%(name)s is not in the register. Accept that entry first, then the relation."), params=names
        )
    relate(Relation(city=entry.city, source=entry, target=target, **facts_of(drawn)), by=by)
    drawn.delete()


def _change_there(row: Proposal, known: Relation | None, entry: Stakeholder, by: User) -> None:
    names = {"name": row.value["target"]}
    if known is None:
        raise ValidationError(
            _("The register has no such relation with %(name)s any more. Let the workshop hand over anew."),
            params=names,
        )
    left_out = row.listing.relations_left_out.filter(relation=known).first()
    drawn = left_out.instead if left_out else None
    if left_out is None or drawn is None or not drawn.is_current():
        raise _not_there(names)
    if _said(_changed(left_out, drawn)) != _said(row.value):
        raise _changed_meanwhile(names)
    retie(known, entry.pk, said_by(row.listing, drawn), by=by)
    left_out.delete()
    drawn.delete()


def _not_there(names: dict[str, str]) -> ValidationError:
    words = _("The relation with %(name)s is not on the workshop's map any more. Refuse it.")
    return ValidationError(words, params=names)


def _changed_meanwhile(names: dict[str, str]) -> ValidationError:
    words = _("The workshop changed the relation with %(name)s meanwhile. Let it hand over anew.")
    return ValidationError(words, params=names)


def _said(value: dict[str, Any]) -> dict[str, Any]:
    return {name: value.get(name) for name in ("kind", "is_mutual", "is_turned", "strength", "note")}


def _enter(listing: Listing, rows: list[Proposal], by: User) -> Stakeholder:
    if rows[0].field != Field.ENTRY:
        raise ValidationError(
            _("%(name)s is not in the register. Accept the new entry first."), params={"name": listing.name}
        )
    source = _("Workshop “%(title)s”") % {"title": listing.workshop.title}
    draft = StakeholderDraft(name=listing.name, family=listing.family, source=source)
    for row in rows[1:]:
        draft = revised(draft, row)
    entry = create_stakeholder(listing.workshop.city, draft, by=by)
    listing.stakeholder = entry
    listing.full_clean()
    listing.save(update_fields=["stakeholder"])
    return entry


def _write(entry: Stakeholder, rows: list[Proposal], version: int | None, by: User) -> Stakeholder:
    if entry.archived_at is not None:
        raise ValidationError(
            _("%(name)s is archived. Restore it in the register first."), params={"name": entry.name}
        )
    draft = draft_of(entry)
    for row in rows:
        draft = revised(draft, row)
    try:
        return change_stakeholder(entry, draft, version=version or 0, by=by)
    except StaleVersionError as error:
        raise ValidationError(
            _("Somebody changed %(name)s meanwhile. Look at what the register says now, then decide."),
            params={"name": entry.name},
            code="stale",
        ) from error


def revised(draft: StakeholderDraft, row: Proposal) -> StakeholderDraft:
    """Return the draft with the proposal's value in it; level 0 takes the part out."""
    if row.field == Field.READINESS:
        return replace(draft, readiness=row.value["level"])
    if row.field == Field.LAYERS:
        return replace(draft, layers=tuple(Layer.objects.filter(code__in=row.value["layers"])))
    if row.field not in DRAFT_FIELDS:
        return draft
    name = DRAFT_FIELDS[Field(row.field)]
    before = {part.kind: part for part in getattr(draft, name)}
    known = before.pop(row.kind, None)
    if row.value["level"]:
        note = row.value.get("note") or (known.description if known else "")
        before[row.kind] = PartDraft(row.kind, row.value["level"], note)
    changed: dict[str, Any] = {name: tuple(before.values())}
    return replace(draft, **changed)


def refuse(proposals: Iterable[Proposal], *, by: User) -> None:
    """Keep the register as it is."""
    _decide(list(proposals), Proposal.State.REFUSED, by)


def _decide(rows: list[Proposal], state: Proposal.State, by: User) -> None:
    Proposal.objects.filter(pk__in=[row.pk for row in rows], state=Proposal.State.PENDING).update(
        state=state, decided_by=by, decided_at=timezone.now()
    )

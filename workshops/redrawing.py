"""What is said about somebody by drawing their mark to another ring, band or cell of the map."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from ecosystem.graph.drops import Drop
from ecosystem.maps.changing import Redrawn, sealed, unsealed
from ecosystem.models import Layer, User
from ecosystem.register import retying
from ecosystem.register.redrawing import CHANGED_MEANWHILE
from ecosystem.register.saying import (
    FAMILY,
    KINDS,
    LAYERS,
    NAME,
    READINESS,
    about_part,
    in_words,
    keep_as,
    own,
    value_of,
)
from workshops.identification import answer, clear
from workshops.listing import apply_again
from workshops.mapping import PARTNERS
from workshops.models import Answer, DrawnRelation, Listing, Partnership, Question, Workshop
from workshops.partnering import choose_again, release, written_in
from workshops.relating import (
    AnyRelation,
    bring_back,
    exchange,
    key_of_relation,
    own_of,
    retie,
    said_by,
    take_away,
    tie_of,
)

OPEN = "open"  # a question without an answer; None is 'do not know'
SCALES = (Question.INFLUENCE, Question.INTEREST)
LEVELS = (*SCALES, Question.READINESS)
QUESTIONS = {"interests": Question.GAIN, "resources": Question.RESOURCE, "means": Question.MEANS}
LISTS = {
    f"{part}-{kind}": (question.value, kind)
    for part, question in QUESTIONS.items()
    for kind in KINDS[part].values
}
NAMED = (NAME, FAMILY)
NAMES = (*NAMED, *(scale.value for scale in LEVELS), "partner", "layers", *LISTS)
# By name: what they are called here and the number of their family, each of the scales, the codes of the
# layers, what a partnership says (False: none), and of each kind of gain, resource and means, such as
# 'resources-data', its value and note.
Said = Mapping[str, Any]


def meant_by(drop: Drop, listing: Listing) -> Said:
    """Return what a drop says about a listing.

    Raises ValidationError for rings that are worked out from the answers.
    """
    if drop.levels is not None:
        interest, influence = drop.levels
        return {Question.INFLUENCE.value: influence, Question.INTEREST.value: interest}
    if drop.layers is not None:
        return {"layers": list(drop.layers)}
    is_partner = Partnership.objects.filter(listing=listing).exists()
    if drop.ring != PARTNERS and not is_partner:
        raise ValidationError(
            _("%(name)s stays: this ring follows from the answers. Only partners are chosen by hand."),
            params={"name": listing.name},
        )
    return {"partner": False if is_partner else {}}


def said_about(listing: Listing, names: Collection[str]) -> dict[str, Any]:
    """Return what is said now, by name."""
    rows = Answer.objects.filter(listing=listing, question__in=LEVELS)
    answers = dict(rows.values_list("question", "value"))
    found: dict[str, Any] = {name: answers.get(name, OPEN) for name in names if name in LEVELS}
    found |= {name: value_of(listing, name) for name in NAMED if name in names}
    found |= _listed(listing, names)
    if "layers" in names:
        found["layers"] = list(listing.layers.values_list("code", flat=True))
    if "partner" in names:
        partnership = Partnership.objects.filter(listing=listing).first()
        found["partner"] = written_in(partnership) if partnership else False
    return found


def _listed(listing: Listing, names: Collection[str]) -> dict[str, Any]:
    """Return what is said of the kinds of the lists that are among the names, in one query for all."""
    kinds = {name: line for name, line in LISTS.items() if name in names}
    if not kinds:
        return {}
    rows = Answer.objects.filter(listing=listing, question__in=QUESTIONS.values())
    values = rows.values_list("question", "kind", "value", "note")
    lines = {(question, kind): [value, note] for question, kind, value, note in values}
    return {name: lines.get(line, OPEN) for name, line in kinds.items()}


@transaction.atomic
def redraw(listing: Listing, wanted: Said, *, by: User, expected: Said | None = None) -> dict[str, Any]:
    """Let a listing be what is `wanted`; return what was said before.

    Raises ValidationError, and changes nothing, when it is not as `expected` any more.
    """
    locked = Listing.objects.select_for_update().get(pk=listing.pk)
    before = said_about(locked, wanted)
    if expected is not None and before != expected:
        raise ValidationError(
            _("Somebody changed %(name)s meanwhile, so it was left as it is."),
            code="stale",
            params={"name": listing.name},
        )
    for name, value in wanted.items():
        if name in NAMED:
            keep_as(locked, name, value)
        elif name == "layers":
            listing.layers.set(Layer.objects.filter(code__in=value))
        elif name == "partner":
            release(listing) if value is False else choose_again(listing, value)
        else:
            _answer(listing, name, value, by)
    if "family" in wanted:
        apply_again(locked.workshop, locked.family)
    listing.refresh_from_db(fields=NAMED)
    return before


def _answer(listing: Listing, name: str, value: Any, by: User) -> None:
    question, kind = LISTS.get(name, (name, ""))
    if value == OPEN:
        clear(listing, question, kind=kind)
    elif kind:
        answer(listing, question, kind=kind, value=value[0], note=value[1], by=by)
    else:
        answer(listing, question, value=value, by=by)


def redrawn(listing: Listing, before: Said) -> Redrawn:
    """Return in words what a change made of a listing, with what undoes it until somebody makes another."""
    facts = {"listing": listing.pk, "wanted": dict(before), "expected": said_about(listing, before)}
    return Redrawn(sentence(listing, before), sealed(facts, listing.workshop))


def sentence(listing: Listing, names: Collection[str]) -> str:
    """Return in words what is said now about a listing, of these names."""
    both = SCALES if set(SCALES) & set(names) else ()
    asked = {name.partition("-")[0] for name in names if name in LISTS}
    lines = [name for name in LISTS if name.partition("-")[0] in asked]
    said = said_about(listing, {*names, *(scale.value for scale in both), *lines})
    return " ".join(words % {"name": listing.name, **facts} for words, facts in _sentences(said))


def _sentences(said: Said) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from own({name: said[name] for name in NAMED if name in said})
    if "partner" in said:
        is_partner = said["partner"] is not False
        yield (_("%(name)s is a partner.") if is_partner else _("%(name)s is no partner.")), {}
    if "layers" in said:
        yield from own({LAYERS: said["layers"]})
    if Question.INFLUENCE in said:
        levels = {name: _level(said[name]) for name in ("influence", "interest")}
        yield _("%(name)s: influence %(influence)s, interest %(interest)s."), levels
    if Question.READINESS in said:
        level = said[Question.READINESS]
        yield from own({READINESS: None if level == OPEN else level})
    for part, question in QUESTIONS.items():
        lines = {kind: said.get(name) for name, (about, kind) in LISTS.items() if about == question}
        if any(lines.values()):
            there = {kind: line for kind, line in lines.items() if line and _is_there(line)}
            yield about_part(part, [in_words(part, kind, *line) for kind, line in there.items()])


def _is_there(line: Any) -> bool:
    return bool(line != OPEN and line[0])


def _level(level: Any) -> Any:
    return _("not known") if level in {None, OPEN} else level


def retied(workshop: Workshop, relation: AnyRelation, *, is_drawn: bool) -> Redrawn:
    """Return in words that a relation was drawn or taken away, with what undoes it."""
    words = _("%(relation)s is drawn.") if is_drawn else _("%(relation)s is taken away.")
    facts = {"tie": key_of_relation(relation), "is_drawn": not is_drawn}
    return Redrawn(words % {"relation": relation}, sealed(facts, workshop))


def take_back(workshop: Workshop, token: str, *, by: User) -> Redrawn:
    """Undo, or redo, what a token speaks of.

    Raises Http404 for a token of elsewhere, ValidationError when somebody has changed it meanwhile.
    """
    facts = unsealed(token, workshop)
    if "tie" in facts:
        return _tie_back(workshop, facts["tie"], is_drawn=facts["is_drawn"])
    listing = workshop.listings.current().filter(pk=facts["listing"]).first()
    if listing is None:
        raise Http404
    if "retied" in facts:
        return _retie_back(listing, facts, by)
    before = redraw(listing, facts["wanted"], by=by, expected=facts["expected"])
    return redrawn(listing, before)


def changed(listing: Listing, key: str, before: Said, relation: AnyRelation) -> Redrawn:
    """Return in words what became of the relation `key` of somebody, with what undoes it.

    `before` is what it said; `relation` the one that is on the map in its place.
    """
    words = retying.sentence(relation, own_of(listing, relation))
    if key != key_of_relation(relation):
        words = f"{words} {words_on_register(relation)}"
    facts = {
        "listing": listing.pk,
        "retied": key_of_relation(relation),
        "was": key,
        "wanted": dict(before),
        "expected": said_by(listing, relation),
    }
    return Redrawn(words, sealed(facts, listing.workshop))


def words_on_register(relation: AnyRelation) -> str:
    """Return what the register says when a relation of its own was changed here, or changed back."""
    if isinstance(relation, DrawnRelation):
        return _("The register keeps its own until staff accept the change as proposals.")
    return _("That is what the register says.")


@transaction.atomic
def _retie_back(listing: Listing, facts: Mapping[str, Any], by: User) -> Redrawn:
    key, was, expected = facts["retied"], facts["was"], facts["expected"]
    try:
        if key == was:
            relation = retie(listing, key, facts["wanted"], by=by, expected=expected)
        else:
            if said_by(listing, tie_of(listing, key)) != expected:
                raise ValidationError(CHANGED_MEANWHILE)
            relation = exchange(listing.workshop, key, was)
    except Http404 as error:
        raise ValidationError(CHANGED_MEANWHILE) from error
    return changed(listing, key, expected, relation)


def _tie_back(workshop: Workshop, key: str, *, is_drawn: bool) -> Redrawn:
    try:
        relation = bring_back(workshop, key) if is_drawn else take_away(workshop, key)
    except Http404 as error:
        raise ValidationError(CHANGED_MEANWHILE) from error
    return retied(workshop, relation, is_drawn=is_drawn)

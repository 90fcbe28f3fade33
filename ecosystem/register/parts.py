"""Writes what belongs to one stakeholder: interests, resources, means and tags."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet

from ecosystem.models import CommitmentMeans, Interest, Resource, Stakeholder, Tag
from ecosystem.register.drafts import PartDraft, StakeholderDraft

Part = TypeVar("Part", Interest, Resource, CommitmentMeans)


def write_parts(stakeholder: Stakeholder, draft: StakeholderDraft) -> None:
    """Make the stakeholder's interests, resources and means those of `draft`.

    Raises ValidationError when one of them breaks a rule.
    """
    _write_kinds(Interest.objects.all(), stakeholder, draft.interests)
    _write_kinds(Resource.objects.all(), stakeholder, draft.resources)
    _write_kinds(CommitmentMeans.objects.all(), stakeholder, draft.means)


def write_part(stakeholder: Stakeholder, part: str, kind: str, draft: PartDraft | None) -> None:
    """Make one `kind` of a `part` ('interests', 'resources', 'means') what `draft` says; None takes it out.

    Raises ValidationError when it breaks a rule.
    """
    rows: dict[str, QuerySet[Any]] = {
        "interests": Interest.objects.all(),
        "resources": Resource.objects.all(),
        "means": CommitmentMeans.objects.all(),
    }
    _write_kinds(rows[part].filter(kind=kind), stakeholder, [draft] if draft else [])


def write_tags(stakeholder: Stakeholder, words: Iterable[str]) -> None:
    """Give the stakeholder the tags `words`, however they are capitalised; unused tags disappear."""
    before = set(stakeholder.tags.values_list("pk", flat=True))
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(city=stakeholder.city)}
    tags = []
    for word in words:
        tag = known.get(word.casefold())
        if tag is None:
            tag = Tag(city=stakeholder.city, name=word)
            tag.full_clean()
            tag.save()
            known[word.casefold()] = tag
        tags.append(tag)
    stakeholder.tags.set(tags)
    gone = before - {tag.pk for tag in tags}
    Tag.objects.filter(pk__in=gone, stakeholders=None).delete()


def _write_kinds(rows: QuerySet[Part], stakeholder: Stakeholder, drafts: Iterable[PartDraft]) -> None:
    stored = {part.kind: part for part in rows.filter(stakeholder=stakeholder)}
    for draft in drafts:
        part = stored.pop(draft.kind, None) or rows.model(stakeholder=stakeholder, kind=draft.kind)
        if part.pk and (part.level, part.description) == (draft.level, draft.description):
            continue
        part.level, part.description = draft.level, draft.description
        part.full_clean()
        part.save()
    rows.filter(pk__in=[part.pk for part in stored.values()]).delete()
